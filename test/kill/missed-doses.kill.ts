import { addDays, dateOnly, type DateOnly } from '../../src/law/date.js';
import { createClient } from '../../src/client/client.js';
import { DosingSite, type SeededPatient } from './dosing-site.js';
import { expectedOf, makePlan, type Plan } from './dosing-plan.js';
import { install, type Backend, type Installation } from './installation.js';
import { Killer, randomFrom } from './killer.js';
import { aPerson, insist } from './load.js';
import { until } from './programs.js';
import { BACKENDS, KILLS as ASKED, SEED, tally } from './settings.js';

const PATIENTS = 24;
/** Of whom a tablet tells late what they had: while their missed doses are derived. */
const TOLD_LATE = 3;
const FROM = dateOnly('2026-05-01');
/** The first day that the program has to catch up with. */
const FIRST_TODAY = dateOnly('2026-06-20');
/** So many days pass even where all are killed before. */
const LEAST = addDays(FIRST_TODAY, 10);
/** Unless told, fewer than of the applications, and on one queue: each further kill asks for more days to be derived. */
const IS_SHORT = process.env['KILLS'] === undefined;
const KILLS = IS_SHORT ? 3 : ASKED;
const QUEUES = IS_SHORT ? BACKENDS.slice(0, 1) : BACKENDS;
/** More than pass while so many are killed. */
const DAYS = 90 + 8 * KILLS;
const CLINIC = 'clinic';

/**
 * A site's missed doses of many days are derived while processes are killed at random moments, and days go on passing:
 * afterwards each dose that was due is missed once, and each warning, hold and proposal stands and is told once.
 */
describe.each(QUEUES)('missed doses with BullMQ on %s', (backend: Backend) => {
  let place: Installation;
  beforeAll(async () => {
    place = await install(backend);
  }, 120_000);
  afterAll(() => place.close(), 60_000);

  it(`none is lost or there twice by ${KILLS} kills (seed ${SEED})`, async () => {
    const { company, victims } = place;
    await place.travelTo('2025-06-20T08:00:00+07:00');
    await company.assemble();
    await place.travelTo(`${FIRST_TODAY}T12:00:00+07:00`);
    const random = randomFrom(SEED);
    const plan = makePlan({ from: FROM, days: DAYS, patients: PATIENTS }, random);
    const dispenser = company.player('dispenser', CLINIC);
    const site = new DosingSite(place.ownerUrl, dispenser.organisationId);
    const patients = await admitted(place, site, plan);
    const late = patients.slice(PATIENTS);

    await site.opens(plan);
    const days = new Days(place, site, plan.until);
    const tablet = new Tablet(place.urls, dispenser.token, site.lotId);
    const killer = new Killer(victims, random);
    const passing = days.pass((day) => tablet.tells(late, day));
    await killer.kill(KILLS);
    days.stop();
    const last = await passing;
    await site.derived(last);

    expect(killer.killed).toHaveLength(KILLS);
    let [missed, told] = [0, 0];
    for (const [at, patient] of plan.patients.entries()) {
      const { episodeId } = patients[at] ?? { episodeId: '' };
      const expected = expectedOf(plan, patient, last);
      expect(await site.missed(episodeId)).toEqual(expected.missed);
      expect(await site.missedDays(episodeId)).toEqual(expected.missedDays);
      expect((await site.notices(episodeId)).toSorted()).toEqual(expected.notices.toSorted());
      expect(await site.holds(episodeId)).toEqual(expected.heldFrom === null ? [] : [expected.heldFrom]);
      const { proposed } = expected;
      expect(await site.proposals(episodeId)).toEqual(
        proposed === null ? [] : [{ days: [proposed.first, proposed.last] }],
      );
      missed += expected.missed.length;
      told += expected.notices.length;
    }
    const counts = await site.counts();
    expect(counts).toEqual({ missed: counts.taken, taken: counts.missed, doubled: 0 });
    // What a tablet was told to have been entered stands there once, however often it had to send it.
    const { acknowledged } = tablet;
    const times = await site.timesOf(acknowledged);
    expect(acknowledged.filter((id) => times.get(id) !== 1)).toEqual([]);
    expect([missed, told, acknowledged.length].every((count) => count > PATIENTS)).toBe(true);
    process.stdout.write(
      `${backend}, seed ${SEED}: ${killer.killed.length} kills (${tally(killer.killed)}); ` +
        `${missed} missed doses of ${PATIENTS} patients to ${last}, ${told} notices, ` +
        `${acknowledged.length} doses told late\n`,
    );
  });
});

/** Those of the plan, then those of whom a tablet tells: registered over HTTP, the rest past every wall. */
async function admitted(
  { company, urls }: Installation,
  site: DosingSite,
  plan: Plan,
): Promise<readonly SeededPatient[]> {
  const clinician = company.player('clinician', CLINIC);
  const clients = urls.map((url) => createClient(url, clinician.token));
  const unitId = await company.unit('31051', '2025-07-01');
  const found: SeededPatient[] = [];
  for (let at = 0; at < PATIENTS + TOLD_LATE; at += 1) {
    const body = aPerson(at + 1, unitId);
    const { id } = await insist(clients, at, (client, params) =>
      client.POST('/v1/persons', { body, params }),
    );
    const patient = plan.patients[at] ?? { slots: 1, given: new Set<string>() };
    const seeded = await site.treats(id, Array<number>(patient.slots).fill(2000), plan);
    await site.has(seeded, patient.given);
    found.push(seeded);
  }
  return found;
}

/** Lets a day pass as soon as the one before was derived, as long as nobody says stop. */
class Days {
  private stopped = false;

  constructor(
    private readonly place: Pick<Installation, 'travelTo'>,
    private readonly site: DosingSite,
    private readonly last: DateOnly,
  ) {}

  /** @param meanwhile what happens on each day before the site closes @returns the last day that came */
  async pass(meanwhile: (day: DateOnly) => Promise<void>): Promise<DateOnly> {
    for (let day = FIRST_TODAY; ; day = addDays(day, 1)) {
      await this.site.derived(day);
      if (day >= this.last || (this.stopped && day >= LEAST)) return day;
      const next = addDays(day, 1);
      await this.travel(next, '10:00');
      // The site closes while the tablet is still telling of the day.
      await Promise.all([meanwhile(next), this.travel(next, '12:00')]);
    }
  }

  stop(): void {
    this.stopped = true;
  }

  private async travel(day: DateOnly, time: string): Promise<void> {
    await until(`it is ${time} of ${day}`, async () => {
      await this.place.travelTo(`${day}T${time}:00+07:00`);
      return true;
    });
  }
}

/** Tells of doses that were given, and sends each again until somebody has it. */
class Tablet {
  readonly acknowledged: string[] = [];
  private readonly clients: readonly ReturnType<typeof createClient>[];

  constructor(
    urls: readonly string[],
    token: string,
    private readonly lotId: string,
  ) {
    this.clients = urls.map((url) => createClient(url, token));
  }

  async tells(patients: readonly SeededPatient[], day: DateOnly): Promise<void> {
    for (const { episodeId } of patients) {
      const body = {
        ...{ clientEventId: `may-3.${episodeId}.${day}`, kind: 'dispensed' as const, episodeId, slot: 1 },
        ...{ lotId: this.lotId, reported: true, at: `${day}T09:00:00+07:00` },
      };
      await insist(this.clients, this.acknowledged.length, (client) =>
        client.POST('/v1/dose-events', { body }),
      );
      this.acknowledged.push(body.clientEventId);
    }
  }
}

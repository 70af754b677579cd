import { good, seen } from '../../src/demo/api.js';
import type { Player } from '../../src/demo/company.js';
import { install, type Backend, type Installation } from './installation.js';
import { Killer, randomFrom } from './killer.js';
import { noticesIn } from './ledger.js';
import { Load } from './load.js';
import { until } from './programs.js';
import { BACKENDS, KILLS, SEED, tally } from './settings.js';

const OFFICERS = 4;
const ADDRESS = 'truong.cong.an@angiang.example.vn';

/**
 * Officers register while processes are killed at random moments, then time limits pass while others are: what was
 * acknowledged is there once, each warning is told once, and a kill sends at most one mail twice.
 */
describe.each(BACKENDS)('with BullMQ on %s', (backend: Backend) => {
  let place: Installation;
  beforeAll(async () => {
    place = await install(backend);
  }, 120_000);
  afterAll(() => place.close(), 60_000);

  it(`nothing is lost or done twice by ${KILLS} kills (seed ${SEED})`, async () => {
    const { company, ledger, smtp, victims } = place;
    await place.travelTo('2025-06-20T08:00:00+07:00');
    await company.assemble();
    await place.travelTo('2026-07-06T09:00:00+07:00');
    const officer = company.player('commune-police-officer', 'police-31069');
    const head = company.player('head-of-commune-police', 'police-31069');
    await receiveMail(head, () => smtp.inbox);

    const killer = new Killer(victims, randomFrom(SEED));
    const load = new Load(place.urls, officer.token, await company.unit('31069', '2025-07-01'));
    const working = load.run(OFFICERS);
    await killer.kill(Math.ceil(KILLS / 2));
    load.stop();
    await working;
    await Promise.all([killer.kill(Math.floor(KILLS / 2)), place.travelTo('2026-07-07T10:45:00+07:00')]);
    await ledger.everythingTold();

    const { acknowledged } = load;
    expect(killer.killed).toHaveLength(KILLS);
    expect(acknowledged.length).toBeGreaterThan(OFFICERS);
    expect(await ledger.faults(acknowledged)).toEqual({
      ...{
        lostFiles: 0,
        extraFiles: 0,
        lostPersons: 0,
        doubledPersons: 0,
        withoutLimit: 0,
        withoutReminders: 0,
      },
      ...{ withoutAudit: 0, doubledCodes: 0 },
    });
    expect(await ledger.gaps()).toBe(0);
    const notices = await ledger.notices();
    expect(notices.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['deadline.escalated', 'deadline.overdue']),
    );
    for (const { told, points } of notices) expect(told).toBe(points);
    const mails = noticesIn(smtp.inbox);
    const different = new Set(mails.map(({ messageId }) => messageId)).size;
    expect(await ledger.deliveries()).toEqual({ sent: different });
    expect(different).toBeGreaterThan(0);
    expect(mails.length - different).toBeLessThanOrEqual(KILLS);
    process.stdout.write(
      `${backend}, seed ${SEED}: ${killer.killed.length} kills (${tally(killer.killed)}); ` +
        `${acknowledged.length} applications, ${notices.reduce((sum, { told }) => sum + told, 0)} notices, ` +
        `${different} mails, ${mails.length - different} sent twice\n`,
    );
  });
});

async function receiveMail({ client }: Player, inbox: () => readonly { body: string }[]): Promise<void> {
  await good(client.POST('/v1/me/notice-address', { body: { address: ADDRESS } }));
  const code = (): string | undefined =>
    inbox()
      .map(({ body }) => /Mã xác nhận: (\d{8})/.exec(body)?.[1])
      .find((found) => found !== undefined);
  await until('the code comes by mail', async () => code() !== undefined);
  await good(client.POST('/v1/me/notice-address/confirmation', { body: { code: code() ?? '' } }));
  const wishes = await good(client.GET('/v1/me/notification-preferences'));
  const body = { kinds: ['deadline.overdue' as const], digestAt: null, quietHours: null };
  await good(client.PUT('/v1/me/notification-preferences', { body, params: seen(wishes.version) }));
}

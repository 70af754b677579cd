import fc from 'fast-check';
import { KEEPER_CHECK } from '../../src/cases/handover/handover.jobs.js';
import { KeeperCheck } from '../../src/cases/handover/keeper-check.js';
import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import {
  COURT_INPUTS,
  DOSSIER_INPUTS,
  EXECUTION_INPUTS,
  STAY_INPUTS,
  type InputField,
} from '../../src/rehabilitation/compulsory/compulsory-inputs.js';
import { COMPULSORY } from '../../src/rehabilitation/compulsory/compulsory-procedure.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  openDossier,
  type CompulsoryDesk,
  type Group,
} from '../setup/compulsory-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

const INPUTS: Readonly<
  Partial<Record<Group, Readonly<Record<string, { readonly needs?: readonly InputField[] }>>>>
> = {
  'dossier-steps': DOSSIER_INPUTS,
  'court-steps': COURT_INPUTS,
  'execution-steps': EXECUTION_INPUTS,
  'stay-steps': STAY_INPUTS,
};
const GROUP_OF = new Map(
  Object.entries(INPUTS).flatMap(([group, steps]) =>
    Object.keys(steps ?? {}).map((step) => [step, group as Group]),
  ),
);
/** With which each ends a file that somebody wants to see further. */
const ENDS = new Set(['refused', 'court-closed', 'exempted', 'discontinued', 'lapsed', 'overturned']);

/** The straight way into the facility, with the days between; a walk leaves it somewhere. */
const WAY: readonly (readonly [step: string, days: number])[] = [
  ['dossier-completed', 0],
  ['notified', 0],
  ['sent-to-court', 7],
  ['accepted', 1],
  ['ordered', 7],
  ['order-received', 1],
  ['facility-asked', 0],
  ['designated', 0],
  ['designation-delivered', 0],
  ['received', 1],
];

const MOVE = fc.record({
  choice: fc.nat({ max: 30 }),
  days: fc.integer({ min: 0, max: 12 }),
  isAnnulled: fc.integer({ min: 0, max: 6 }).map((number) => number === 0),
  mayEnd: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
type Move = typeof MOVE extends fc.Arbitrary<infer T> ? T : never;

describe('whatever happens in a compulsory rehabilitation, and is taken back again', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let get: Requests['get'];
  let post: Requests['post'];
  let head: string;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    desk = await arrangeCompulsoryDesk(test);
    ({ get, post } = requests(test));
    head = desk.scene.tokens.headOfPolice;
  });
  afterAll(() => test.close());

  let asked = 0;
  /** Later than the one before. */
  const minute = (): string => String((asked += 1) % 60).padStart(2, '0');
  const read = async (id: string): Promise<CompulsoryDto> =>
    (await get(head, `/v1/compulsory-rehabilitations/${id}`).expect(200)).body as CompulsoryDto;
  const addressee = (step: string): number => {
    if (step === 'sent-to-court') return desk.court;
    return step === 'elsewhere-asked' ? desk.places.ministry : desk.places.publicFacility;
  };
  const bodyOf = (step: string, group: Group, day: string): object => {
    const values: Readonly<Record<InputField, unknown>> = {
      ...{ number: '12/VB', reason: 'Có biên bản kèm theo', organisationId: addressee(step) },
      ...{ kind: 'facility', exclusion: 'pregnant', months: 24, postedOn: day, effectiveOn: day },
      ...{ ground: step === 'exempted' ? 'critical-illness' : 'serious-illness', stage: 'detoxification' },
      ...{
        days: 3,
        since: `${day}T00:30:00+07:00`,
        arrivedAt: undefined,
        forMerit: undefined,
        heldOn: undefined,
        incidentId: undefined,
      },
    };
    const needs = INPUTS[group]?.[step]?.needs ?? [];
    const fields = step === 'interim-began' ? [...needs, 'organisationId' as const] : needs;
    return Object.fromEntries(fields.map((field) => [field, values[field]]));
  };
  /** Whoever is competent: the keeper, or another body in whose stead the keeper enters it. */
  const take = async (file: CompulsoryDto, step: string, day: string): Promise<readonly number[]> => {
    const group = GROUP_OF.get(step);
    if (!group) return [];
    const statuses: number[] = [];
    const { provincialPolice } = desk.scene.organisations;
    const others = [desk.court, desk.places.publicFacility, provincialPolice, desk.places.ministry];
    const at = `${day}T09:${minute()}:00+07:00`;
    for (const actedBy of [undefined, ...others]) {
      const body = { step, at, ...bodyOf(step, group, day), actedBy };
      const answer = await post(head, `/v1/compulsory-rehabilitations/${file.id}/${group}`, body).set(
        'If-Match',
        `"${file.version}"`,
      );
      statuses.push(answer.status);
      if (answer.status === 201) break;
    }
    return statuses;
  };
  const annulLast = async (file: CompulsoryDto): Promise<readonly number[]> => {
    const { body } = await get(head, `/v1/cases/${file.id}/history`).expect(200);
    const eventId = (body.items as { id: string }[]).at(-1)?.id;
    const answer = await post(head, `/v1/cases/${file.id}/annulments`, { eventId, reason: 'Ghi nhầm' }).set(
      'If-Match',
      `"${file.version}"`,
    );
    return [answer.status];
  };

  const expectWhole = async (file: CompulsoryDto): Promise<void> => {
    const open = file.deadlines.filter(({ status }) => status === 'open');
    if (COMPULSORY.states[file.status]?.closed) expect(open).toEqual([]);
    const { body } = await get(head, `/v1/cases/${file.id}/history`).expect(200);
    expect(body.status).toBe(file.status);
    expect(await test.app.get(KeeperCheck).look(KEEPER_CHECK)).toEqual([]);
  };

  const begun = async (): Promise<CompulsoryDto> => {
    await onDay(test, desk.scene, '2026-08-03T12:00:00+07:00');
    const personId = await aResident(test, head, desk.scene.unitId);
    let file = (await openDossier(test, head, aDossier(personId, '2026-08-03'))) as CompulsoryDto;
    const papers = ['curriculum-vitae', 'violation-record', 'determination-result', 'request'];
    for (const paper of papers) {
      const body = { at: '2026-08-03T08:45:00+07:00', paper, pages: 1 };
      const answer = await post(head, `/v1/compulsory-rehabilitations/${file.id}/papers`, body)
        .set('If-Match', `"${file.version}"`)
        .expect(201);
      file = answer.body as CompulsoryDto;
    }
    return file;
  };

  const play = async (id: string, { choice, isAnnulled, mayEnd }: Move, day: string): Promise<boolean> => {
    const file = await read(id);
    if (COMPULSORY.states[file.status]?.closed) return false;
    const possible = Object.keys(COMPULSORY.transitions[file.status] ?? {}).filter(
      (step) => GROUP_OF.has(step) && (mayEnd || !ENDS.has(step)),
    );
    const step = possible[choice % Math.max(1, possible.length)];
    const statuses = isAnnulled ? await annulLast(file) : await take(file, step ?? '', day);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const after = await read(id);
    if (!statuses.includes(201)) expect(after.version).toBe(file.version);
    await expectWhole(after);
    return true;
  };

  /** @returns the day on which it is left */
  const goAlong = async (id: string, steps: number): Promise<Date> => {
    let at = new Date('2026-08-03T00:00:00Z');
    asked = 0;
    for (const [step, days] of WAY.slice(0, steps)) {
      at = new Date(at.getTime() + days * 86_400_000);
      const day = at.toISOString().slice(0, 10);
      await onDay(test, desk.scene, `${day}T12:00:00+07:00`);
      expect([step, (await take(await read(id), step, day)).at(-1)]).toEqual([step, 201]);
    }
    return at;
  };

  it('leaves one keeper at every moment, and no open time limit once it has ended', async () => {
    const walk = fc.array(MOVE, { minLength: 8, maxLength: 14 });
    const property = fc.asyncProperty(fc.integer({ min: 0, max: WAY.length }), walk, async (steps, moves) => {
      const { id } = await begun();
      let at = await goAlong(id, steps);
      for (const move of moves) {
        at = new Date(at.getTime() + move.days * 86_400_000);
        const day = at.toISOString().slice(0, 10);
        await onDay(test, desk.scene, `${day}T12:00:00+07:00`);
        if (!(await play(id, move, day))) break;
      }
    });
    await fc.assert(property, { numRuns: Number(process.env['FC_RUNS'] ?? 5), endOnFailure: true });
  }, 600_000);
});

import type { CaseEvent } from '../../cases/case-file.js';
import { mapProcedure } from '../../cases/procedure-map.js';
import { COMPETENCES } from '../../law/authorities.js';
import { dateOnly } from '../../law/date.js';
import { DEADLINE_RULES } from '../../law/deadlines.js';
import { absencesOf, authorityOf, checksOf, checkStart, papersOf, termNow } from './drug-user-history.js';
import { FOLLOW_INPUTS, PAPER_INPUTS } from './drug-user-inputs.js';
import { DRUG_USER_STEP_LABELS } from './drug-user-labels.js';
import { DRUG_USER } from './drug-user-procedure.js';

const { states, steps, transitions, start } = DRUG_USER;
const stateNames = Object.keys(transitions);
const out = (state: string): Readonly<Record<string, string | undefined>> => transitions[state] ?? {};
const isClosed = (state: string): boolean => states[state]?.closed === true;

describe('the table of the management of drug users', () => {
  it('has no way out of a closed state but for the move of its keeper, which every open file allows', () => {
    const begun = stateNames.filter((state) => state !== start);
    expect(begun.map((state) => out(state)['keeper-moved'])).toEqual(begun);
    const ways = begun.filter(isClosed).flatMap((state) => Object.keys(out(state)));
    expect(new Set(ways)).toEqual(new Set(['keeper-moved']));
  });

  it('reaches every state from the first', () => {
    const reached = new Set<string>([start]);
    for (const state of reached) for (const next of Object.values(out(state))) if (next) reached.add(next);
    expect([...reached].toSorted()).toEqual(stateNames.toSorted());
  });

  it('says of each step what it is, what it is called, and by which route it is taken', () => {
    const known = [...new Set(stateNames.flatMap((state) => Object.keys(out(state))))].toSorted();
    expect(Object.keys(steps).toSorted()).toEqual(known);
    expect(Object.keys(DRUG_USER_STEP_LABELS).toSorted()).toEqual(known);
    const asked = [...Object.keys(FOLLOW_INPUTS), ...Object.keys(PAPER_INPUTS)];
    const others = [
      'found',
      'found-remote',
      'notice-received',
      'papers-added',
      'result-added',
      'died',
      'voided',
      'keeper-moved',
    ];
    expect([...asked, ...others].toSorted()).toEqual(known);
  });

  it('rests on acts and time limits that the law data knows', () => {
    const acts = new Set<string>(COMPETENCES.map(({ act }) => act));
    const rules = new Set(DEADLINE_RULES.map(({ key }) => key));
    const all = Object.values(steps);
    expect(all.filter(({ act }) => act !== undefined && !acts.has(act))).toEqual([]);
    const asked = all.flatMap(({ opens = [], meets = [] }) => [...opens.map(({ rule }) => rule), ...meets]);
    expect(asked.filter((rule) => !rules.has(rule))).toEqual([]);
  });

  it.each([
    ['2025-02-28', 'commune-peoples-committee', false],
    ['2026-06-30', 'commune-peoples-committee', false],
    ['2026-07-01', 'commune-police', true],
  ])('of %s has the %s decide; suspension, absence: %s', (on, kind, isNew) => {
    const map = mapProcedure(DRUG_USER, dateOnly(on));
    const step = (code: string) => map.steps.find((each) => each.code === code);
    for (const code of ['decided', 'stopped', 'ended', 'file-sent'])
      expect(step(code)?.competent.map(({ organisationKind }) => organisationKind)).toEqual([kind]);
    for (const code of ['suspended', 'resumed', 'absent', 'returned', 'decided-after-move'])
      expect([code, step(code) !== undefined]).toEqual([code, isNew]);
    expect(step('taken-over') !== undefined).toBe(!isNew);
    expect(step('notified')?.opens.map(({ owedBy, rule }) => `${owedBy} ${rule.value} ${rule.unit}`)).toEqual(
      [isNew ? 'keeper 24 hours' : 'addressee 3 working-days'],
    );
    expect(map.steps.every(({ code, label }) => label.vi !== code)).toBe(true);
  });
});

const event = (type: string, at: string, facts: CaseEvent['facts'] = {}): CaseEvent => ({
  ...{ id: `${type} ${at}`, type, effectiveAt: new Date(at), precision: 'instant' },
  ...{ recordedAt: new Date(0), recordedLegalAt: new Date(0), userId: null, system: null },
  ...{ organisationId: 1, statusAfter: 'x', facts, reason: null, replacesId: null },
});
const OPENED = dateOnly('2026-06-20');

describe('what a history of the management amounts to', () => {
  const decided = event('decided', '2026-06-29T09:00:00+07:00');

  it('is a year from the decision, and a year from the new one where drugs were used again', () => {
    const again = event('decided-again', '2026-12-01T09:00:00+07:00');
    expect(termNow(OPENED, [decided], dateOnly('2026-07-29'))?.endsOn).toBe('2027-06-29');
    expect(termNow(OPENED, [again, decided], dateOnly('2026-12-29'))?.endsOn).toBe('2027-12-01');
    // Taken back, the first year stands.
    const annulled = { ...event('annulled', '2026-12-02T09:00:00+07:00'), replacesId: again.id };
    expect(termNow(OPENED, [decided, again, annulled], dateOnly('2026-12-29'))?.endsOn).toBe('2027-06-29');
  });

  it('lets an absence of which nobody knows where not count, in whole days', () => {
    const away = event('absent', '2026-07-10T09:00:00+07:00');
    expect(termNow(OPENED, [decided, away], dateOnly('2026-07-12'))).toMatchObject({
      endsOn: null,
      isPaused: true,
    });
    const back = event('returned', '2026-07-20T09:00:00+07:00');
    expect(termNow(OPENED, [back, decided, away], dateOnly('2026-07-29'))?.endsOn).toBe('2027-07-09');
    expect(absencesOf([away, event('suspended', '2026-07-15T09:00:00+07:00')])).toEqual([
      { kind: 'unknown-absence', from: '2026-07-10', until: '2026-07-15' },
    ]);
  });

  it('leaves the end where it is for a move and for custody, and says why', () => {
    const sent = event('file-sent', '2026-07-10T09:00:00+07:00', { referredTo: 9 });
    const held = event('suspended', '2026-08-10T09:00:00+07:00');
    const term = termNow(OPENED, [decided, sent, held], dateOnly('2026-08-29'));
    expect(term?.endsOn).toBe('2027-06-29');
    const articles = term?.explanation.steps.map(({ citation }) => citation?.article);
    expect(articles).toEqual(expect.arrayContaining(['Điều 60 khoản 1', 'Điều 24 khoản 7']));
    expect(term?.explanation.mark).toBe('interpretation');
  });

  it('asks for checks from the decision on but in custody, and knows who decides and what is on file', () => {
    const notified = event('notified', '2026-06-25T09:00:00+07:00', { referredTo: 5, papers: 'statement' });
    const checked = event('residence-checked', '2026-07-20T09:00:00+07:00');
    const held = event('suspended', '2026-08-10T09:00:00+07:00');
    const history = [notified, decided, checked, held];
    expect(checksOf(history, dateOnly('2026-12-01'))).toEqual({ lastOn: '2026-07-20', missed: [] });
    expect(checksOf([decided], dateOnly('2026-08-01')).missed).toHaveLength(1);
    expect(authorityOf(history)).toBe(5);
    expect(
      papersOf([
        ...history,
        event('papers-added', '2026-06-26T09:00:00+07:00', { papers: 'statement,other' }),
      ]),
    ).toEqual(['statement', 'other']);
  });
});

const hourly = (hour: number): string => `2026-07-10T${String(hour).padStart(2, '0')}:00:00+07:00`;

describe('who decides', () => {
  const notified = event('notified', hourly(8), { referredTo: 5 });
  const moved = event('moved', hourly(9));
  const sent = event('file-sent', hourly(10), { referredTo: 9 });
  const stayed = event('stayed', hourly(12));
  const keeper = (from: number, to: number, hour: number): CaseEvent =>
    event('keeper-moved', hourly(hour), { from, to });

  it.each<[string, readonly CaseEvent[], number]>([
    ['whom the notice told', [notified, moved], 5],
    ['to whom the file was sent', [notified, moved, sent], 9],
    ['who did before, on who stays', [notified, moved, sent, stayed], 5],
    ['on who stays without a sending, too', [notified, moved, stayed], 5],
    [
      'who has gone on, whatever comes later',
      [notified, moved, sent, event('taken-over', hourly(11)), stayed],
      9,
    ],
    ['who has taken the file', [notified, moved, sent, keeper(5, 9, 11), stayed], 9],
    ['who has it back', [notified, moved, sent, keeper(5, 9, 11), stayed, keeper(9, 5, 13)], 5],
    ['a committee, whoever keeps the file', [notified, keeper(4, 8, 9)], 5],
  ])('is %s', (_name, events, wanted) => {
    expect(authorityOf(events)).toBe(wanted);
  });
});

describe('checkStart', () => {
  const [foundAt, nextDay] = [new Date('2026-06-30T22:00:00+07:00'), new Date('2026-07-01T01:00:00+07:00')];
  const openedOn = dateOnly('2026-06-30');

  it.each([
    ['found', new Date('2026-06-30T23:00:00+07:00'), foundAt],
    ['found', nextDay, nextDay],
    ['found-remote', nextDay, foundAt],
  ] as const)('of %s with a result of %p is %p', (step, resultAt, wanted) => {
    expect(checkStart({ openedOn }, foundAt, resultAt, step)).toEqual(wanted);
  });
});

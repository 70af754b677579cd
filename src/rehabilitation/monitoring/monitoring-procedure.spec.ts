import type { CaseEvent, EventFacts } from '../../cases/case-file.js';
import { statesAllowing } from '../../cases/history.js';
import { mapProcedure } from '../../cases/procedure-map.js';
import { competentAuthority } from '../../law/authorities.js';
import { dateOnly } from '../../law/date.js';
import { deadlineRule } from '../../law/deadlines.js';
import { formsFor } from '../../law/forms.js';
import { DOORS } from '../voluntary/doors.js';
import { monitoringHistory } from './monitoring-history.js';
import { DECISION_INPUTS, RECORD_INPUTS } from './monitoring-inputs.js';
import { CARRYING } from './monitoring-parents.js';
import { MONITORING } from './monitoring-procedure.js';
import { MONITORING_STATES, MONITORING_TRANSITIONS, type MonitoringStep } from './monitoring-transitions.js';

const DAY = dateOnly('2026-07-02');
const steps = Object.entries(MONITORING.steps);

describe('the table of electronic monitoring', () => {
  it('names limits that the law has', () => {
    const rules = steps.flatMap(([, { opens = [], meets = [], lapses = [] }]) => [
      ...opens.map(({ rule }) => rule),
      ...[...meets, ...lapses],
    ]);
    expect(rules.filter((rule) => deadlineRule(rule, DAY) === undefined)).toEqual([]);
  });

  it('names acts of the commune police that the new law alone knows, each paper with its form', () => {
    const acts = steps.flatMap(([, { act }]) => (act ? [act] : []));
    const kinds = acts.map((act) => competentAuthority(act, 'R3')?.organisationKind);
    expect(new Set(kinds)).toEqual(new Set(['commune-police']));
    expect(acts.filter((act) => competentAuthority(act, 'R2') !== undefined)).toEqual([]);
    const papers = steps.flatMap(([, { act, paper }]) => (act && paper ? [act] : []));
    expect(papers.filter((act) => formsFor(act, 'R3').length === 0)).toEqual([]);
  });

  it('uses each of the eighteen forms', () => {
    const used = steps.flatMap(([, { act, form }]) => {
      const papers = act ?? form;
      return papers ? formsFor(papers, 'R3').filter(({ appendix }) => appendix === 'I') : [];
    });
    const numbers = [...new Set(used.map(({ number }) => number))].toSorted();
    expect(numbers).toEqual(Array.from({ length: 18 }, (_, at) => String(at + 1).padStart(2, '0')));
  });

  it('reaches every state, lets each step be taken somewhere, and asks fields of every step that is asked for', () => {
    const map = mapProcedure(MONITORING, DAY);
    expect(map.states.map(({ code }) => code).toSorted()).toEqual([...MONITORING_STATES].toSorted());
    const taken = steps.filter(
      ([step]) => statesAllowing(MONITORING_TRANSITIONS, step as MonitoringStep).length > 0,
    );
    expect(taken).toHaveLength(steps.length);
    const asked = [...Object.keys(DECISION_INPUTS), ...Object.keys(RECORD_INPUTS)];
    expect(asked.filter((step) => MONITORING.steps[step] === undefined)).toEqual([]);
  });

  it('does not exist before 01/07/2026', () => {
    expect(mapProcedure(MONITORING, dateOnly('2026-06-30')).transitions).toEqual([]);
  });

  it('moves in every state but the first', () => {
    const still = MONITORING_STATES.filter((state) => !MONITORING_TRANSITIONS[state]['keeper-moved']);
    expect(still).toEqual(['new']);
  });

  it('hangs on states that the doors have', () => {
    for (const door of Object.values(DOORS)) {
      const { states = [], endUnknownIn = [] } = CARRYING[door.kind] ?? {};
      expect(states.filter((state) => door.states[state] === undefined)).toEqual([]);
      expect(endUnknownIn.every((state) => states.includes(state))).toBe(true);
    }
  });

  it.each([
    ['home', DOORS.home],
    ['private', DOORS.private],
  ])('hangs on a course at home until that is over: %s', (_name, door) => {
    const { states = [] } = CARRYING[door.kind] ?? {};
    // No way leads from one such state to another over one that carries nothing.
    const left = states.flatMap((state) =>
      Object.values(door.transitions[state] ?? {}).filter(
        (to) => to !== undefined && !states.includes(to) && door.states[to]?.closed !== true,
      ),
    );
    expect(left).toEqual([]);
  });
});

let serial = 0;
const event = (
  type: string,
  at: string,
  facts: EventFacts = {},
  replacesId: string | null = null,
): CaseEvent => ({
  id: `event-${(serial += 1)}`,
  ...{ type, facts, replacesId, reason: null, precision: 'instant', statusAfter: '' },
  ...{ effectiveAt: new Date(at), recordedAt: new Date(at), recordedLegalAt: new Date(at) },
  ...{ userId: null, system: null, organisationId: 1 },
});

const ordered = event('monitoring-ordered', '2026-07-02T12:00:00+07:00', {
  ...{ subject: 'substitution-adult', effectiveAt: '2026-07-02T05:00:00.000Z', number: '15/QĐ-CAX' },
  ...{ officerName: 'Trần Quốc Toản', officerPosition: 'Đại úy' },
});
const fitted = event('fitted', '2026-07-03T08:00:00+07:00', {
  ...{ position: 'Cổ chân trái', device: 'TB-01', accessories: 'Bộ sạc', condition: 'Tốt' },
});

const consequences = (events: readonly CaseEvent[]) =>
  monitoringHistory(events).violations.map(({ consequence }) => consequence);

describe('monitoringHistory', () => {
  it('tells the device as the last record says, and since when it is worn there', () => {
    const moved = event('relocated', '2026-08-03T08:00:00+07:00', {
      position: 'Cổ chân phải',
      condition: 'Tốt',
    });
    const replaced = event('replaced', '2026-08-20T08:00:00+07:00', { device: 'TB-02', condition: 'Mới' });
    const { device, carriedOutOn } = monitoringHistory([ordered, fitted, moved, replaced]);
    expect(device).toEqual({
      ...{ position: 'Cổ chân phải', number: 'TB-02', accessories: 'Bộ sạc', condition: 'Mới' },
      positionSince: '2026-08-03',
    });
    expect(carriedOutOn).toBe('2026-07-03');
  });

  it('counts from a new decision what was carried out before it', () => {
    const anew = event('ordered-anew', '2026-09-01T08:00:00+07:00', {
      ...ordered.facts,
      number: '40/QĐ-CAX',
    });
    expect(monitoringHistory([ordered, fitted, anew])).toMatchObject({
      carriedOutOn: '2026-09-01',
      order: { number: '40/QĐ-CAX', anew: true },
      officer: { name: 'Trần Quốc Toản' },
    });
  });

  it('lets later violations fall down when an earlier one is annulled', () => {
    const first = event('violated', '2026-08-01T08:00:00+07:00', { violation: 'device-refused' });
    const second = event('violated', '2026-08-05T08:00:00+07:00', { violation: 'device-taken-off' });
    expect(consequences([ordered, fitted, first, second])).toEqual(['reminder', 'compulsory']);
    const annulled = event('annulled', '2026-08-06T08:00:00+07:00', {}, first.id);
    expect(consequences([ordered, fitted, first, second, annulled])).toEqual(['reminder']);
  });

  it('ties what was not remedied to the violation before it alone', () => {
    const first = event('violated', '2026-08-01T08:00:00+07:00', { violation: 'battery-let-run-down' });
    const not = event('not-remedied', '2026-08-02T09:00:00+07:00');
    const second = event('violated', '2026-08-05T08:00:00+07:00', { violation: 'battery-let-run-down' });
    const found = monitoringHistory([ordered, first, not, second]).violations;
    expect(found.map(({ notRemedied, consequence }) => [notRemedied, consequence])).toEqual([
      [true, 'compulsory'],
      [false, 'reminder'],
    ]);
  });

  it('pauses from the decision until the device is on again', () => {
    const pause = event('pause-decided', '2027-01-10T08:00:00+07:00');
    expect(monitoringHistory([ordered, fitted, pause]).pauses).toMatchObject([
      { from: '2027-01-10', until: null },
    ]);
    const back = event('refitted', '2027-04-20T08:00:00+07:00', fitted.facts);
    expect(monitoringHistory([ordered, fitted, pause, back]).pauses).toMatchObject([
      { from: '2027-01-10', until: '2027-04-20' },
    ]);
  });
});

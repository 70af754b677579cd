import { statesAllowing } from '../../cases/history.js';
import { dateOnly } from '../../law/date.js';
import { DOSING_STATES } from './kind.js';
import { byDecree, TREATMENT_KINDS } from './kinds.js';
import { ASKED_STEPS } from './treatment-table.js';

describe.each(Object.entries(TREATMENT_KINDS))('%s', (kind, { procedure, notices, phases, maintenance }) => {
  it('is named alike everywhere', () => {
    expect(procedure.kind).toBe(kind);
  });

  it('knows and labels each step of its table, and leads to states that it has', () => {
    for (const [state, steps] of Object.entries(procedure.transitions)) {
      expect(procedure.states).toHaveProperty(state);
      for (const [step, to] of Object.entries(steps)) {
        expect(procedure.steps).toHaveProperty(step);
        expect(procedure.stepLabels[step]?.vi).toMatch(/./u);
        expect(Object.keys(procedure.states)).toContain(to);
      }
    }
  });

  it('allows each step that may be asked for, and each notice that it sends, in some state', () => {
    for (const step of [...ASKED_STEPS, ...Object.values(notices)])
      expect(statesAllowing(procedure.transitions, step)).not.toEqual([]);
  });

  it('moves in every state but the first', () => {
    const unmoved = Object.entries(procedure.transitions).filter(([, steps]) => !('keeper-moved' in steps));
    expect(unmoved.map(([state]) => state)).toEqual(['new']);
  });

  it('begins with a phase of its own and reaches maintenance only where it has one', () => {
    expect(phases.length).toBeGreaterThan(0);
    expect([...phases, null]).toContain(maintenance);
  });

  it('takes no further steps of treatment once it has ended', () => {
    const closed = Object.entries(procedure.states).filter(([, state]) => state.closed);
    for (const [state, { afterwards = [] }] of closed)
      for (const [step, to] of Object.entries(procedure.transitions[state] ?? {})) {
        expect(to).toBe(state);
        expect(step === 'keeper-moved' || afterwards.includes(step)).toBe(true);
      }
    for (const state of DOSING_STATES) expect(procedure.states[state]?.closed).toBeUndefined();
  });
});

it('Cedemex tells nobody, since no text has it do so', () => {
  const { procedure } = TREATMENT_KINDS['cedemex-treatment'];
  const steps = Object.values(procedure.transitions).flatMap((to) => Object.keys(to));
  expect(steps.filter((step) => step.endsWith('-notified'))).toEqual([]);
  expect(Object.values(procedure.steps).flatMap(({ act }) => act ?? [])).toEqual([]);
});

it('a step cites the decree of its day where one is about that kind, and none otherwise', () => {
  const on = dateOnly('2026-07-02');
  expect(byDecree('methadone-treatment', on)).toMatchObject({
    explanation: { citations: [{ instrument: 'nd-141-2024' }] },
  });
  expect(byDecree('cedemex-treatment', on)).toEqual({});
});

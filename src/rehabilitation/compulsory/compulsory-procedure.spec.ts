import { mapProcedure } from '../../cases/procedure-map.js';
import { COMPETENCES } from '../../law/authorities.js';
import { dateOnly } from '../../law/date.js';
import { DEADLINE_RULES } from '../../law/deadlines.js';
import { COMPULSORY_STEP_LABELS } from './compulsory-labels.js';
import { COURT_INPUTS, DOSSIER_INPUTS, EXECUTION_INPUTS, STAY_INPUTS } from './compulsory-inputs.js';
import { executionGround } from '../course/execution-grounds.js';
import { COMPULSORY } from './compulsory-procedure.js';

const { states, steps, transitions, start } = COMPULSORY;
const stateNames = Object.keys(transitions);
const out = (state: string): Readonly<Record<string, string | undefined>> => transitions[state] ?? {};
const isClosed = (state: string): boolean => states[state]?.closed === true;

describe('the table of compulsory rehabilitation', () => {
  it('has no way out of a closed state but for the moves of its keeper', () => {
    for (const state of stateNames.filter(isClosed)) {
      expect([state, [...new Set(Object.values(out(state)))]]).toEqual([state, [state]]);
    }
  });

  it('lets the program move every file that is open', () => {
    const open = stateNames.filter((state) => !isClosed(state) && state !== start && state !== 'found');
    for (const move of ['keeper-moved', 'competence-moved']) {
      expect(open.filter((state) => out(state)[move] === undefined)).toEqual([]);
    }
  });

  it('reaches every state from the first', () => {
    const reached = new Set<string>([start]);
    for (const state of reached) for (const next of Object.values(out(state))) if (next) reached.add(next);
    expect([...reached].toSorted()).toEqual(stateNames.toSorted());
  });

  it('says of each step what it is and what it is called', () => {
    const known = new Set(stateNames.flatMap((state) => Object.keys(out(state))));
    expect(Object.keys(steps).toSorted()).toEqual([...known].toSorted());
    expect(Object.keys(COMPULSORY_STEP_LABELS).toSorted()).toEqual([...known].toSorted());
  });

  it('is taken by the four routes, each step by one of them', () => {
    const asked = [DOSSIER_INPUTS, COURT_INPUTS, EXECUTION_INPUTS, STAY_INPUTS].flatMap((each) =>
      Object.keys(each),
    );
    const others = [
      'found',
      'opened',
      'document-added',
      'ordinal-corrected',
      'forwarded-minor',
      'ordered-minor',
      'served',
      'died',
      'voided',
    ];
    const moves = ['competence-moved', 'keeper-moved'];
    expect([...asked, ...others, ...moves].toSorted()).toEqual(Object.keys(steps).toSorted());
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
    ['2025-02-28', true],
    ['2026-06-30', true],
    ['2026-07-01', false],
  ])('of %s goes through a body that checks the dossier: %s', (on, checks) => {
    const map = mapProcedure(COMPULSORY, dateOnly(on));
    const codes = new Set(map.steps.map(({ code }) => code));
    expect(codes.has('submitted')).toBe(checks);
    expect(codes.has('reduced')).toBe(checks);
    expect(codes.has('sent-to-court')).toBe(!checks);
    expect(codes.has('designated')).toBe(!checks);
    expect(map.states.some(({ code }) => code === 'checking')).toBe(checks);
    expect(map.steps.every(({ code, label }) => label.vi !== code)).toBe(true);
  });
});

describe('executionGround', () => {
  it.each<[Parameters<typeof executionGround>, string | undefined]>([
    [['serious-illness', 'postponed', 'to-execute', 'R2'], 'Điều 57 khoản 1 điểm a'],
    [['serious-illness', 'postponed', 'to-execute', 'R3'], 'Điều 39 khoản 1'],
    [['serious-illness', 'postponed', 'in-facility', 'R3'], undefined],
    [['no-longer-addicted', 'exempted', 'to-execute', 'R3'], undefined],
    [['no-longer-addicted', 'exempted', 'postponed', 'R3'], 'Điều 39 khoản 2 điểm b'],
    [['pregnant', 'exempted', 'in-facility', 'R1'], 'Điều 58 khoản 3 điểm c'],
    [['pregnant', 'exempted', 'in-facility', 'R3'], 'Điều 39 khoản 3'],
    [['imprisoned', 'exempted', 'in-facility', 'R2'], 'Điều 58 khoản 3 điểm d'],
    [['imprisoned', 'exempted', 'in-facility', 'R3'], undefined],
    [['progress-while-suspended', 'exempted', 'suspended', 'R2'], 'Điều 58 khoản 3 điểm a'],
    [['progress-while-suspended', 'exempted', 'suspended', 'R3'], undefined],
  ])('%p: %s', (asked, article) => {
    expect(executionGround(...asked)?.article).toBe(article);
  });
});

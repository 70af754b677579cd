import { diagramOf } from '../../cases/procedure-diagram.js';
import { mapProcedure } from '../../cases/procedure-map.js';
import { dateOnly } from '../../law/date.js';
import type { Door } from './door.js';
import { DOORS } from './doors.js';

const LAST_OF_OLD_LAW = dateOnly('2026-06-30');
const FIRST_OF_NEW_LAW = dateOnly('2026-07-01');
const doors = Object.values(DOORS).map((door) => [door.door, door] as const);

const stepsOf = (door: Door, on: typeof LAST_OF_OLD_LAW) => mapProcedure(DOORS[door], on).steps;

describe('mapProcedure', () => {
  it.each([
    [LAST_OF_OLD_LAW, 'commune-peoples-committee', 'nd-116-2021', '24', 'V02'],
    [FIRST_OF_NEW_LAW, 'commune-police', 'nd-163-2026', '22', 'V12'],
  ])('of %s: the decision is made by the %s, by the form of %s', (on, kind, instrument, form, limit) => {
    const decided = stepsOf('home', on).find(({ code }) => code === 'decided');
    expect(decided?.competent.map(({ organisationKind }) => organisationKind)).toEqual([kind]);
    expect(decided?.forms.map((each) => [each.instrument, each.number])).toContainEqual([instrument, form]);
    expect(decided?.meets.map(({ id }) => id)).toEqual([limit]);
  });

  it.each([
    ['2026-06-30', []],
    ['2026-07-01', ['voluntary.pre-end-notice', 'voluntary.certificate']],
  ])('of %s has these limits before the end: %p', (on, rules) => {
    const { beforeEnd } = mapProcedure(DOORS.home, dateOnly(on));
    expect(beforeEnd.map(({ rule }) => rule.key)).toEqual(rules);
  });

  it.each([
    ['private', '2026-06-30', []],
    [
      'private',
      '2026-07-01',
      [
        'private-facility.pre-end-notice place',
        'private-facility.certificate place',
        'voluntary.pre-end-notice keeper',
        'voluntary.certificate keeper',
      ],
    ],
    ['public', '2026-06-30', []],
    ['public', '2026-07-01', ['public-facility.pre-end-notice place', 'public-facility.certificate place']],
  ] as const)('of a %s facility on %s says who owes what before the end', (door, on, wanted) => {
    const { beforeEnd } = mapProcedure(DOORS[door], dateOnly(on));
    expect(beforeEnd.map(({ rule, owedBy }) => `${rule.key} ${owedBy}`)).toEqual(wanted);
  });

  it.each([
    ['private', '2026-06-30', 'certified', ['26b'], 'completion-to-report'],
    ['private', '2026-07-01', 'completed', ['30'], 'certificate-issued'],
    ['private', '2026-07-01', 'part-certified', ['30', '23'], 'to-continue'],
    ['private', '2026-07-01', 'completed-at-home', ['28', '23'], 'completed'],
    ['private', '2026-07-01', 'end-announced', ['51'], 'under-way'],
    ['public', '2026-06-30', 'certified', ['26b'], 'completion-to-report'],
    ['public', '2026-07-01', 'completed', ['30'], 'completed'],
  ] as const)('of a %s facility on %s: %s by form %p leads to %s', (door, on, step, forms, state) => {
    const { steps, transitions } = mapProcedure(DOORS[door], dateOnly(on));
    expect(steps.find(({ code }) => code === step)?.forms.map(({ number }) => number)).toEqual(forms);
    expect(transitions.filter((each) => each.step === step).map(({ to }) => to)).toContain(state);
  });

  it.each([
    ['2026-06-30', 'completed'],
    ['2026-06-30', 'part-certified'],
    ['2026-06-30', 'facility-suspended'],
    ['2026-06-30', 'continued-at-home'],
    ['2026-07-01', 'certified'],
  ])('of a private facility on %s knows no %s', (on, step) => {
    expect(stepsOf('private', dateOnly(on)).map(({ code }) => code)).not.toContain(step);
  });

  it('leaves out what the law of the day does not know, and the states to which nothing leads then', () => {
    const before = mapProcedure(DOORS.public, LAST_OF_OLD_LAW);
    const after = mapProcedure(DOORS.public, FIRST_OF_NEW_LAW);
    const codes = ({ steps }: typeof before) => steps.map(({ code }) => code);
    expect(codes(before)).toContain('contracted');
    expect(codes(before)).not.toContain('designated');
    expect(codes(after)).toContain('designated');
    expect(codes(after)).not.toContain('contracted');
    expect(after.states.map(({ code }) => code)).not.toContain('contracted');
  });

  it.each(doors)(
    'of %s has a name for each step, and each transition between states that it shows',
    (_name, door) => {
      for (const on of [LAST_OF_OLD_LAW, FIRST_OF_NEW_LAW]) {
        const { states, steps, transitions } = mapProcedure(door, on);
        const known = new Set(states.map(({ code }) => code));
        expect(steps.every(({ code, label }) => label.vi !== code)).toBe(true);
        expect(transitions.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
        expect(states.some(({ closed }) => closed)).toBe(true);
      }
    },
  );
});

describe('diagramOf', () => {
  it.each(doors)(
    'draws %s from its start to its ends, without what Mermaid would read as its own',
    (_name, door) => {
      const map = mapProcedure(door, FIRST_OF_NEW_LAW);
      const lines = diagramOf(door.start, map, 'vi').split('\n');
      expect(lines[0]).toBe('stateDiagram-v2');
      expect(lines.filter((line) => line.includes('[*] -->'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('--> [*]'))).toHaveLength(
        map.states.filter(({ closed }) => closed).length,
      );
      const drawn = lines.filter((line) => /^ {2}s\d+ --> s\d+ : /.test(line));
      expect(drawn.length).toBeGreaterThan(4);
      expect(drawn.every((line) => line.split(':').length === 2 && !line.includes(';'))).toBe(true);
    },
  );
});

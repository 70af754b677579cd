import { competentAuthorities, type Act } from './authorities.js';
import { dateOnly } from './date.js';
import { deadlineRule } from './deadlines.js';
import { formsFor } from './forms.js';
import { regimeOn } from './regimes.js';

/** A day on each side of each border between the regimes. */
const BORDERS = ['2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01', '2026-06-30', '2026-07-01'] as const;

type ByBorder<T> = readonly [T, T, T, T, T, T];

const same = <T>(before: T, since: T): ByBorder<T> => [before, before, before, before, before, since];

const MAKERS = 'commune-chairman, head-of-commune-police';
const HEAD = 'head-of-commune-police';
const DISTRICT: ByBorder<string> = [
  'district-officer',
  ...(['provincial-police-director', 'provincial-police-director'] as const),
  ...(['provincial-police-director', 'provincial-police-director'] as const),
  '',
];
const FACILITY = 'rehabilitation-centre-director';
const HEADS = `${FACILITY}, ${FACILITY}`;

const WHO: readonly (readonly [Act, ByBorder<string>])[] = [
  ['build-compulsory-dossier', same(MAKERS, HEAD)],
  ['notify-compulsory-dossier', same(MAKERS, HEAD)],
  ['send-compulsory-dossier', same(MAKERS, '')],
  ['send-dossier-to-court', same('', HEAD)],
  ['return-compulsory-dossier', DISTRICT],
  ['forward-compulsory-dossier', DISTRICT],
  ['forward-compulsory-dossier-minor', DISTRICT],
  ['answer-court', [...DISTRICT.slice(0, 5), HEAD] as unknown as ByBorder<string>],
  ['decide-compulsory-rehabilitation', same('judge', 'judge')],
  ['decide-compulsory-minor', same('judge', 'judge')],
  ['propose-compulsory-facility', same('', HEAD)],
  ['designate-compulsory-facility', same('', 'provincial-police-director')],
  ['designate-compulsory-by-ministry', same('', 'ministry-officer')],
  [
    'receive-compulsory',
    same('rehabilitation-centre-officer', 'rehabilitation-centre-officer, rehabilitation-centre-officer'),
  ],
  [
    'trace-before-entry',
    [...DISTRICT.slice(0, 5), 'provincial-police-director'] as unknown as ByBorder<string>,
  ],
  ['trace-escaped', same(FACILITY, HEADS)],
  ['reduce-compulsory-term', same('judge', '')],
  ['transfer-compulsory', same('', 'provincial-police-director, ministry-officer')],
  ['certify-compulsory', same(FACILITY, HEADS)],
];

const LIMITS: readonly (readonly [string, ByBorder<string>])[] = [
  ['compulsory.dossier', same('5 working-days', '1 working-days')],
  ['compulsory.reading', same('3 working-days', '3 working-days')],
  ['compulsory.forward', same('1 working-days', '1 working-days')],
  ['compulsory.labour-office-check', ['2 working-days', '', '', '', '', '']],
  ['compulsory.supplement', ['2 working-days', '', '', '', '', '']],
  ['compulsory.forward-supplemented', ['2 working-days', '', '', '', '', '']],
  ['compulsory.answer-court', same('2 working-days', '2 working-days')],
  ['compulsory.limitation', same('', '3 months')],
  ['compulsory.execution-request', same('', '24 hours')],
  ['compulsory.execution-designate', same('', '24 hours')],
  ['compulsory.execution-deliver', same('', '24 hours')],
  ['compulsory.transport', same('5 days', '24 hours')],
  ['compulsory.facility-full', same('3 months', '')],
  ['compulsory.postponement-request', same('2 working-days', '')],
  ['compulsory.pre-end-notice', same('15 days', '30 days')],
  ['compulsory.certificate', same('', '24 hours')],
  ['compulsory.bereavement-decision', same('1 days', '24 hours')],
  ['compulsory.social-protection', same('', '15 days')],
  ['court.accept', same('1 working-days', '')],
  ['court.decide', same('15 days', '')],
  ['court.decide-complex', same('30 days', '')],
  ['court.send-decision', same('2 working-days', '')],
  ['court.complaint', same('5 working-days', '')],
];

const FORMS: readonly (readonly [Act, ByBorder<string>])[] = [
  ['request-compulsory-measure', same('29', '36')],
  ['notify-compulsory-dossier', same('32', '37')],
  ['return-compulsory-dossier', same('33', '')],
  ['forward-compulsory-dossier', same('34', '')],
  ['forward-compulsory-dossier-minor', same('39', '')],
  ['decide-interim-management', same('36', '32')],
  ['receive-compulsory', same('40', '42')],
  ['trace-before-entry', same('41', '')],
  ['trace-escaped', same('41', '43')],
  ['leave-for-proceedings', same('45', '47')],
  ['leave-for-bereavement', same('49', '49')],
  ['notify-compulsory-end', same('', '51')],
  ['certify-compulsory', same('46', '50')],
];

const each = <T>(
  rows: readonly (readonly [T, ByBorder<string>])[],
): readonly (readonly [T, string, string])[] =>
  rows.flatMap(([what, values]) => BORDERS.map((day, at) => [what, day, values[at] ?? ''] as const));

describe('compulsory rehabilitation', () => {
  it.each(each(WHO))('%s on %s is of: %s', (act, day, wanted) => {
    const found = competentAuthorities(act, regimeOn(dateOnly(day)));
    expect(found.map(({ signerRole }) => signerRole).join(', ')).toBe(wanted);
  });

  it.each(each(LIMITS))('%s on %s: %s', (key, day, wanted) => {
    const rule = deadlineRule(key, dateOnly(day));
    expect(rule ? `${rule.value} ${rule.unit}` : '').toBe(wanted);
  });

  it.each(each(FORMS))('%s on %s has the form: %s', (act, day, wanted) => {
    expect(formsFor(act, regimeOn(dateOnly(day)))[0]?.number ?? '').toBe(wanted);
  });

  it.each([
    ['court.accept', '2023-01-31', undefined],
    ['court.accept', '2023-02-01', 1],
    ['court.decide', '2023-01-31', undefined],
    ['court.decide', '2023-02-01', 15],
  ])('%s of %s: %s, by the ordinance alone', (key, day, value) => {
    expect(deadlineRule(key, dateOnly(day))?.value).toBe(value);
  });
});

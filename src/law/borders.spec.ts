import { competentAuthorities, type Act } from './authorities.js';
import { pauseCitation, type PauseKind } from './counted-time.js';
import { dateOnly } from './date.js';
import { deadlineRule } from './deadlines.js';
import { regimeOn } from './regimes.js';
import { termRule } from './terms.js';

/** A day on each side of each border: the police take over, two tiers of government, the new law. */
const DAYS = ['2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01', '2026-06-30', '2026-07-01'] as const;

/** What holds to 30/06/2026, and what holds from the next day on; '' for nothing. */
type Row = readonly [key: string, before: string, since: string];

const each = <Key extends string>(
  rows: readonly (readonly [key: Key, before: string, since: string])[],
): readonly (readonly [Key, string, string])[] =>
  rows.flatMap(([key, before, since]) =>
    DAYS.map((day, at) => [key, day, at < DAYS.length - 1 ? before : since] as const),
  );

// Register 10.1, but for compulsory rehabilitation and the courts: compulsory-law.spec.ts.
const LIMITS: readonly Row[] = [
  ['drug-user.residence-check', 'U01 3 working-days', 'U11 24 hours'],
  ['drug-user.residence-check-remote', 'U02 10 working-days', 'U12 48 hours'],
  ['drug-user.notice', 'U03 3 working-days', 'U13 24 hours'],
  ['drug-user.decision', 'U04 3 working-days', 'U14 24 hours'],
  ['drug-user.transfer', 'U05 5 working-days', 'U15 24 hours'],
  ['drug-user.end-decision-delivery', 'U06 3 working-days', 'U06 24 hours'],
  ['drug-user.monthly-check', 'U07 1 months', 'U07 1 months'],
  ['determination.result', 'A01 5 days', 'A01 5 days'],
  ['determination.validity', '', 'A02 6 months'],
  ['voluntary.register', 'V01 5 working-days', 'V11 24 hours'],
  ['home-rehabilitation.decision', 'V02 3 working-days', 'V12 24 hours'],
  ['voluntary.start', 'V03 5 working-days', 'V13 2 working-days'],
  ['voluntary.absence-self-termination', 'V04 5 working-days', 'V14 2 working-days'],
  ['voluntary.provider-report', 'V05 5 working-days', 'V15 24 hours'],
  ['private-facility.report', 'V05 5 working-days', 'V15 24 hours'],
  ['public-facility.report', 'V05 5 working-days', 'V15 24 hours'],
  ['substitution.clinic-report', 'V06 5 working-days', 'V16 24 hours'],
  ['home-rehabilitation.transfer', '', 'V17 24 hours'],
  ['voluntary.pre-end-notice', '', 'V18 30 days'],
  ['private-facility.pre-end-notice', '', 'V18 30 days'],
  ['public-facility.pre-end-notice', '', 'V18 30 days'],
  ['voluntary.certificate', '', 'V19 24 hours'],
  ['private-facility.certificate', '', 'V19 24 hours'],
  ['public-facility.certificate', '', 'V19 24 hours'],
  ['private-facility.person-report', '', 'V20 2 days'],
  ['public-facility.propose', '', 'V21 24 hours'],
  ['public-facility.designate', '', 'V21 24 hours'],
  ['public-facility.designate-elsewhere', '', 'V21 24 hours'],
  ['public-facility.transport', '', 'V21 24 hours'],
  ['electronic-monitoring.decision', '', 'E01 12 hours'],
  ['electronic-monitoring.decision-on-request', '', 'E02 24 hours'],
  ['electronic-monitoring.fitting', '', 'E03 24 hours'],
  ['aftercare.open-file', 'P01 3 working-days', ''],
  ['aftercare.decision', 'P02 2 working-days', ''],
  ['aftercare.move-notice', 'P03 5 working-days', 'P13 24 hours'],
  ['aftercare.request', '', 'P11 2 working-days'],
  ['aftercare.end-certificate', '', 'P14 3 working-days'],
];

// Register 10.2.
const TERMS: readonly Row[] = [
  ['drug-user.term', 'D01 1–1 years', 'D01 1–1 years'],
  ['home-rehabilitation.term', 'D02 6–12 months', ''],
  ['facility-rehabilitation.term', 'D03 6–12 months', ''],
  ['compulsory.term-adult', 'D04 12–24 months', ''],
  ['compulsory.term-minor', 'D05 6–12 months', ''],
  ['rehabilitation.term-first', '', 'D06 24–24 months'],
  ['rehabilitation.term-later', '', 'D07 36–36 months'],
  ['aftercare.term', 'D08 1–1 years', 'D08 1–1 years'],
  ['aftercare.term-compulsory-adult', 'D09 2–2 years', 'D09 2–2 years'],
  ['stage.intake', '', 'D10 –2 days'],
  ['stage.detoxification', '', 'D11 10– days'],
  ['stage.education', '', 'D12 3– months'],
  ['stage.reintegration', '', 'D13 30–30 days'],
  ['electronic-monitoring.term-substitution', '', 'E04 2–2 years'],
  ['electronic-monitoring.term-minor', '', 'E05 –1 years'],
  ['electronic-monitoring.waiver-adult', '', 'E06 12– months'],
  ['electronic-monitoring.waiver-minor', '', 'E06 6– months'],
  ['compulsory.resume-remainder', 'C25 3– months', 'C25 3– months'],
];

// Register 10.3: which time does not count.
const PAUSES: readonly (readonly [PauseKind, string, string])[] = [
  ['escape', 'nd-116-2021 Điều 56 khoản 4', 'nd-163-2026 Điều 107 khoản 4, Điều 109 khoản 3'],
  ['unreported-absence', 'nd-116-2021 Điều 79 khoản 1 điểm b', 'nd-163-2026 Điều 136 khoản 1 điểm a'],
  ['unknown-absence', '', 'nd-163-2026 Điều 60 khoản 2'],
  ['prison', '', 'luat-120-2025 Điều 47 khoản 1'],
];

// Register 10.4. A court of the district to 30/06/2025, a regional one since: authorities.spec.ts.
const WHO: readonly (readonly [Act, string, string])[] = [
  ['decide-drug-user-management', 'commune-chairman', 'head-of-commune-police'],
  ['decide-home-rehabilitation', 'commune-chairman', 'head-of-commune-police'],
  ['contract-public-facility', 'rehabilitation-centre-officer', ''],
  ['designate-public-facility', '', 'provincial-police-director'],
  ['certify-home-rehabilitation', 'commune-chairman', 'head-of-commune-police'],
  ['build-compulsory-dossier', 'commune-chairman, head-of-commune-police', 'head-of-commune-police'],
  ['decide-compulsory-rehabilitation', 'judge', 'judge'],
  ['decide-aftercare', 'commune-chairman', 'commune-chairman'],
  ['certify-aftercare', 'commune-chairman', 'commune-chairman'],
  ['decide-electronic-monitoring', '', 'head-of-commune-police'],
];

describe('on each side of each border', () => {
  it.each(each(LIMITS))('%s on %s: %s', (key, day, wanted) => {
    const rule = deadlineRule(key, dateOnly(day));
    expect(rule ? `${rule.id} ${rule.value} ${rule.unit}` : '').toBe(wanted);
  });

  it.each(each(TERMS))('%s on %s: %s', (key, day, wanted) => {
    const rule = termRule(key, dateOnly(day));
    expect(rule ? `${rule.id} ${rule.min ?? ''}–${rule.max ?? ''} ${rule.unit}` : '').toBe(wanted);
  });

  it.each(each(PAUSES))('%s does not count on %s by: %s', (kind, day, wanted) => {
    const citation = pauseCitation(kind, dateOnly(day));
    expect(citation ? `${citation.instrument} ${citation.article}` : '').toBe(wanted);
  });

  it.each(each(WHO))('%s on %s is of: %s', (act, day, wanted) => {
    const found = competentAuthorities(act, regimeOn(dateOnly(day)));
    const roles = [...new Set(found.map(({ signerRole }) => signerRole))];
    expect(roles.join(', ')).toBe(wanted);
  });
});

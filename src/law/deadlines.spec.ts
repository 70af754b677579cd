import { dateOnly, isWithin } from './date.js';
import { DEADLINE_RULES, deadlineRule, deadlineRulesFor, type DeadlineRule } from './deadlines.js';
import { isInForceThroughout } from './instruments.js';

type SheetRow = [
  id: string,
  key: string,
  value: number,
  unit: DeadlineRule['unit'],
  from: string,
  to: string | null,
];

const OLD = ['2022-01-01', '2026-06-30'] as const;
const NEW = ['2026-07-01', null] as const;
const LABOUR_OFFICE = ['2022-01-01', '2025-02-28'] as const;
const ORDINANCE = ['2023-02-01', '2026-06-30'] as const;

// The register of limits, by number. A row that both laws share stands here once per law.
const SHEET: readonly SheetRow[] = [
  ['U01', 'drug-user.residence-check', 3, 'working-days', ...OLD],
  ['U02', 'drug-user.residence-check-remote', 10, 'working-days', ...OLD],
  ['U03', 'drug-user.notice', 3, 'working-days', ...OLD],
  ['U04', 'drug-user.decision', 3, 'working-days', ...OLD],
  ['U05', 'drug-user.transfer', 5, 'working-days', ...OLD],
  ['U06', 'drug-user.end-decision-delivery', 3, 'working-days', ...OLD],
  ['U07', 'drug-user.monthly-check', 1, 'months', ...OLD],
  ['U07', 'drug-user.monthly-check', 1, 'months', ...NEW],
  ['U11', 'drug-user.residence-check', 24, 'hours', ...NEW],
  ['U12', 'drug-user.residence-check-remote', 48, 'hours', ...NEW],
  ['U13', 'drug-user.notice', 24, 'hours', ...NEW],
  ['U14', 'drug-user.decision', 24, 'hours', ...NEW],
  ['U15', 'drug-user.transfer', 24, 'hours', ...NEW],
  ['U14', 'drug-user.new-decision', 24, 'hours', ...NEW],
  ['U06', 'drug-user.end-decision-delivery', 24, 'hours', ...NEW],
  ['A01', 'determination.result', 5, 'days', ...OLD],
  ['A01', 'determination.result', 5, 'days', ...NEW],
  ['A02', 'determination.validity', 6, 'months', ...NEW],
  ['A03', 'determination.send-staff', 24, 'hours', ...OLD],
  ['A03', 'determination.send-staff', 24, 'hours', ...NEW],
  ['V01', 'voluntary.register', 5, 'working-days', ...OLD],
  ['V02', 'home-rehabilitation.decision', 3, 'working-days', ...OLD],
  ['V03', 'voluntary.start', 5, 'working-days', ...OLD],
  ['V04', 'voluntary.absence-self-termination', 5, 'working-days', ...OLD],
  ['V05', 'voluntary.provider-report', 5, 'working-days', ...OLD],
  ['V05', 'public-facility.report', 5, 'working-days', ...OLD],
  ['V05', 'private-facility.report', 5, 'working-days', ...OLD],
  ['V06', 'substitution.clinic-report', 5, 'working-days', ...OLD],
  ['V06', 'methadone.start-report', 5, 'working-days', ...OLD],
  ['V06', 'methadone.end-report', 5, 'working-days', ...OLD],
  ['V11', 'voluntary.register', 24, 'hours', ...NEW],
  ['V12', 'home-rehabilitation.decision', 24, 'hours', ...NEW],
  ['V13', 'voluntary.start', 2, 'working-days', ...NEW],
  ['V14', 'voluntary.absence-self-termination', 2, 'working-days', ...NEW],
  ['V15', 'voluntary.provider-report', 24, 'hours', ...NEW],
  ['V15', 'private-facility.reception-report', 24, 'hours', ...NEW],
  ['V15', 'private-facility.report', 24, 'hours', ...NEW],
  ['V15', 'public-facility.report', 24, 'hours', ...NEW],
  ['V16', 'substitution.clinic-report', 24, 'hours', ...NEW],
  ['V17', 'home-rehabilitation.transfer', 24, 'hours', ...NEW],
  ['V18', 'voluntary.pre-end-notice', 30, 'days', ...NEW],
  ['V18', 'private-facility.pre-end-notice', 30, 'days', ...NEW],
  ['V18', 'public-facility.pre-end-notice', 30, 'days', ...NEW],
  ['V19', 'voluntary.certificate', 24, 'hours', ...NEW],
  ['V19', 'private-facility.certificate', 24, 'hours', ...NEW],
  ['V19', 'public-facility.certificate', 24, 'hours', ...NEW],
  ['V20', 'private-facility.person-report', 2, 'days', ...NEW],
  ['V21', 'public-facility.propose', 24, 'hours', ...NEW],
  ['V21', 'public-facility.designate', 24, 'hours', ...NEW],
  ['V21', 'public-facility.designate-elsewhere', 24, 'hours', ...NEW],
  ['V21', 'public-facility.transport', 24, 'hours', ...NEW],
  ['V22', 'private-facility.displaced-registration', 3, 'days', ...NEW],
  ['V22', 'private-facility.rest-registration', 3, 'days', ...NEW],
  ['E01', 'electronic-monitoring.decision', 12, 'hours', ...NEW],
  ['E02', 'electronic-monitoring.decision-on-request', 24, 'hours', ...NEW],
  ['E02', 'electronic-monitoring.decision-on-violation', 24, 'hours', ...NEW],
  ['E03', 'electronic-monitoring.fitting', 24, 'hours', ...NEW],
  ['E07', 'electronic-monitoring.handover', 24, 'hours', ...NEW],
  ['E08', 'electronic-monitoring.remedy', 24, 'hours', ...NEW],
  ['E09', 'electronic-monitoring.refitting', 24, 'hours', ...NEW],
  ['C01', 'compulsory.dossier', 5, 'working-days', ...OLD],
  ['C02', 'compulsory.reading', 3, 'working-days', ...OLD],
  ['C02', 'compulsory.reading', 3, 'working-days', ...NEW],
  ['C03', 'compulsory.forward', 1, 'working-days', ...OLD],
  ['C03', 'compulsory.forward', 1, 'working-days', ...NEW],
  ['C04', 'compulsory.labour-office-check', 2, 'working-days', ...LABOUR_OFFICE],
  ['C05', 'compulsory.supplement', 2, 'working-days', ...LABOUR_OFFICE],
  ['C05', 'compulsory.forward-supplemented', 2, 'working-days', ...LABOUR_OFFICE],
  ['C06', 'compulsory.answer-court', 2, 'working-days', ...OLD],
  ['C06', 'compulsory.answer-court', 2, 'working-days', ...NEW],
  ['C07', 'compulsory.transport', 5, 'days', ...OLD],
  ['C08', 'compulsory.facility-full', 3, 'months', ...OLD],
  ['C09', 'compulsory.postponement-request', 2, 'working-days', ...OLD],
  ['C10', 'compulsory.reduction-review', 3, 'months', ...OLD],
  ['C11', 'compulsory.reduction-posting', 5, 'working-days', ...OLD],
  ['C12', 'compulsory.pre-end-notice', 15, 'days', ...OLD],
  ['C13', 'compulsory.release-report', 5, 'working-days', ...OLD],
  ['C14', 'compulsory.bereavement-decision', 1, 'days', ...OLD],
  ['C21', 'compulsory.dossier', 1, 'working-days', ...NEW],
  ['C22', 'compulsory.limitation', 3, 'months', ...NEW],
  ['C23', 'compulsory.execution-request', 24, 'hours', ...NEW],
  ['C23', 'compulsory.execution-designate', 24, 'hours', ...NEW],
  ['C23', 'compulsory.execution-designate-elsewhere', 24, 'hours', ...NEW],
  ['C23', 'compulsory.execution-deliver', 24, 'hours', ...NEW],
  ['C23', 'compulsory.transport', 24, 'hours', ...NEW],
  ['C24', 'compulsory.pre-end-notice', 30, 'days', ...NEW],
  ['C26', 'compulsory.certificate', 24, 'hours', ...NEW],
  ['C27', 'compulsory.escape-report', 24, 'hours', ...NEW],
  ['C28', 'compulsory.bereavement-decision', 24, 'hours', ...NEW],
  ['C29', 'compulsory.social-protection', 15, 'days', ...NEW],
  ['K01', 'court.decide', 15, 'days', ...ORDINANCE],
  ['K01', 'court.decide-complex', 30, 'days', ...ORDINANCE],
  ['K02', 'court.accept', 1, 'working-days', ...ORDINANCE],
  ['K04', 'court.send-decision', 2, 'working-days', ...ORDINANCE],
  ['K04', 'court.complaint', 5, 'working-days', ...ORDINANCE],
  ['P01', 'aftercare.open-file', 3, 'working-days', ...OLD],
  ['P02', 'aftercare.decision', 2, 'working-days', ...OLD],
  ['P03', 'aftercare.move-notice', 5, 'working-days', ...OLD],
  ['P11', 'aftercare.request', 2, 'working-days', ...NEW],
  ['P13', 'aftercare.move-notice', 24, 'hours', ...NEW],
  ['P14', 'aftercare.end-certificate', 3, 'working-days', ...NEW],
];

const asRow = ({ id, key, value, unit, from, to }: DeadlineRule): SheetRow => [
  id,
  key,
  value,
  unit,
  from,
  to,
];
const name = ({ key, id }: DeadlineRule): string => `${id} ${key}`;
const order = (a: SheetRow, b: SheetRow): number => JSON.stringify(a).localeCompare(JSON.stringify(b));
const NAMED = DEADLINE_RULES.map((rule) => [name(rule), rule] as const);

describe('DEADLINE_RULES', () => {
  it('holds the rows of the register and no others', () => {
    expect(DEADLINE_RULES.map(asRow).toSorted(order)).toEqual(SHEET.toSorted(order));
  });

  it('has at most one version of a key on any day', () => {
    for (const rule of DEADLINE_RULES) {
      const others = DEADLINE_RULES.filter((other) => other !== rule && other.key === rule.key);
      for (const other of others) expect(isWithin(rule.from, other.from, other.to)).toBe(false);
    }
  });

  it.each(NAMED)('%s cites acts that are in force as long as the row is', (_name, rule) => {
    const standing = rule.citations.filter(({ instrument }) =>
      isInForceThroughout(instrument, rule.from, rule.to),
    );
    expect(standing).not.toHaveLength(0);
    expect(standing).toEqual(rule.citations);
  });

  it.each(NAMED)('%s warns when it is due', (_name, rule) => {
    expect(rule.warnings.filter(({ when }) => when === 'on')).toHaveLength(1);
    for (const { when, escalate } of rule.warnings) expect(escalate).toBe(when === 'after');
  });

  it('counts back exactly the notices, certificates and windows before an end', () => {
    const back = DEADLINE_RULES.filter(({ direction }) => direction === 'before');
    expect(back.map(({ id, bound }) => `${id} ${bound}`).toSorted()).toEqual([
      'C12 min',
      'C24 min',
      'C26 max',
      'C29 min',
      'P14 max',
      'V18 min',
      'V18 min',
      'V18 min',
      'V19 max',
      'V19 max',
      'V19 max',
    ]);
  });

  it('never moves a limitation period or the life of a result for a day off', () => {
    const fixed = DEADLINE_RULES.filter(({ rollsOver }) => !rollsOver).map(({ id }) => id);
    expect(fixed.toSorted()).toEqual(['A02', 'C22']);
  });

  it('marks rows whose basis from 01/07/2026 was not verified', () => {
    expect(deadlineRule('determination.result', dateOnly('2026-06-30'))?.mark).toBe('secondary');
    expect(deadlineRule('determination.result', dateOnly('2026-07-01'))).toMatchObject({
      mark: 'unverified',
      note: { vi: expect.stringContaining('Chưa xác minh') },
    });
  });
});

describe('deadlineRule', () => {
  it.each([
    ['home-rehabilitation.decision', '2022-01-01', 'V02'],
    ['home-rehabilitation.decision', '2026-06-30', 'V02'],
    ['home-rehabilitation.decision', '2026-07-01', 'V12'],
    ['voluntary.register', '2026-06-30', 'V01'],
    ['voluntary.register', '2026-07-01', 'V11'],
    ['compulsory.labour-office-check', '2025-02-28', 'C04'],
    ['compulsory.labour-office-check', '2025-03-01', undefined],
    ['home-rehabilitation.transfer', '2026-06-30', undefined],
    ['home-rehabilitation.transfer', '2026-07-01', 'V17'],
    ['home-rehabilitation.decision', '2021-12-31', undefined],
    ['aftercare.decision', '2026-06-30', 'P02'],
    ['aftercare.decision', '2026-07-01', undefined],
    ['no-such-step', '2026-07-01', undefined],
  ])('%s on %s is %p', (key, day, id) => {
    expect(deadlineRule(key, dateOnly(day))?.id).toBe(id);
  });
});

describe('deadlineRulesFor', () => {
  it('gives the limits of home rehabilitation on a day', () => {
    const rules = deadlineRulesFor({ procedure: 'home-rehabilitation', asOf: dateOnly('2026-07-01') });
    expect(rules.map(({ id }) => id)).toEqual([
      'A01',
      'A02',
      'V11',
      'V12',
      'V13',
      'V15',
      'V17',
      'V18',
      'V19',
      'V20',
      'E01',
      'E02',
      'E03',
    ]);
  });

  it('finds what another procedure shares', () => {
    const ids = deadlineRulesFor({ procedure: 'substitution-treatment', asOf: dateOnly('2026-06-30') }).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['A01', 'V01', 'V02', 'V03', 'V04', 'V06']);
  });

  it('leaves substitution out of the two days of absence of the new decree', () => {
    const ids = deadlineRulesFor({ procedure: 'substitution-treatment', asOf: dateOnly('2026-07-01') }).map(
      ({ id }) => id,
    );
    expect(ids).toEqual(['A01', 'V11', 'V13', 'V16', 'E01', 'E02', 'E02', 'E03']);
  });

  it('gives everything when nothing is asked', () => {
    expect(deadlineRulesFor({})).toEqual(DEADLINE_RULES);
  });
});

import { dateOnly } from './date.js';
import {
  NOTICE_KINDS,
  noticeAddressee,
  TREATMENT_NOTICE_RULES,
  type TreatmentNoticeKind,
} from './treatment-notices.js';

const day = dateOnly;
const KINDS = Object.keys(NOTICE_KINDS) as readonly TreatmentNoticeKind[];
const COMMITTEE = 'commune-peoples-committee';
const POLICE = 'commune-police';

/** Its mark, and the articles that it cites. */
const articlesOf = (kind: TreatmentNoticeKind, on: string): readonly unknown[] => {
  const explanation = noticeAddressee(kind, day(on), POLICE)?.explanation;
  return [explanation?.mark, explanation?.steps.map(({ citation }) => citation?.article).join()];
};

describe('who is told of a treatment', () => {
  it.each([
    ['start', '2024-12-14', COMMITTEE],
    ['start', '2026-06-30', COMMITTEE],
    ['start', '2026-07-01', null],
    ['admission', '2024-12-14', null],
    ['admission', '2024-12-15', COMMITTEE],
    ['admission', '2026-06-30', COMMITTEE],
    ['admission', '2026-07-01', POLICE],
    ['refusal', '2024-12-14', null],
    ['refusal', '2026-07-01', COMMITTEE],
    ['multi-day', '2024-12-14', null],
    ['multi-day', '2026-07-01', COMMITTEE],
    ['multi-day-stopped', '2024-12-14', null],
    ['multi-day-stopped', '2026-07-01', COMMITTEE],
    ['termination', '2024-12-14', COMMITTEE],
    ['termination', '2024-12-15', COMMITTEE],
    ['termination', '2026-07-01', POLICE],
    ['completion', '2024-12-14', COMMITTEE],
    ['completion', '2026-07-01', COMMITTEE],
  ] as const)('of %s on %s: %p', (kind, on, to) => {
    expect(noticeAddressee(kind, day(on), POLICE)?.kind ?? null).toBe(to);
  });

  it('is the other body where the texts name two and the deployment reads them so, and nowhere else', () => {
    const other = KINDS.filter(
      (kind) => noticeAddressee(kind, day('2026-07-01'), COMMITTEE)?.kind === POLICE,
    );
    expect(other).toEqual([]);
    const changed = KINDS.filter(
      (kind) =>
        noticeAddressee(kind, day('2026-07-01'), COMMITTEE)?.kind !==
        noticeAddressee(kind, day('2026-07-01'), POLICE)?.kind,
    );
    expect(changed).toEqual(['admission', 'termination']);
  });

  it('is the other one besides, by its article, where two texts name one each, and nobody else', () => {
    const also = (kind: TreatmentNoticeKind, on: string, reading: typeof POLICE | typeof COMMITTEE) => {
      const found = noticeAddressee(kind, day(on), reading)?.also;
      return found && [found.kind, found.of, found.explanation.steps.at(-1)?.citation?.article];
    };
    for (const kind of KINDS) expect(also(kind, '2026-06-30', POLICE) ?? null).toBeNull();
    expect(also('admission', '2026-07-01', POLICE)).toEqual([COMMITTEE, 'residence', 'Điều 31']);
    expect(also('admission', '2026-07-01', COMMITTEE)).toEqual([POLICE, 'registration', 'Điều 89 khoản 2']);
    expect(also('termination', '2026-07-01', POLICE)).toEqual([COMMITTEE, 'residence', 'Điều 36 khoản 3']);
    expect(also('termination', '2026-07-01', COMMITTEE)).toEqual([
      ...[POLICE, 'residence', 'Điều 35 khoản 3 điểm a'],
    ]);
    for (const kind of ['refusal', 'multi-day', 'multi-day-stopped', 'completion'] as const)
      expect(also(kind, '2026-07-01', POLICE)).toBeNull();
  });

  it('is said with the article of that notice, and marked as a reading where it is one', () => {
    expect(articlesOf('admission', '2026-07-01')).toEqual(['interpretation', 'Điều 89 khoản 2']);
    expect(articlesOf('termination', '2026-07-01')).toEqual(['interpretation', 'Điều 35 khoản 3 điểm a']);
    expect(articlesOf('completion', '2024-12-14')).toEqual(['interpretation', 'Điều 28 khoản 2']);
    expect(articlesOf('refusal', '2026-07-01')).toEqual(['secondary', 'Điều 31']);
    expect(articlesOf('start', '2026-06-30')).toEqual(['secondary', 'Điều 28 khoản 2']);
    expect(articlesOf('multi-day-stopped', '2026-07-01')).toEqual(['secondary', 'Điều 35 khoản 3 điểm a']);
  });

  it('follows from one duty at most on a day', () => {
    for (const kind of KINDS)
      for (const on of ['2022-01-01', '2024-12-14', '2024-12-15', '2026-06-30', '2026-07-01'])
        expect(
          TREATMENT_NOTICE_RULES.filter(
            (each) => each.kind === kind && each.from <= on && (each.to === null || each.to >= on),
          ).length,
        ).toBeLessThan(2);
  });
});

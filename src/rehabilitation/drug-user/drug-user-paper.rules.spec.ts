import { anEvent } from '../../../test/setup/case-history.js';
import type { CaseEvent, EventFacts } from '../../cases/case-file.js';
import { dateOnly } from '../../law/date.js';
import type { Regime } from '../../law/regimes.js';
import { drugUserStepContent, formsOfFile } from './drug-user-paper.rules.js';

const NAMES = new Map([
  [1, 'Ủy ban nhân dân xã Vĩnh Thuận'],
  [3, 'Công an xã Vĩnh Thuận'],
]);
const by = (
  organisationId: number,
  type: string,
  at: string,
  facts: EventFacts = {},
  reason: string | null = null,
): CaseEvent => ({ ...anEvent(type, at, facts), organisationId, reason });

const FOUND = by(
  3,
  'found',
  '2026-06-15T01:00:00Z',
  {
    ...{ foundAt: '2026-06-15T01:00:00Z', resultAt: '2026-06-15T01:40:00Z', sample: 'urine' },
    papers: 'test-result,statement',
  },
  'Sử dụng tại phòng trọ',
);
const NOTIFIED = by(3, 'notified', '2026-06-16T03:00:00Z', { number: '21/TB-CAX', referredTo: 1 });
const DECIDED = by(1, 'decided', '2026-06-19T02:00:00Z', { number: '12/QĐ-UBND' });
const AGAIN = by(3, 'use-found-again', '2026-09-03T02:00:00Z', { sample: 'blood' }, 'Xét nghiệm đột xuất');
const ANEW = by(3, 'decided-again', '2026-09-04T01:00:00Z', { number: '7/QĐ-CAX' });

const step = (event: CaseEvent, before: readonly CaseEvent[], regime: Regime = 'R3') => ({
  ...{ event, events: [...before, event], regime, organisationId: 3 },
});
const contentOf = (event: CaseEvent, before: readonly CaseEvent[] = [FOUND]) =>
  drugUserStepContent({
    file: { openedOn: dateOnly('2026-06-15') },
    step: step(event, before),
    nameOf: (id) => NAMES.get(id) ?? null,
  });

describe('the forms of the papers of which a file consists', () => {
  it.each<[string, CaseEvent, Regime, readonly string[]]>([
    ['where the use was found', FOUND, 'R2', ['05', '03', '06']],
    ['the same since 01/07/2026', FOUND, 'R3', ['05', '01', '03']],
    ['where other police tested', by(3, 'notice-received', '2026-06-16T02:00:00Z'), 'R2', ['05', '06']],
    [
      'of what is added',
      by(3, 'papers-added', '2026-06-18T02:00:00Z', { papers: 'curriculum-vitae' }),
      'R2',
      ['05'],
    ],
  ])('%s', (_what, event, regime, numbers) => {
    expect(formsOfFile(step(event, [], regime))?.map(({ number }) => number)).toEqual(numbers);
  });

  it('are those of the act at every other step', () => {
    expect(formsOfFile(step(DECIDED, [FOUND]))).toBeUndefined();
  });
});

describe('the paper of a step of the management of a drug user', () => {
  it('tells of the test that it is about: the finding, or the use that was found again', () => {
    expect(contentOf(FOUND, []).texts).toMatchObject({
      ...{ account: 'Sử dụng tại phòng trọ', sample: 'nước tiểu', testedOn: '15/06/2026' },
      ...{ testedBy: 'Công an xã Vĩnh Thuận', conclusion: 'Dương tính với chất ma túy trong cơ thể' },
    });
    expect(contentOf(ANEW, [FOUND, DECIDED, AGAIN]).texts).toMatchObject({
      ...{ account: 'Xét nghiệm đột xuất', sample: 'máu', testedOn: '03/09/2026' },
    });
    const negative = by(3, 'tested', '2026-08-01T02:00:00Z', { sample: 'urine' });
    expect(contentOf(negative, [FOUND, DECIDED]).texts).toMatchObject({
      ...{ testedOn: '01/08/2026', conclusion: 'Âm tính với chất ma túy trong cơ thể' },
    });
    const told = {
      ...FOUND,
      type: 'notice-received',
      facts: { ...FOUND.facts, foundBy: 'Công an tỉnh An Giang' },
    };
    expect(contentOf(DECIDED, [told]).texts.testedBy).toBe('Công an tỉnh An Giang');
  });

  it('names the decision in force by who made it, and the year that it counts', () => {
    const stopped = by(3, 'stopped', '2026-07-02T02:00:00Z', {
      ...{ ground: 'prison', article: 'Luật 120/2025/QH15, Điều 24 khoản 5 điểm c' },
    });
    const old =
      'Quyết định áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy số 12/QĐ-UBND ngày 19/06/2026 của Chủ tịch Ủy ban nhân dân xã Vĩnh Thuận';
    expect(contentOf(stopped, [FOUND, DECIDED]).texts).toMatchObject({
      ...{ order: old, from: '19/06/2026', to: '19/06/2027' },
      ...{ grounds: 'Phải chấp hành án phạt tù', article: 'Luật 120/2025/QH15, Điều 24 khoản 5 điểm c' },
    });
    const sent = by(3, 'file-sent', '2026-10-05T08:00:00Z', { number: '9/TB', referredTo: 5 });
    expect(contentOf(sent, [FOUND, DECIDED, AGAIN, ANEW]).texts).toMatchObject({
      ...{
        order: expect.stringContaining('số 7/QĐ-CAX ngày 04/09/2026 của Trưởng Công an xã'),
        to: '04/09/2027',
      },
    });
    const there = by(5, 'decided-after-move', '2026-10-06T02:00:00Z', { number: '31/QĐ-CAX' });
    expect(contentOf(there, [FOUND, DECIDED, AGAIN, ANEW, sent]).texts).toMatchObject({
      ...{ from: '06/10/2026', to: '04/09/2027' },
    });
  });

  it('lists what is sent: notices and decisions with number and day, and the papers of the file', () => {
    const sent = by(3, 'file-sent', '2026-10-05T08:00:00Z', { number: '9/TB', referredTo: 5 });
    expect(contentOf(sent, [FOUND, NOTIFIED, DECIDED]).papers).toEqual([
      {
        title: 'Thông báo về hành vi sử dụng trái phép chất ma túy',
        dated: 'số 21/TB-CAX, ngày 16/06/2026',
      },
      {
        title: 'Quyết định áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy',
        dated: 'số 12/QĐ-UBND, ngày 19/06/2026',
      },
      { title: 'Phiếu kết quả xét nghiệm chất ma túy trong cơ thể' },
      { title: 'Bản tường trình' },
    ]);
    expect(contentOf(DECIDED, [FOUND, NOTIFIED]).papers).toEqual([]);
  });
});

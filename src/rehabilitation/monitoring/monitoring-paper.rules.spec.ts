import { anEvent } from '../../../test/setup/case-history.js';
import type { CaseEvent, EventFacts } from '../../cases/case-file.js';
import { dateOnly } from '../../law/date.js';
import { monitoringStepContent, type MonitoringTaken } from './monitoring-paper.rules.js';

const GUARDIAN = {
  ...{ id: 'g', relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: null, unreadable: false },
  ...{ fromOn: dateOnly('2012-01-01'), untilOn: null, endedReason: null },
} as const;
const IN_CHARGE = { officerName: 'Trần Quốc Toản', officerPosition: 'Đại úy' };

/** Done by the police of the commune. */
const byPolice = (
  type: string,
  at: string,
  facts: EventFacts = {},
  reason: string | null = null,
): CaseEvent => ({ ...anEvent(type, at, facts), organisationId: 3, reason });

const DECIDED = byPolice('decided', '2026-07-02T02:00:00Z', { number: '5/QĐ-CAX' });
const ORDERED = byPolice('monitoring-ordered', '2026-07-02T03:00:00Z', {
  ...{ number: '6/QĐ-CAX', subject: 'home-adult', effectiveAt: '2026-07-03T01:00:00.000Z', ...IN_CHARGE },
  ...{ startsOn: '2026-07-03', endsOn: '2028-07-02' },
});
const FITTED = byPolice('fitted', '2026-07-03T02:00:00Z', {
  ...{ position: 'Cổ chân trái', device: 'TB-1', accessories: 'Bộ sạc', condition: 'Tốt' },
});

const textsOf = (event: CaseEvent, before: readonly CaseEvent[] = [], birth = '1991-04-16') => {
  const taken = {
    step: { event, events: [...before, event], regime: 'R3', organisationId: 3 },
    person: { birth: { date: dateOnly(birth), year: Number(birth.slice(0, 4)) }, guardians: [GUARDIAN] },
    measure: { events: [DECIDED] },
    nameOf: (id: number) => (id === 3 ? 'Công an xã Vĩnh Thuận' : null),
  } as unknown as MonitoringTaken;
  return monitoringStepContent(taken).texts;
};
const ORDER =
  'Quyết định áp dụng biện pháp giám sát điện tử số 6/QĐ-CAX ngày 02/07/2026 của Trưởng Công an xã Vĩnh Thuận';

const asked = (facts: EventFacts) => textsOf(byPolice('device-asked', '2026-08-31T02:00:00Z', facts)).asked;

describe('the paper of a step of a monitoring', () => {
  it('says in the decision what it rests on, who carries it out, from when and for how long', () => {
    expect(textsOf(ORDERED)).toMatchObject({
      basis: 'Quyết định cai nghiện ma túy tự nguyện số 5/QĐ-CAX ngày 02/07/2026 của Công an xã Vĩnh Thuận',
      ...{ effectiveOn: '03/07/2026', from: '03/07/2026', to: '02/07/2028' },
      ...{ officer: 'Trần Quốc Toản', officerPosition: 'Đại úy' },
    });
    expect(textsOf(ORDERED).guardian).toBeUndefined();
  });

  it('names who asked for a minor, and rests the decision on the request and the violation', () => {
    const requested = byPolice('requested', '2026-07-02T02:30:00Z', { guardian: 'g' });
    expect(textsOf(requested)).toMatchObject({ guardian: 'Trần Thị Mỹ Lệ', guardianRelation: 'Mẹ' });
    const onRequest = { ...ORDERED, type: 'ordered-on-request' };
    expect(textsOf(onRequest, [requested]).basis).toMatch(
      /; đơn đề nghị áp dụng biện pháp giám sát điện tử ngày 02\/07\/2026$/,
    );
    const violated = byPolice('violated', '2026-07-10T02:00:00Z', { violation: 'device-refused' });
    const anew = {
      ...byPolice('ordered-anew', '2026-07-10T04:00:00Z', ORDERED.facts),
      reason: 'Hồ sơ kèm theo',
    };
    expect(textsOf(anew, [ORDERED, violated]).basis).toMatch(
      /; Biên bản vi phạm về giám sát điện tử ngày 10\/07\/2026; Hồ sơ kèm theo$/,
    );
    expect(textsOf(FITTED, [ORDERED], '2010-01-01')).toMatchObject({ guardian: 'Trần Thị Mỹ Lệ' });
  });

  it('tells of the device what the records say, before and after', () => {
    expect(textsOf(FITTED, [ORDERED])).toMatchObject({
      ...{ order: ORDER, delivered: ORDER },
      ...{ device: 'TB-1', position: 'Cổ chân trái', accessories: 'Bộ sạc', condition: 'Tốt' },
    });
    const before = [ORDERED, FITTED];
    const moved = byPolice('relocated', '2026-08-03T02:00:00Z', { position: 'Cổ tay', condition: 'Tốt' });
    const elsewhere = textsOf(moved, before);
    expect(elsewhere).toMatchObject({
      ...{ device: 'TB-1', positionBefore: 'Cổ chân trái', position: 'Cổ tay' },
    });
    expect([elsewhere.deviceBefore, elsewhere.accessories]).toEqual([undefined, undefined]);
    const replaced = byPolice(
      'replaced',
      '2026-08-20T02:00:00Z',
      { device: 'TB-2', condition: 'Mới' },
      'Hỏng pin',
    );
    expect(textsOf(replaced, [...before, moved])).toMatchObject({
      ...{ deviceBefore: 'TB-1', device: 'TB-2', position: 'Cổ tay' },
    });
    const removed = byPolice('removed', '2026-09-01T02:00:00Z', {
      ...{ cause: 'medical', backAt: '2026-09-04T02:05:00.000Z', condition: 'Tốt' },
    });
    expect(textsOf(removed, [...before, moved, replaced])).toMatchObject({
      ...{ device: 'TB-2', backAt: '09 giờ 05 phút, Thứ sáu 04/09/2026' },
      grounds: expect.stringContaining('Nghị định 163/2026/NĐ-CP, Điều 19 khoản 1 điểm a'),
    });
    // Entered late: what came afterwards is not known to it.
    expect(textsOf(moved, [...before, replaced]).device).toBe('TB-1');
  });

  it('asks in form 05 for one of two things, or leaves it open', () => {
    expect(asked({ cause: 'abroad-by-air' })).toBe('tháo tạm thời thiết bị giám sát điện tử');
    expect(asked({ onMedicalAdvice: true })).toBe('thay đổi vị trí đeo thiết bị giám sát điện tử');
    expect(asked({})).toBeUndefined();
  });

  it('carries out the decision of its own kind', () => {
    const paused = byPolice('pause-decided', '2027-01-10T01:00:00Z', {
      ground: 'prison',
      number: '2/QĐ-CAX',
    });
    expect(textsOf(paused, [ORDERED])).toMatchObject({
      grounds: expect.stringMatching(/^Chấp hành án phạt tù \(.*Điều 20 khoản 1 điểm a\)$/),
    });
    const recorded = byPolice('pause-recorded', '2027-01-10T03:00:00Z', { condition: 'Tốt' });
    expect(textsOf(recorded, [ORDERED, FITTED, paused]).delivered).toBe(
      'Quyết định tạm dừng áp dụng biện pháp giám sát điện tử số 2/QĐ-CAX ngày 10/01/2027 của Trưởng Công an xã Vĩnh Thuận',
    );
    const waived = byPolice(
      'waiver-decided',
      '2027-10-12T02:00:00Z',
      { number: '9/QĐ-CAX' },
      'Xác nhận kèm theo',
    );
    expect(textsOf(waived, [ORDERED, FITTED]).basis).toBe(`${ORDER}; Xác nhận kèm theo`);
  });

  it('records a violation with its point, and that it was not remedied as what it was', () => {
    const off = byPolice(
      'violated',
      '2026-10-10T02:00:00Z',
      { violation: 'device-taken-off' },
      'Cắt dây đeo',
    );
    const article = 'Nghị định 163/2026/NĐ-CP, Điều 24 khoản 1 điểm c';
    expect(textsOf(off, [ORDERED])).toMatchObject({ breach: 'Tự ý tháo thiết bị: Cắt dây đeo', article });
    const refused = byPolice('not-remedied', '2026-10-11T02:00:00Z', {}, 'Vẫn không đeo');
    expect(textsOf(refused, [ORDERED, off])).toMatchObject({
      breach: 'Không khắc phục trong 24 giờ hành vi: Tự ý tháo thiết bị: Vẫn không đeo',
      article,
    });
  });
});

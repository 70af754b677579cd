import { anEvent } from '../../../test/setup/case-history.js';
import type { CaseEvent } from '../../cases/case-file.js';
import { dateOnly } from '../../law/date.js';
import { DOORS } from './doors.js';
import { voluntaryStepContent, type VoluntaryStep } from './voluntary-step-paper.rules.js';

const RECORD = {
  ...{ termStartsOn: dateOnly('2026-07-02'), termEndsOn: dateOnly('2028-07-02'), termMonths: 24 },
  ...{ contractNumber: '12/HĐCN', contractSignedOn: dateOnly('2026-07-02') },
};
const DECISION = { number: '5/QĐ-CAX', decidedAt: new Date('2026-07-02T02:00:00Z'), organisationId: 3 };
const GUARDIAN = {
  ...{ id: 'g', relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: null, unreadable: false },
  ...{ fromOn: dateOnly('2010-01-01'), untilOn: null, endedReason: null },
} as const;

const taken = (event: CaseEvent, events: readonly CaseEvent[], birth = '1991-04-16'): VoluntaryStep =>
  ({
    view: { door: DOORS.private, file: { keeperOrganisationId: 3 }, record: RECORD, decision: DECISION },
    step: { event, events: [...events, event], regime: 'R3', organisationId: 8 },
    person: { birth: { date: dateOnly(birth), year: Number(birth.slice(0, 4)) }, guardians: [GUARDIAN] },
    ...{
      keeper: 'Công an xã Vĩnh Thuận',
      decidedBy: 'Công an xã Vĩnh Thuận',
      titles: ['Đơn xin đi cai nghiện'],
    },
  }) as unknown as VoluntaryStep;

const STAGES = [
  anEvent('stage-began', '2026-07-02T02:00:00Z', { stage: 'intake' }),
  anEvent('stage-ended', '2026-07-03T02:00:00Z', { stage: 'intake' }),
  anEvent('stage-began', '2026-07-03T03:00:00Z', { stage: 'detoxification' }),
];
const COMPLETED = anEvent('completed', '2028-07-02T02:00:00Z', { number: '9/GXN' });

describe('the paper of a step of a door', () => {
  it('names the decision, the contract, the term and the stages of a certificate', () => {
    expect(voluntaryStepContent(taken(COMPLETED, STAGES)).texts).toMatchObject({
      order: 'Quyết định cai nghiện ma túy tự nguyện số 5/QĐ-CAX ngày 02/07/2026 của Công an xã Vĩnh Thuận',
      contract: 'Hợp đồng dịch vụ cai nghiện số 12/HĐCN ngày 02/07/2026',
      ...{ from: '02/07/2026', to: '02/07/2028' },
      stages: expect.stringMatching(/^a\) Tiếp nhận, phân loại; b\) /),
      delivered: 'Giấy xác nhận số 9/GXN ngày 02/07/2028',
    });
  });

  it('ends the time later by what did not count, and a part with the day of its certificate', () => {
    const prison = [
      anEvent('imprisoned', '2027-01-01T02:00:00Z'),
      anEvent('released', '2027-01-31T02:00:00Z'),
    ];
    expect(voluntaryStepContent(taken(COMPLETED, [...STAGES, ...prison])).texts.to).toBe('01/08/2028');
    const part = anEvent('part-certified', '2026-12-02T02:00:00Z', { number: '3/GXN' });
    const { texts } = voluntaryStepContent(taken(part, STAGES));
    expect([texts.to, texts.certified]).toEqual([
      '02/12/2026',
      'đã thực hiện thời gian, quy trình cai nghiện ma túy nêu dưới đây',
    ]);
  });

  it('tells who keeps the file where a facility tells without naming whom', () => {
    const reported = anEvent('reported', '2028-07-03T02:00:00Z');
    expect(voluntaryStepContent(taken(reported, STAGES)).texts.addressee).toBe('Công an xã Vĩnh Thuận');
    const named = anEvent('reported', '2028-07-03T02:00:00Z', { referredTo: 5 });
    expect(voluntaryStepContent(taken(named, STAGES)).texts.addressee).toBeUndefined();
  });

  it('names the parents of who is not yet 18 that day, and of nobody else', () => {
    expect(voluntaryStepContent(taken(COMPLETED, STAGES)).texts.guardian).toBeUndefined();
    expect(voluntaryStepContent(taken(COMPLETED, STAGES, '2012-01-01')).texts).toMatchObject({
      ...{ guardian: 'Trần Thị Mỹ Lệ', guardianRelation: 'Mẹ' },
    });
  });

  it('hands over the decision, the application and the designation with the person', () => {
    const designated = anEvent('designated', '2026-07-02T05:00:00Z', { number: '31/QĐ-CAT' });
    const received = anEvent('handed-over', '2026-07-03T02:00:00Z');
    expect(voluntaryStepContent(taken(received, [designated])).papers.map(({ title }) => title)).toEqual([
      expect.stringContaining('số 5/QĐ-CAX'),
      'Đơn xin đi cai nghiện',
      'Quyết định giao cơ sở tiếp nhận người cai nghiện ma túy tự nguyện số 31/QĐ-CAT ngày 02/07/2026',
    ]);
  });
});

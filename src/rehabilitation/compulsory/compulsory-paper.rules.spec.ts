import { anEvent } from '../../../test/setup/case-history.js';
import type { CaseEvent } from '../../cases/case-file.js';
import { dateOnly } from '../../law/date.js';
import {
  compulsoryStepContent,
  formsOfDossier,
  namedIn,
  type CompulsoryTaken,
} from './compulsory-paper.rules.js';

const NAMES = new Map([
  [1, 'Công an xã Vĩnh Thuận'],
  [2, 'Tòa án nhân dân khu vực 5 tỉnh An Giang'],
  [4, 'Cơ sở cai nghiện ma túy số 1'],
]);
const RECORD = {
  ...{ age: 'adult', ground: 'use-during-rehabilitation', groundBasis: 'Biên bản số 12' },
  ...{ lastActOn: dateOnly('2026-08-01'), courtOrganisationId: 2, placeOrganisationId: 4 },
  ...{ termStartsOn: dateOnly('2026-09-04'), termMonths: 24 },
} as const;

const taken = (event: CaseEvent, events: readonly CaseEvent[] = [], record: object = {}): CompulsoryTaken =>
  ({
    file: { keeperOrganisationId: 1, openedOn: dateOnly('2026-08-10') },
    record: { ...RECORD, ...record },
    person: { fullName: 'Danh Văn Út', birth: { date: dateOnly('1991-04-16'), year: 1991 }, guardians: [] },
    step: { event, events: [...events, event], regime: 'R3', organisationId: 1 },
    nameOf: (id: number) => NAMES.get(id) ?? null,
  }) as unknown as CompulsoryTaken;

const PAPERS = [
  anEvent('document-added', '2026-08-10T02:01:00Z', { paper: 'curriculum-vitae', pages: 3 }),
  anEvent('document-added', '2026-08-10T02:02:00Z', { paper: 'violation-record', pages: 2 }),
];
const COMPLETED = anEvent('dossier-completed', '2026-08-10T02:20:00Z', { number: '1/ĐN' });
const LATER = anEvent('document-added', '2026-08-11T02:00:00Z', { paper: 'other', pages: 1 });
const SENT = anEvent('sent-to-court', '2026-08-14T02:00:00Z', { number: '2/CV', referredTo: 2 });
const ORDERED = anEvent('ordered', '2026-08-28T02:00:00Z', { number: '4/QĐ-TA', actedBy: 2 });

describe('the paper of a step of a compulsory rehabilitation', () => {
  it('lists the dossier with its pages as it was at the step', () => {
    const { papers } = compulsoryStepContent(taken(COMPLETED, [...PAPERS, LATER]));
    expect(papers).toEqual([
      { title: 'Bản tóm tắt lý lịch', firstPage: 1, lastPage: 3 },
      { title: 'Biên bản vi phạm', firstPage: 4, lastPage: 5 },
    ]);
  });

  it('addresses the request to the court once the dossier was sent there, and to nobody before', () => {
    expect(compulsoryStepContent(taken(COMPLETED, PAPERS)).texts.addressee).toBeUndefined();
    const { addressee } = compulsoryStepContent(taken(COMPLETED, [...PAPERS, SENT])).texts;
    expect(addressee).toBe('Tòa án nhân dân khu vực 5 tỉnh An Giang');
    const answered = anEvent('court-answered', '2026-08-20T02:00:00Z', { number: '3/CV' });
    expect(compulsoryStepContent(taken(answered, [SENT])).texts.addressee).toBe(addressee);
  });

  it('says the ground with its article, by the law of the day on which the dossier was begun', () => {
    expect(compulsoryStepContent(taken(COMPLETED)).texts.grounds).toMatch(
      /Luật 120\/2025\/QH15, Điều 35 khoản 1.*ngày vi phạm gần nhất 01\/08\/2026\. Biên bản số 12$/,
    );
  });

  it('names the order with its court, and nothing of an order that came after the step', () => {
    const received = anEvent('received', '2026-09-04T02:00:00Z');
    const { texts, papers } = compulsoryStepContent(taken(received, [...PAPERS, ORDERED]));
    const order = 'Quyết định số 4/QĐ-TA ngày 28/08/2026 của Tòa án nhân dân khu vực 5 tỉnh An Giang';
    expect(texts.order).toBe(order);
    expect(papers.map(({ title }) => title)).toEqual([order, 'Bản sao tóm tắt lý lịch']);
    expect(compulsoryStepContent(taken(SENT, [ORDERED])).texts.order).toBeUndefined();
  });

  it('certifies to the end of the term, later by an escape', () => {
    const done = anEvent('completed', '2028-09-20T02:00:00Z', { number: '9/GXN' });
    const away = [anEvent('escaped', '2027-01-01T02:00:00Z'), anEvent('recovered', '2027-01-11T02:00:00Z')];
    const until = (events: readonly CaseEvent[]): string | undefined =>
      compulsoryStepContent(taken(done, events)).texts.to;
    expect(until([])).toBe('04/09/2028');
    expect(until(away)).toBe('14/09/2028');
  });

  it('leaves open with whom a person is whose family watches', () => {
    const family = anEvent('interim-began', '2026-08-12T02:00:00Z', { number: '3/QĐ', kind: 'family' });
    expect(compulsoryStepContent(taken(family)).texts.facility).toBeUndefined();
    const place = anEvent('interim-began', '2026-08-12T02:00:00Z', {
      number: '3/QĐ',
      kind: 'facility',
      referredTo: 4,
    });
    expect(compulsoryStepContent(taken(place)).texts).toMatchObject({
      facility: 'Cơ sở cai nghiện ma túy số 1',
    });
  });

  it('has the forms of the dossier by age and law, one by one as they are added', () => {
    const opened = taken(anEvent('opened', '2026-08-10T01:30:00Z')).step;
    const numbers = (step: typeof opened, age: 'adult' | 'minor') =>
      formsOfDossier(step, age)?.map(({ number }) => number);
    expect(numbers(opened, 'adult')).toEqual(['33', '34', '35', '36']);
    expect(numbers({ ...opened, regime: 'R2' }, 'minor')).toEqual(['27', '30', '31', '38', '29']);
    const added = taken(
      anEvent('document-added', '2026-08-10T02:02:00Z', { paper: 'statement', pages: 1 }),
    ).step;
    expect(numbers({ ...added, regime: 'R2' }, 'adult')).toEqual(['31']);
    expect(formsOfDossier(taken(COMPLETED).step, 'adult')).toBeUndefined();
  });

  it('needs the names of the bodies that the history names, and no others', () => {
    const { file, record } = taken(COMPLETED);
    expect([...namedIn(file, record, [SENT, ORDERED])]).toEqual([1, 2, 4]);
  });
});

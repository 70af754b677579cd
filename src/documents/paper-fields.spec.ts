import { dateOnly } from '../law/date.js';
import { longDay } from './paper-fields.js';
import { SAMPLE_PAPERS } from './sample-papers.js';

describe('longDay', () => {
  it.each([
    ['2026-07-02', 'ngày 02 tháng 7 năm 2026'],
    ['2026-02-10', 'ngày 10 tháng 02 năm 2026'],
    ['2026-12-31', 'ngày 31 tháng 12 năm 2026'],
  ])('writes %s as official papers do', (day, expected) => {
    expect(longDay(dateOnly(day))).toBe(expected);
  });
});

describe('the fields of a paper', () => {
  it('number what is missing and say how much it is', () => {
    const { items, itemCount } = SAMPLE_PAPERS['supplement-slip'] ?? {};
    expect(itemCount).toBe('14');
    expect(items).toHaveLength(14);
    expect((items as readonly object[])[13]).toMatchObject({ order: '14' });
  });

  it('tell the day of the result to the minute where the law counts hours', () => {
    expect(SAMPLE_PAPERS['reception-slip']?.['returns']).toEqual([
      { at: '08:30 Thứ sáu 03/07/2026', ground: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1' },
    ]);
  });

  it('leave room to write by hand what is not on record', () => {
    expect(SAMPLE_PAPERS['decision/nd-116-2021/II/24']).toMatchObject({
      proposedBy: 'Trưởng Công an xã',
      assignedTo: '…………………………',
    });
  });

  it('set the unit of a committee on a line of its own', () => {
    expect(SAMPLE_PAPERS['decision/nd-116-2021/II/24']?.['bodyInHeading']).toBe(
      'ỦY BAN NHÂN DÂN\nXÃ VĨNH THUẬN',
    );
  });
});

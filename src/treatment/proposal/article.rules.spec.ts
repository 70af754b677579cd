import { TREATMENT_KINDS } from '../kinds/kinds.js';
import { articleFault } from './article.rules.js';

const METHADONE = TREATMENT_KINDS['methadone-treatment'];
const CEDEMEX = TREATMENT_KINDS['cedemex-treatment'];

describe('the article of a ground', () => {
  it.each([
    ['other', undefined, 'needed'],
    ['other', 'x', 'no-article'],
    ['other', 'Gây rối tại cơ sở ngày 5 tháng 7', 'no-article'],
    ['other', 'Điều trị 2 lần', 'no-article'],
    ['other', 'Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP', null],
    ['other', 'khoản 2 điều 36 Nghị định 141/2024/NĐ-CP', null],
    ['other', 'Nghị định 141/2024/NĐ-CP, Điều 36 khoản 2 điểm đ', null],
    ['other', 'Điểm a, khoản 3, Điều 30a của Luật Phòng, chống ma túy số 120/2025/QH15', null],
    ['other', 'Điều 4 Thông tư 26/2023/TT-BYT; Điều 36 Nghị định 141/2024/NĐ-CP', null],
    ['other', 'Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP'.normalize('NFD'), null],
    ['other', 'Điều 36, khoản 2 và khoản 3 Nghị định số 141/2024/NĐ-CP ngày 28/10/2024 của Chính phủ', null],
    ['other', 'Điều 36 khoản 2', 'no-article'],
    ['other', 'Điều 36 Nghị định 141/2024/NĐ-CP của người bệnh ngày 05/07/2026', 'no-article'],
    ['other', 'khoản 2 Nghị định 141/2024/NĐ-CP', 'no-article'],
    ['other', 'Điều 36 Nghị định 141/2024/NĐ-CP, bỏ liều 30 ngày', 'no-article'],
    ['other', 'Người bệnh dương tính; Điều 36 Nghị định 141/2024/NĐ-CP', 'no-article'],
    ['own-wish', undefined, null],
    ['own-wish', 'Điều 27 khoản 1', 'not-asked'],
  ] as const)('of %s: %s is %s', (ground, article, fault) => {
    expect(articleFault(METHADONE, ground, article)).toBe(fault);
  });

  it('is judged however long what is no article is', () => {
    expect(articleFault(METHADONE, 'other', 'Điều 1, '.repeat(25))).toBe('no-article');
  });

  it('is needed of what nobody is told, too, and may be a text without articles', () => {
    expect(articleFault(CEDEMEX, 'other', undefined)).toBe('needed');
    expect(articleFault(CEDEMEX, 'other', 'Quyết định 1302/QĐ-UBND')).toBeNull();
  });
});

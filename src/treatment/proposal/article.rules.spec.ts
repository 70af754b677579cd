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
    ['own-wish', undefined, null],
    ['own-wish', 'Điều 27 khoản 1', 'not-asked'],
  ] as const)('of %s: %s is %s', (ground, article, fault) => {
    expect(articleFault(METHADONE, ground, article)).toBe(fault);
  });

  it('is needed of what nobody is told, too, and may be a text without articles', () => {
    expect(articleFault(CEDEMEX, 'other', undefined)).toBe('needed');
    expect(articleFault(CEDEMEX, 'other', 'Quyết định 1302/QĐ-UBND')).toBeNull();
  });
});

import { text2, type Text2 } from '../../law/text.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentKindDefinition } from '../kinds/kind.js';

const SORT =
  'bộ luật|luật|pháp lệnh|nghị quyết|nghị định|thông tư liên tịch|thông tư|quyết định|văn bản hợp nhất';
const GIVER = 'quốc hội|chính phủ|thủ tướng chính phủ|bộ y tế|bộ công an';
const NUMBER = '\\d{1,4}/(?:\\d{4}/)?[a-zđ][a-zđ\\d-]{0,19}';
const TEXT = `(?:${SORT})(?: phòng, chống ma t(?:úy|uý))?(?: số)? ${NUMBER}(?: ngày \\d{1,2}/\\d{1,2}/\\d{4})?(?: của (?:${GIVER}))?`;
const PART = '(?:điều|khoản|điểm) [a-zđ\\d]{1,4}';
const PLACE = `${PART}(?:(?:[,;]| và)? ${PART}){0,5}`;
const CITED = `(?:${PLACE}(?:,| của| thuộc)? ${TEXT}|${TEXT},? ${PLACE})`;
/** Articles of texts with their numbers and nothing beside them, in either order: 'Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP'. */
const ARTICLES = new RegExp(`^(?=.*điều \\d)${CITED}(?:(?:;|,| và) ${CITED}){0,3}$`, 'iu');

/** What is wrong with the article of a ground. */
export type ArticleFault = 'needed' | 'no-article' | 'not-asked';

/**
 * The ground `other` names no text itself: who proposes says on which article it rests, and whoever is told of the termination
 * reads that and nothing else of the reasons: it has no room for any. Where nobody is told, it may be another text that has no
 * articles.
 *
 * @returns null where it is as it has to be
 */
export function articleFault(
  { notices }: Pick<TreatmentKindDefinition, 'notices'>,
  ground: TerminationGround,
  article: string | undefined,
): ArticleFault | null {
  if (ground !== 'other') return article === undefined ? null : 'not-asked';
  if (article === undefined) return 'needed';
  return notices.termination === undefined || ARTICLES.test(article.normalize('NFC')) ? null : 'no-article';
}

export const ARTICLE_FAULTS: Readonly<Record<ArticleFault, Text2>> = {
  needed: text2(
    'Căn cứ khác: nêu điều, khoản và văn bản làm căn cứ',
    'Another ground: name the article and the text that it rests on',
  ),
  'no-article': text2(
    'Chỉ ghi điều, khoản, điểm và số hiệu văn bản, ví dụ: Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP; lý do khác ghi ở phần ghi chú',
    'Name the article and the number of the text alone, such as: Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP; reasons belong in the note',
  ),
  'not-asked': text2('Chỉ căn cứ khác mới nêu điều luật', 'Of another ground alone an article is named'),
};

import { text2, type Text2 } from '../../law/text.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentKindDefinition } from '../kinds/kind.js';

/** What is wrong with the article of a ground. */
export type ArticleFault = 'needed' | 'no-article' | 'not-asked';

/**
 * The ground `other` names no text itself: who proposes says on which article it rests, and whoever is told of the termination
 * reads that and nothing else of the reasons. Where nobody is told, it may be another text that has no articles.
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
  return notices.termination === undefined || /(?:^|[^\p{L}])điều\s+\d/iu.test(article) ? null : 'no-article';
}

export const ARTICLE_FAULTS: Readonly<Record<ArticleFault, Text2>> = {
  needed: text2(
    'Căn cứ khác: nêu điều, khoản và văn bản làm căn cứ',
    'Another ground: name the article and the text that it rests on',
  ),
  'no-article': text2(
    'Nêu rõ điều, khoản của văn bản, ví dụ: Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP; lý do khác ghi ở phần ghi chú',
    'Name the article of the text, such as: Điều 36 khoản 2 Nghị định 141/2024/NĐ-CP; other reasons belong in the note',
  ),
  'not-asked': text2('Chỉ căn cứ khác mới nêu điều luật', 'Of another ground alone an article is named'),
};

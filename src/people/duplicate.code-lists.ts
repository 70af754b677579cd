import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const DUPLICATE_REASONS = [
  'same-identifier',
  'same-name-birth-date',
  'similar-name-birth-date',
  'same-name-year-commune',
  'same-contact',
] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** There is no "certain": that two entries are one person is said by somebody who has compared the papers. */
export const LIKELIHOODS = ['strong', 'likely', 'possible'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

const REASON_LABELS: Readonly<Record<DuplicateReason, Text2>> = {
  'same-identifier': text2('Trùng số giấy tờ', 'The same identifier'),
  'same-name-birth-date': text2(
    'Trùng họ tên (có thể khác dấu) và ngày sinh',
    'The same name, marks aside, and date of birth',
  ),
  'similar-name-birth-date': text2(
    'Họ tên khác một từ, thiếu một từ hoặc đảo thứ tự, trùng ngày sinh',
    'A name with one word other, missing or moved, and the same date of birth',
  ),
  'same-name-year-commune': text2(
    'Trùng họ tên, năm sinh và xã, phường',
    'The same name, year of birth and commune',
  ),
  'same-contact': text2('Trùng số điện thoại hoặc thư điện tử', 'The same phone number or e-mail address'),
};

const LIKELIHOOD_LABELS: Readonly<Record<Likelihood, Text2>> = {
  strong: text2('Rất có thể là một người', 'Very likely one person'),
  likely: text2('Nhiều khả năng là một người', 'Likely one person'),
  possible: text2('Có thể là một người', 'Possibly one person'),
};

defineCodeList(
  'duplicate-reason',
  text2('Lý do nghi trùng', 'Why two entries may be one person'),
  REASON_LABELS,
);
defineCodeList('duplicate-likelihood', text2('Mức độ nghi trùng', 'How likely it is'), LIKELIHOOD_LABELS);

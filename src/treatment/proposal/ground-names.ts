import { TERMINATION_GROUNDS, type TerminationGround } from '../../law/treatment-ends.js';
import { text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

export const GROUND_NAMES = Object.keys(TERMINATION_GROUNDS) as readonly TerminationGround[];

defineCodeList(
  'termination-ground',
  text2('Căn cứ chấm dứt điều trị', 'Ground of a termination of treatment'),
  TERMINATION_GROUNDS,
);

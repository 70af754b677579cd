import { defineProblems } from '../errors/problem.js';

/** What may stand between a caller and any route that changes something. */
export const OWN_BODY = defineProblems('organisations', {
  ended: {
    status: 403,
    title: {
      vi: 'Cơ quan của anh chị đã kết thúc: chỉ còn được đọc',
      en: 'Your organisation has ended: it only reads',
    },
  },
});

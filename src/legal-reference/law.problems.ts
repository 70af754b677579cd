import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('law', {
  notDescribed: {
    status: 404,
    title: {
      vi: 'Hệ thống chưa mô tả pháp luật trước ngày {from}',
      en: 'The law before {from} is not described here',
    },
  },
});

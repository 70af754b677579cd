import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('calendar', {
  alreadyComplete: {
    status: 409,
    title: {
      vi: 'Lịch năm {year} đã được xác nhận đầy đủ theo {act}',
      en: 'The calendar of {year} has been declared complete by {act}',
    },
  },
});

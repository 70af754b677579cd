import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('keys', {
  rotationOpen: {
    status: 409,
    title: { vi: 'Việc thay khóa trước chưa xong', en: 'The rotation before has not ended' },
  },
});

import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('book', {
  none: {
    status: 404,
    title: {
      vi: 'Cơ quan này không có sổ đăng ký cai nghiện ma túy tự nguyện của năm đó theo pháp luật',
      en: 'The law has this body keep no registration book of that year',
    },
  },
});

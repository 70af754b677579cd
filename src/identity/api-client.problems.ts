import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('clients', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy ứng dụng kết nối này', en: 'There is no such API client' },
  },
  revoked: {
    status: 409,
    title: { vi: 'Ứng dụng kết nối đã bị thu hồi', en: 'The API client was revoked' },
  },
});

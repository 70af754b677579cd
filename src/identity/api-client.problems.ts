import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('clients', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy ứng dụng kết nối này', en: 'There is no such API client' },
  },
  organisationEnded: {
    status: 409,
    title: {
      vi: 'Cơ quan của ứng dụng kết nối đã chấm dứt hoạt động: không gia hạn được',
      en: 'The organisation of the API client has ended: it cannot be extended',
    },
  },
  revoked: {
    status: 409,
    title: { vi: 'Ứng dụng kết nối đã bị thu hồi', en: 'The API client was revoked' },
  },
});

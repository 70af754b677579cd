import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('transfers', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy lần chuyển giao hồ sơ', en: 'No such transfer' },
  },
  wrongReceiver: {
    status: 422,
    title: {
      vi: 'Đơn vị nhận phải đang hoạt động, thuộc loại được giữ hồ sơ này và không phải chính đơn vị giữ hồ sơ',
      en: 'The receiver must stand today, be of a kind that keeps such files, and be another body',
    },
  },
  answerTooFar: {
    status: 422,
    title: {
      vi: 'Ngày hẹn trả lời phải từ hôm nay trở đi và không quá 10 ngày',
      en: 'The day for an answer must be today or later, and within 10 days',
    },
  },
  dayOutOfRange: {
    status: 422,
    title: {
      vi: 'Ngày phải từ hôm nay trở đi và trong vòng một năm',
      en: 'The day must be today or later, and within a year',
    },
  },
  alreadyOffered: {
    status: 409,
    title: {
      vi: 'Hồ sơ đang chờ một đơn vị khác trả lời việc tiếp nhận',
      en: 'The file already awaits the answer of another body',
    },
  },
  answered: {
    status: 409,
    title: {
      vi: 'Lần chuyển giao này không còn chờ trả lời',
      en: 'This transfer awaits no answer any more',
    },
  },
  goesWithParent: {
    status: 409,
    title: {
      vi: 'Hồ sơ này đi cùng hồ sơ gốc: hãy chuyển giao hồ sơ gốc',
      en: 'This file goes with the one that it hangs on: hand that one over',
    },
  },
  notYours: {
    status: 403,
    title: {
      vi: 'Chỉ đơn vị nhận được tiếp nhận hoặc từ chối; chỉ đơn vị giữ hồ sơ được rút lại',
      en: 'Only the receiver accepts or refuses; only who keeps the file withdraws',
    },
  },
});

import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('requests', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy đề nghị chuyển hồ sơ', en: 'No such request for a file' },
  },
  alreadyAsked: {
    status: 409,
    title: {
      vi: 'Đơn vị đã đề nghị chuyển hồ sơ loại này của người này: rút đề nghị cũ trước khi đề nghị lại',
      en: 'This organisation has asked for such a file of this person already: withdraw that request first',
    },
  },
  keptHere: {
    status: 409,
    title: {
      vi: 'Đơn vị đang giữ hồ sơ loại này của người này',
      en: 'This organisation keeps such an open file of this person itself',
    },
  },
  withdrawn: {
    status: 409,
    title: { vi: 'Đề nghị này đã được rút', en: 'This request was withdrawn' },
  },
  declined: {
    status: 409,
    title: {
      vi: 'Đơn vị đã trả lời đề nghị này, hoặc không còn giữ hồ sơ được hỏi',
      en: 'This organisation has answered the request, or keeps the file no more',
    },
  },
  notYours: {
    status: 403,
    title: {
      vi: 'Chỉ đơn vị giữ hồ sơ được từ chối; chỉ đơn vị đề nghị được rút',
      en: 'Only who keeps the file declines; only who asked withdraws',
    },
  },
  dayOutOfRange: {
    status: 422,
    title: {
      vi: 'Ngày phải từ hôm nay trở đi và trong vòng một năm',
      en: 'The day must be today or later, and within a year',
    },
  },
});

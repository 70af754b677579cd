import { defineProblems } from '../../platform/errors/problem.js';

/** Problems of the determination of addiction. */
export const P = defineProblems('determination', {
  groundUnknown: {
    status: 409,
    title: {
      vi: 'Pháp luật của ngày đề nghị không có trường hợp xác định này',
      en: 'The law of the day knows no such case',
    },
  },
  papersMissing: {
    status: 409,
    title: { vi: 'Hồ sơ đề nghị chưa đủ thành phần', en: 'Papers of the request are missing' },
  },
  otherFacility: {
    status: 409,
    title: {
      vi: 'Cơ sở y tế được đề nghị mới được ghi kết quả',
      en: 'The facility that was asked gives the result',
    },
  },
  notOnRecord: {
    status: 422,
    title: {
      vi: 'Không có kết quả xác định tình trạng nghiện như vậy của người này trong hồ sơ được xem',
      en: 'No such result of this person is on record here',
    },
  },
});

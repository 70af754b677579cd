import { defineProblems } from '../../platform/errors/problem.js';

/** Problems of the management of drug users. */
export const P = defineProblems('drugUsers', {
  guardianNeeded: {
    status: 422,
    title: {
      vi: 'Lấy mẫu không phải nước tiểu của người dưới 18 tuổi phải có cha, mẹ hoặc người giám hộ đã ghi trong hồ sơ người',
      en: 'Another sample than urine of a person under 18 needs a parent or guardian who is on record',
    },
  },
  papersMissing: {
    status: 409,
    title: { vi: 'Hồ sơ chưa đủ tài liệu cho bước này', en: 'Papers that this step needs are missing' },
  },
  wrongAddressee: {
    status: 422,
    title: {
      vi: 'Thông báo gửi đến cấp xã nơi cư trú ổn định, hoặc nơi phát hiện nếu không có nơi cư trú ổn định',
      en: 'The notice goes to the commune of the residence, or where the use was found if there is none',
    },
  },
  notInCharge: {
    status: 409,
    title: {
      vi: 'Hồ sơ đã được gửi đến cấp xã khác: nơi nhận ra quyết định',
      en: 'The notice or the file went to another commune, which decides',
    },
  },
  termNotOver: {
    status: 409,
    title: { vi: 'Chưa hết thời hạn quản lý', en: 'The term is not over' },
  },
  termOver: {
    status: 409,
    title: { vi: 'Đã hết thời hạn quản lý', en: 'The term is over' },
  },
  stopGroundUnknown: {
    status: 409,
    title: {
      vi: 'Pháp luật của ngày quyết định không có trường hợp dừng này',
      en: 'The law of the day knows no such case',
    },
  },
  custodyShorter: {
    status: 409,
    title: {
      vi: 'Thời hạn tạm giữ, tạm giam không dài hơn thời hạn quản lý còn lại',
      en: 'Custody does not last longer than what is left of the term',
    },
  },
});

import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('rehabilitation', {
  partOfNewTermAlone: {
    status: 409,
    title: {
      vi: 'Thời hạn theo hợp đồng trước ngày 01/07/2026 không tách phần còn lại về gia đình, cộng đồng',
      en: 'A term by a contract of before 2026-07-01 is not divided between facility and home',
    },
  },
  noLimitByLaw: {
    status: 409,
    title: {
      vi: 'Luật không ấn định thời hạn đăng ký khi hết hợp đồng, thu hồi giấy phép: không ghi nhận là không đăng ký',
      en: 'The law sets no time to register when a contract ends or a licence is revoked: no failure is recorded',
    },
  },
  limitStillRuns: {
    status: 409,
    title: {
      vi: 'Chưa hết thời hạn của người cai nghiện',
      en: 'The time limit of the person is still running',
    },
  },
  groundOfExemption: {
    status: 409,
    title: {
      vi: 'Luật không cho hoãn, miễn theo căn cứ này ở giai đoạn này',
      en: 'The law knows no such ground at this stage',
    },
  },
  tooLittleLeft: {
    status: 409,
    title: {
      vi: 'Thời hạn còn lại dưới 03 tháng: không phải tiếp tục chấp hành',
      en: 'Less than 3 months are left: the person need not go on',
    },
  },
  termStands: {
    status: 409,
    title: {
      vi: 'Hồ sơ đã có thời hạn cai nghiện: hủy bước ghi thời hạn trước nếu ghi nhầm',
      en: 'The file has a term: annul the step that set it first, if it was wrong',
    },
  },
});

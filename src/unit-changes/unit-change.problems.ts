import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('unitChanges', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy thay đổi đơn vị hành chính này', en: 'There is no such change of units' },
  },
  alreadyPlanned: {
    status: 409,
    title: {
      vi: 'Đơn vị {name} đã có một thay đổi khác chưa thực hiện xong',
      en: 'Another change of {name} has not been finished',
    },
  },
  alreadyRun: {
    status: 409,
    title: { vi: 'Thay đổi này đã được cho chạy', en: 'The run of this change has been asked for already' },
  },
  alreadyApplied: {
    status: 409,
    title: {
      vi: 'Thay đổi này đã thực hiện: hãy đính chính thay vì rút lại hoặc xem trước',
      en: 'The change has been applied: correct it instead of withdrawing or previewing it',
    },
  },
  withdrawn: {
    status: 409,
    title: { vi: 'Thay đổi này đã được rút lại', en: 'The change has been withdrawn' },
  },
  notApplied: {
    status: 409,
    title: {
      vi: 'Thay đổi này chưa thực hiện: hãy rút lại và nhập lại cho đúng',
      en: 'The change has not been applied: withdraw it and enter it anew',
    },
  },
});

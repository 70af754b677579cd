import { defineProblems } from '../platform/errors/problem.js';

/** Problems of any case file. */
export const P = defineProblems('cases', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy hồ sơ', en: 'No such case file' },
  },
  stepNotAllowed: {
    status: 409,
    title: {
      vi: 'Hồ sơ đang ở trạng thái không cho phép bước này',
      en: 'The state of the file does not allow this step',
    },
  },
  laterStepImpossible: {
    status: 409,
    title: {
      vi: 'Ghi bước này vào thời điểm đó sẽ làm một bước sau không còn hợp lệ',
      en: 'Entered at that time, this step would make a later step impossible',
    },
  },
  readOnly: {
    status: 403,
    title: {
      vi: 'Đơn vị chỉ được đọc hồ sơ này: đơn vị khác đang giữ',
      en: 'This organisation may only read the file: another one keeps it',
    },
  },
  notKeptThen: {
    status: 422,
    title: {
      vi: 'Đơn vị này không giữ hồ sơ vào thời điểm đó',
      en: 'This organisation did not keep the file at that moment',
    },
  },
  handedOver: {
    status: 409,
    title: {
      vi: 'Không thể hủy bước này: hồ sơ đã được tiếp nhận theo bước đó',
      en: 'This step cannot be annulled: the file was handed over by it and accepted',
    },
  },
  notAnnullable: {
    status: 409,
    title: {
      vi: 'Không thể hủy bước này: chỉ hủy được bước do người dùng ghi và loại hồ sơ cho phép hủy',
      en: 'This step cannot be annulled: only a step that a person entered and the procedure allows to annul',
    },
  },
  openFileExists: {
    status: 409,
    title: {
      vi: 'Người này đang có một hồ sơ cùng loại chưa kết thúc tại đơn vị',
      en: 'This person has an open file of this kind here',
    },
  },
  inTheFuture: {
    status: 422,
    title: {
      vi: 'Thời điểm có hiệu lực không được ở tương lai',
      en: 'A step cannot take effect in the future',
    },
  },
  lawAbsent: {
    status: 409,
    title: {
      vi: 'Chưa có dữ liệu pháp luật cho ngày này (trước 01/01/2022)',
      en: 'No law is on record for this day (before 2022-01-01)',
    },
  },
});

/** Acting with the wrong authority under the file's law. */
export const AUTHORITY = defineProblems('authority', {
  notCompetent: {
    status: 403,
    title: {
      vi: 'Không đúng thẩm quyền theo pháp luật áp dụng cho hồ sơ này',
      en: 'Not the competent authority under the law that governs this file',
    },
  },
});

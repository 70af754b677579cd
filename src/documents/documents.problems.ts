import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('documents', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy giấy tờ này', en: 'There is no such paper' },
  },
  nothingToSay: {
    status: 409,
    title: {
      vi: 'Hồ sơ chưa có nội dung cho loại giấy này',
      en: 'The file has nothing yet that a paper of this kind would say',
    },
  },
  otherBody: {
    status: 409,
    title: {
      vi: 'Giấy này thuộc việc do cơ quan khác thực hiện: cơ quan đó hoặc cơ quan tiếp nhận toàn bộ nhiệm vụ của cơ quan đó mới được ban hành',
      en: 'The paper is about an act of another body: that body makes it, or the one that took over everything from it',
    },
  },
  templateMissing: {
    status: 409,
    title: {
      vi: 'Chưa có mẫu trình bày cho biểu mẫu này',
      en: 'There is no template for this statutory form yet',
    },
  },
  fileVoided: {
    status: 409,
    title: {
      vi: 'Hồ sơ đã bị hủy do lập nhầm, không lập giấy cho hồ sơ này',
      en: 'The file was voided: no paper is made of it',
    },
  },
  stepAnnulled: {
    status: 409,
    title: {
      vi: 'Bước này đã bị hủy do ghi nhầm, không lập giấy cho bước này',
      en: 'The step was annulled: no paper is made of it',
    },
  },
  stepWithoutForm: {
    status: 409,
    title: { vi: 'Bước này không có biểu mẫu', en: 'The step has no form' },
  },
  formNotOfStep: {
    status: 409,
    title: {
      vi: 'Biểu mẫu được hỏi không phải biểu mẫu của bước này',
      en: 'The form that was asked for is none of this step',
    },
  },
  alreadyMade: {
    status: 409,
    title: {
      vi: 'Giấy này đã được lập: in lại giấy đã lập, hoặc hủy giấy đó trước',
      en: 'The paper has been made: print it again, or void it first',
    },
  },
  voided: {
    status: 409,
    title: { vi: 'Giấy này đã bị hủy', en: 'The paper was voided' },
  },
  voidedByOthers: {
    status: 403,
    title: {
      vi: 'Chỉ cơ quan đã ban hành giấy này hoặc cơ quan đang giữ hồ sơ mới được hủy',
      en: 'The body that issued the paper voids it, or the one that keeps the file',
    },
  },
  capacityNotAllowed: {
    status: 409,
    title: {
      vi: 'Loại giấy này của cơ quan không ký với tư cách đó',
      en: 'A paper of this kind is not signed in this capacity in such a body',
    },
  },
  officeVacant: {
    status: 409,
    title: {
      vi: 'Không ghi nhận ai giữ chức vụ cần thiết vào ngày của giấy này',
      en: 'Nobody is on record in the office on the day of the paper',
    },
  },
  notInOffice: {
    status: 409,
    title: {
      vi: 'Người ký không giữ chức vụ cần thiết vào ngày của giấy này',
      en: 'The signer did not hold the office on the day of the paper',
    },
  },
  registerMissing: {
    status: 409,
    title: {
      vi: 'Cơ quan chưa mở sổ cấp số cho loại giấy này: người đứng đầu hoặc quản trị hệ thống khai báo ký hiệu',
      en: 'The body keeps no number register for this kind: its head or an administrator opens one',
    },
  },
  laterNumberGiven: {
    status: 409,
    title: {
      vi: 'Đã cấp số cho một giấy có ngày sau ngày này: số phải theo thứ tự ngày ban hành',
      en: 'A number of a later day was given: numbers follow the days',
    },
  },
  numberTaken: {
    status: 409,
    title: { vi: 'Số này đã cấp cho hồ sơ khác', en: 'The number was given for another file' },
  },
  numberOutOfOrder: {
    status: 409,
    title: {
      vi: 'Số ghi trong hồ sơ bỏ cách số tiếp theo của sổ cấp số',
      en: 'The number in the file would leave a gap in the register',
    },
  },
  numberWrittenOtherwise: {
    status: 409,
    title: {
      vi: 'Số ghi trong hồ sơ khác với cách ghi của sổ cấp số',
      en: 'The register writes this number otherwise',
    },
  },
  registerExists: {
    status: 409,
    title: {
      vi: 'Cơ quan đã mở sổ cấp số cho loại này',
      en: 'The body keeps a register for this kind already',
    },
  },
  headAlready: {
    status: 409,
    title: {
      vi: 'Trong thời gian này cơ quan đã có người đứng đầu được ghi nhận',
      en: 'The body has a head on record in this time already',
    },
  },
  ended: {
    status: 409,
    title: {
      vi: 'Việc giữ chức vụ này đã kết thúc hoặc đã hủy',
      en: 'The tenure has ended or was voided already',
    },
  },
});

/** Why an act may not bear the number that was typed. */
export const NUMBER_PROBLEMS = [
  P.laterNumberGiven,
  P.numberTaken,
  P.numberWrittenOtherwise,
  P.numberOutOfOrder,
] as const;

import { defineProblems } from '../../platform/errors/problem.js';
import { CASES_STEP_PROBLEMS } from '../../cases/steps/step-problems.js';

export const P = defineProblems('rehabilitation', {
  underTwelve: {
    status: 409,
    title: {
      vi: 'Người chưa đủ 12 tuổi không thuộc thủ tục cai nghiện này',
      en: 'A person under 12 does not come under this procedure',
    },
  },
  guardianConsentMissing: {
    status: 422,
    title: {
      vi: 'Người từ đủ 12 đến dưới 18 tuổi cần có sự đồng ý của cha, mẹ hoặc người giám hộ trong hồ sơ',
      en: 'A person aged 12 to under 18 needs the consent of a parent or guardian on file',
    },
  },
  notResidentHere: {
    status: 409,
    title: {
      vi: 'Người này không cư trú tại địa bàn của đơn vị: phải đăng ký tại cấp xã nơi cư trú',
      en: 'This person does not live in the area of this organisation: register at the commune of residence',
    },
  },
  residenceUnknown: {
    status: 409,
    title: {
      vi: 'Chưa ghi nơi cư trú của người này vào ngày nộp hồ sơ',
      en: 'No residence of this person is on record for the day of handing in',
    },
  },
  onlyPublicFacility: {
    status: 409,
    title: {
      vi: 'Người không có nơi cư trú ổn định chỉ cai nghiện tự nguyện tại cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
      en: 'A person without a stable residence goes to a public facility or reformatory alone',
    },
  },
  dossierLawAbsent: {
    status: 409,
    title: {
      vi: 'Chưa có dữ liệu về thành phần hồ sơ cho ngày này',
      en: 'What the dossier consists of is not on record for this day',
    },
  },
  startStillPossible: {
    status: 409,
    title: {
      vi: 'Chưa hết thời hạn bắt đầu cai nghiện, điều trị: chưa ghi nhận là không thực hiện',
      en: 'The time limit to begin is still running',
    },
  },
  forceMajeureTooLate: {
    status: 409,
    title: {
      vi: 'Sự kiện bất khả kháng xảy ra sau khi thời hạn đã hết: thời hạn không được tính lại',
      en: 'Force majeure began after the time limit was over: it is not counted anew',
    },
  },
  registrationStillPossible: {
    status: 409,
    title: {
      vi: 'Chưa hết thời hạn đăng ký: chưa ghi nhận là không đăng ký',
      en: 'The time limit to register is still running',
    },
  },
  registeredInTime: {
    status: 409,
    title: {
      vi: 'Người này đã đăng ký trong thời hạn',
      en: 'This person registered in time',
    },
  },
  failureNotFound: {
    status: 404,
    title: { vi: 'Không tìm thấy ghi nhận này', en: 'No such record' },
  },
  failureVoided: {
    status: 409,
    title: { vi: 'Ghi nhận này đã bị hủy', en: 'This record was voided' },
  },
  wrongPlace: {
    status: 422,
    title: {
      vi: 'Đơn vị này không phải là nơi tiếp nhận theo hình thức đã đăng ký',
      en: 'This organisation is not one where what was registered takes place',
    },
  },
  notReferable: {
    status: 422,
    title: {
      vi: 'Không gửi hồ sơ đến loại đơn vị này trong bước này',
      en: 'The file is not sent to this kind of organisation in this step',
    },
  },
  noProvincialPolice: {
    status: 409,
    title: {
      vi: 'Chưa có Công an cấp tỉnh của địa bàn trong hệ thống: người quản trị cần khai báo',
      en: 'The provincial police of this area are not on record: an administrator enters them',
    },
  },
  reformatoryByMinistry: {
    status: 409,
    title: {
      vi: 'Trường giáo dưỡng do Cục trưởng thuộc Bộ Công an quyết định và chỉ cho người từ đủ 12 đến dưới 18 tuổi',
      en: 'A reformatory is designated by the ministry’s department, and for persons aged 12 to under 18 alone',
    },
  },
  facilityOfProvince: {
    status: 409,
    title: {
      vi: 'Giám đốc Công an cấp tỉnh quyết định cơ sở công lập trong tỉnh, Cục trưởng quyết định cơ sở công lập của tỉnh khác',
      en: 'The director designates a public facility of his own province, the department one of another province',
    },
  },
  personDied: {
    status: 409,
    title: {
      vi: 'Người này đã chết theo hồ sơ đã ghi: kiểm tra lại người hoặc thời điểm',
      en: 'This person has died by then, as a file says: check the person and the moment',
    },
  },
  failureOnRecord: {
    status: 409,
    title: {
      vi: 'Đã có ghi nhận không đăng ký cho kết quả xác định này',
      en: 'A failure to register after this determination is on record',
    },
  },
  failureStands: {
    status: 409,
    title: {
      vi: 'Đã ghi nhận người này không đăng ký trong thời hạn mà đơn này được nộp trong thời hạn: hủy ghi nhận đó trước',
      en: 'A failure to register in time is on record, and this application was in time: void that record first',
    },
  },
  termOutsideLaw: {
    status: 422,
    title: { vi: 'Thời hạn cai nghiện không đúng quy định', en: 'The term is outside the law' },
  },
});

/** What any step of a file may answer. */
export const STEP_PROBLEMS = CASES_STEP_PROBLEMS;

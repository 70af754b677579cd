import { defineProblems } from '../../platform/errors/problem.js';

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
  dossierIncomplete: {
    status: 409,
    title: {
      vi: 'Hồ sơ chưa đủ thành phần nên chưa thể tiếp nhận đăng ký',
      en: 'The dossier is not complete',
    },
  },
  termOutsideLaw: {
    status: 422,
    title: { vi: 'Thời hạn cai nghiện không đúng quy định', en: 'The term is outside the law' },
  },
  lawAbsent: {
    status: 409,
    title: {
      vi: 'Chưa có dữ liệu pháp luật cho ngày này (trước 01/01/2022)',
      en: 'No law is on record for this day (before 2022-01-01)',
    },
  },
});

import { defineProblems } from '../../platform/errors/problem.js';

/** Problems of compulsory rehabilitation. */
export const P = defineProblems('compulsory', {
  groundNotOnRecord: {
    status: 422,
    title: {
      vi: 'Hồ sơ không ghi nhận hành vi này là căn cứ đã chọn theo pháp luật của ngày lập hồ sơ',
      en: 'The record does not hold this as evidence of the ground under the law of the day',
    },
  },
  groundUnknown: {
    status: 409,
    title: {
      vi: 'Pháp luật của ngày lập hồ sơ không có căn cứ này cho nhóm tuổi của người bị đề nghị',
      en: 'The law of the day knows no such ground for a person of this age',
    },
  },
  bereavementAsked: {
    status: 409,
    title: {
      vi: 'Đơn xin về chịu tang trước chưa được trả lời: trả lời đơn ấy trước',
      en: 'The request before it has no answer yet',
    },
  },
  bereavementAnswered: {
    status: 409,
    title: {
      vi: 'Đã có trả lời đơn xin về chịu tang sau thời điểm này: hủy bước trả lời, ghi đơn rồi ghi lại trả lời',
      en: 'An answer of later stands: annul it, enter the request, then the answer again',
    },
  },
  leaveNotGranted: {
    status: 409,
    title: {
      vi: 'Chưa có quyết định cho phép về chịu tang trước thời điểm này',
      en: 'No bereavement leave was granted before',
    },
  },
  excluded: {
    status: 409,
    title: {
      vi: 'Không áp dụng biện pháp đưa đi cai nghiện bắt buộc đối với người này',
      en: 'The measure is not applied to this person',
    },
  },
  noExclusionForMinors: {
    status: 409,
    title: {
      vi: 'Luật chỉ nêu trường hợp không áp dụng đối với người từ đủ 18 tuổi',
      en: 'The law names exclusions for adults alone',
    },
  },
  limitationOver: {
    status: 409,
    title: { vi: 'Đã hết thời hiệu áp dụng biện pháp', en: 'The limitation period is over' },
  },
  limitationRuns: {
    status: 409,
    title: { vi: 'Chưa hết thời hiệu áp dụng biện pháp', en: 'The limitation period is not over' },
  },
  dossierIncomplete: {
    status: 409,
    title: { vi: 'Hồ sơ đề nghị chưa đủ thành phần', en: 'The dossier is not complete' },
  },
  paperUnknown: {
    status: 409,
    title: {
      vi: 'Thành phần hồ sơ theo pháp luật của ngày này không có tài liệu đó',
      en: 'The dossier under the law of the day has no such paper',
    },
  },
  pagesFixed: {
    status: 409,
    title: {
      vi: 'Hồ sơ đã hoàn thành: bút lục không đổi, muốn bỏ tài liệu thì hủy bước hoàn thành trước',
      en: 'The dossier was completed: its page numbers stay; annul its completion first',
    },
  },
  stillReading: {
    status: 409,
    title: {
      vi: 'Người bị đề nghị còn thời gian đọc hồ sơ',
      en: 'The person may still read the dossier',
    },
  },
  interimKind: {
    status: 409,
    title: {
      vi: 'Hình thức quản lý này không có trong pháp luật áp dụng, hoặc đang được quản lý',
      en: 'The law knows no such interim management, or one goes on',
    },
  },
  notEvading: {
    status: 409,
    title: { vi: 'Chưa ghi nhận việc trốn tránh, cản trở', en: 'No evasion is on record' },
  },
  monthsOutsideLaw: {
    status: 422,
    title: { vi: 'Thời hạn không đúng quy định', en: 'The term is outside the law' },
  },
  notEffective: {
    status: 409,
    title: { vi: 'Quyết định của Tòa án chưa có hiệu lực', en: 'The decision is not in force yet' },
  },
  groundOfExecution: {
    status: 409,
    title: {
      vi: 'Căn cứ này không được áp dụng ở giai đoạn này theo pháp luật áp dụng cho hồ sơ',
      en: 'The law that governs the file knows no such ground at this stage',
    },
  },
  tooLittleLeft: {
    status: 409,
    title: {
      vi: 'Thời hạn còn lại dưới 03 tháng: không phải tiếp tục chấp hành',
      en: 'Less than 3 months are left: the person need not go on',
    },
  },
  notDesignated: {
    status: 409,
    title: {
      vi: 'Chưa có quyết định cơ sở tiếp nhận: không được giao, nhận người',
      en: 'No facility was designated: nobody is handed over yet',
    },
  },
  noTransportLimit: {
    status: 409,
    title: {
      vi: 'Không có thời hạn đưa đi đang chạy để tính lại',
      en: 'No time limit to bring the person there runs',
    },
  },
  alreadyEvading: {
    status: 409,
    title: {
      vi: 'Đã ghi nhận người này đang trốn tránh, cản trở',
      en: 'The person is on record as evading the measure already',
    },
  },
  noReduction: {
    status: 409,
    title: {
      vi: 'Pháp luật từ ngày 01/07/2026 không quy định giảm thời hạn',
      en: 'The law since 2026-07-01 knows no reduction of the term',
    },
  },
  notReducible: {
    status: 409,
    title: { vi: 'Chưa đủ điều kiện giảm thời hạn', en: 'The conditions of a reduction are not met' },
  },
  termNotOver: {
    status: 409,
    title: {
      vi: 'Chưa đến thời điểm được cấp giấy xác nhận chấp hành xong',
      en: 'It is not yet time to certify the end',
    },
  },
  incidentNotFound: {
    status: 404,
    title: { vi: 'Không tìm thấy vụ việc', en: 'No such incident' },
  },
  notAFacility: {
    status: 409,
    title: {
      vi: 'Chỉ cơ sở cai nghiện công lập, trường giáo dưỡng ghi vụ bỏ trốn',
      en: 'Only a public facility or reformatory records escapes',
    },
  },
});

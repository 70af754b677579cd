import { CASES_STEP_PROBLEMS } from '../cases/steps/step-problems.js';
import { defineProblems } from '../platform/errors/problem.js';

/** Problems of treatment. */
export const P = defineProblems('treatment', {
  underTwelve: {
    status: 409,
    title: {
      vi: 'Người chưa đủ 12 tuổi: pháp luật không có thủ tục điều trị này',
      en: 'Under 12 years: the law knows no such treatment',
    },
  },
  papersMissing: {
    status: 409,
    title: { vi: 'Hồ sơ điều trị chưa đủ thành phần', en: 'Papers of the admission are missing' },
  },
  guardianMissing: {
    status: 409,
    title: {
      vi: 'Người dưới 18 tuổi: phải có người đại diện đã ghi nhận đồng ý',
      en: 'Under 18 years: a guardian on record has to consent',
    },
  },
  consentMissing: {
    status: 409,
    title: {
      vi: 'Chưa ghi nhận sự đồng ý điều trị',
      en: 'The consent to treatment is not on record',
    },
  },
  noProgramme: {
    status: 409,
    title: {
      vi: 'Không có đề án, chương trình nào cho phép tiếp nhận điều trị này vào ngày đó',
      en: 'No programme takes anybody in for this treatment on that day',
    },
  },
  programmeKnown: {
    status: 409,
    title: { vi: 'Mã chương trình đã có', en: 'A programme of this code is on record' },
  },
  notAsked: {
    status: 409,
    title: {
      vi: 'Đơn vị giữ hồ sơ cai nghiện chưa đề nghị cơ sở này điều trị',
      en: 'The keeper of the rehabilitation has not asked this place to treat',
    },
  },
  outsideStage: {
    status: 409,
    title: {
      vi: 'Hồ sơ cai nghiện không ở giai đoạn mà việc điều trị này hỗ trợ vào thời điểm đó',
      en: 'At that moment the rehabilitation is not in the stage that this treatment supports',
    },
  },
  alreadyAsked: {
    status: 409,
    title: {
      vi: 'Cơ sở này đã được đề nghị; rút đề nghị đó trước khi đề nghị lại',
      en: 'That place has been asked already: withdraw that first',
    },
  },
  noSuchRequest: {
    status: 404,
    title: { vi: 'Không tìm thấy đề nghị điều trị', en: 'No such request to treat' },
  },
  requestOver: {
    status: 409,
    title: { vi: 'Đề nghị điều trị không còn hiệu lực', en: 'This request to treat is over' },
  },
  nobodyAsked: {
    status: 409,
    title: {
      vi: 'Chưa đề nghị cơ sở y tế nào điều trị trong hồ sơ này',
      en: 'No health body has been asked to treat within this file',
    },
  },
  notTreatable: {
    status: 409,
    title: {
      vi: 'Loại điều trị này không thực hiện trong loại hồ sơ này',
      en: 'This treatment does not take place within such a file',
    },
  },
  fileEnded: {
    status: 409,
    title: { vi: 'Hồ sơ đã kết thúc', en: 'The file has ended' },
  },
  wrongPlace: {
    status: 422,
    title: {
      vi: 'Đơn vị này không phải cơ sở y tế, cơ sở điều trị đang hoạt động',
      en: 'This body is no health body that stands',
    },
  },
  samePhase: {
    status: 409,
    title: { vi: 'Đang ở giai đoạn điều trị này', en: 'This is the phase already' },
  },
  protocolNotFound: {
    status: 404,
    title: { vi: 'Không tìm thấy phác đồ', en: 'No such protocol' },
  },
  protocolSigned: {
    status: 409,
    title: {
      vi: 'Phác đồ đã ký: không sửa, hãy nhập phiên bản mới',
      en: 'The protocol is signed: enter a new version',
    },
  },
  ownEntry: {
    status: 409,
    title: { vi: 'Người nhập phác đồ không tự ký', en: 'Who entered a protocol does not sign it' },
  },
  groundUnknown: {
    status: 409,
    title: {
      vi: 'Pháp luật của ngày đó không có căn cứ chấm dứt này',
      en: 'The law of the day knows no such ground',
    },
  },
  notAmounting: {
    status: 409,
    title: {
      vi: 'Các ngày đã nêu chưa đủ căn cứ chấm dứt điều trị',
      en: 'The days that are named do not amount to the ground',
    },
  },
  evidenceDiffers: {
    status: 409,
    title: {
      vi: 'Các ngày nêu làm căn cứ không khớp với dữ liệu đã ghi',
      en: 'The days that are named do not agree with what was recorded',
    },
  },
  counterTestAwaited: {
    status: 409,
    title: {
      vi: 'Chưa kết luận: còn chờ kết quả xét nghiệm đối chứng',
      en: 'Not decided yet: a counter-test has no result',
    },
  },
  groundGone: {
    status: 409,
    title: {
      vi: 'Theo dữ liệu hiện có, căn cứ của đề xuất không còn',
      en: 'By what is recorded now the ground of the proposal is gone',
    },
  },
  alreadyProposed: {
    status: 409,
    title: { vi: 'Đang có một đề xuất chấm dứt chưa quyết định', en: 'A proposal awaits its decision' },
  },
  proposalNotFound: {
    status: 404,
    title: { vi: 'Không tìm thấy đề xuất', en: 'No such proposal' },
  },
  proposalDecided: {
    status: 409,
    title: { vi: 'Đề xuất không còn chờ quyết định', en: 'The proposal awaits no decision' },
  },
  noticeUnknown: {
    status: 409,
    title: {
      vi: 'Không tìm thấy quy định về thông báo này cho loại điều trị này',
      en: 'No text on record has the commune told of this',
    },
  },
  noneTakenHome: {
    status: 409,
    title: {
      vi: 'Sổ cấp phát không có liều nào mang về cho thời gian này: kiểm tra lại, hoặc nêu là theo giấy tờ',
      en: 'The ledger has no dose taken home for these days: check them, or say that it is by papers',
    },
  },
  listToldAlready: {
    status: 409,
    title: {
      vi: 'Nơi này đã được thông báo nội dung này cho đúng thời gian này',
      en: 'That body was told of these very days already',
    },
  },
  wrongAddressee: {
    status: 422,
    title: {
      vi: 'Đơn vị này không phải nơi nhận thông báo theo pháp luật của ngày xảy ra việc được thông báo',
      en: 'By the law of the day of what is told this body is not to be told',
    },
  },
  residenceUnknown: {
    status: 409,
    title: { vi: 'Chưa ghi nơi cư trú của người này', en: 'No residence is on record' },
  },
  otherCommune: {
    status: 409,
    title: {
      vi: 'Người này không cư trú hoặc đăng ký điều trị tại địa bàn của đơn vị nhận',
      en: 'The person neither lives nor applied for treatment in the unit of that body',
    },
  },
});

/** What any step of an episode may be answered with. */
export const STEP_PROBLEMS = CASES_STEP_PROBLEMS;

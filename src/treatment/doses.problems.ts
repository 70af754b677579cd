import { defineProblems } from '../platform/errors/problem.js';

/** Of orders, doses and what is around them at a site. */
export const P = defineProblems('treatment', {
  alreadyDosed: {
    status: 409,
    title: {
      vi: 'Liều của ngày và lần này đã được cấp: không cấp thêm',
      en: 'The dose of this day and slot has been given: no other is',
    },
  },
  notTreatedHere: {
    status: 404,
    title: {
      vi: 'Không tìm thấy đợt điều trị tại cơ sở này',
      en: 'No such episode of treatment at this site',
    },
  },
  noSuchDoseEvent: {
    status: 404,
    title: { vi: 'Không tìm thấy lần ghi này trong sổ', en: 'No such entry of the ledger' },
  },
  noSuchOrder: { status: 404, title: { vi: 'Không tìm thấy y lệnh', en: 'No such order' } },
  noSuchLot: {
    status: 404,
    title: { vi: 'Không tìm thấy lô thuốc tại cơ sở', en: 'No such lot at this site' },
  },
  notDosing: {
    status: 409,
    title: {
      vi: 'Đợt điều trị không ở trạng thái được cấp thuốc',
      en: 'No doses are given in the state of this episode',
    },
  },
  noConsent: {
    status: 409,
    title: {
      vi: 'Chưa ghi nhận sự đồng ý điều trị: chưa cấp liều đầu tiên',
      en: 'The consent to treatment is not on record: the first dose is not given',
    },
  },
  noSuchToken: {
    status: 404,
    title: { vi: 'Không tìm thấy mã cấp trước tại cơ sở', en: 'No such token at this site' },
  },
  tokenOver: {
    status: 409,
    title: {
      vi: 'Mã cấp trước đã dùng hoặc không còn hiệu lực',
      en: 'The token has been used or is over',
    },
  },
  tokenNotGood: {
    status: 409,
    title: {
      vi: 'Mã cấp trước này không dùng được cho liều này: đã dùng, đã hủy, hoặc của người, ngày, lần, cơ sở khác',
      en: 'The token is not good for this dose: used, released, or of another person, day, slot or site',
    },
  },
  tokenStands: {
    status: 409,
    title: {
      vi: 'Liều này đã có mã cấp trước của cơ sở: hãy ghi kèm mã đó, hoặc hủy mã trước',
      en: 'A token of the own site keeps this dose: name the token, or release it first',
    },
  },
  bookingHasTokens: {
    status: 409,
    title: {
      vi: 'Cơ sở uống thuốc tạm thời đang giữ mã cấp trước của đăng ký này: hãy đề nghị cơ sở đó hủy mã',
      en: 'The other site holds tokens of this booking: have it release them first',
    },
  },
  noOrder: {
    status: 409,
    title: {
      vi: 'Không có y lệnh đã duyệt cho ngày và lần này',
      en: 'No approved order holds for this day and slot',
    },
  },
  doseDiffers: {
    status: 409,
    title: {
      vi: 'Liều định cấp khác liều trong y lệnh: cấp đúng y lệnh, hoặc đề nghị bác sĩ ra y lệnh mới',
      en: 'Another dose than the order has: give that one, or have another ordered',
    },
  },
  kindNotFitting: {
    status: 409,
    title: {
      vi: 'Loại ghi nhận không phù hợp: người của cơ sở mình ghi là cấp liều, người đăng ký uống tạm thời ghi là liều uống tại cơ sở uống thuốc tạm thời và không cấp mang về',
      en: 'An entry that the site does not make of this person: a guest is given guest doses and none to take home, others are given no guest doses',
    },
  },
  beyondTakeHome: {
    status: 409,
    title: {
      vi: 'Số ngày mang về vượt quá mức của phác đồ đang có hiệu lực',
      en: 'More days to take home than the protocol in force allows',
    },
  },
  held: {
    status: 409,
    title: {
      vi: 'Liều đang tạm giữ chờ bác sĩ xem xét',
      en: 'The dose is held for a clinician',
    },
  },
  bookedElsewhere: {
    status: 409,
    title: {
      vi: 'Ngày này đã đăng ký tại cơ sở uống thuốc tạm thời',
      en: 'Doses of this day are booked at another site',
    },
  },
  secondPersonRequired: {
    status: 409,
    title: {
      vi: 'Phác đồ yêu cầu hai người: liều phải do người khác chuẩn bị và ghi trước',
      en: 'The protocol asks for two people: another has to prepare the dose and enter it first',
    },
  },
  witnessNotHere: {
    status: 409,
    title: {
      vi: 'Người chứng kiến phải là đồng nghiệp khác đang làm việc tại cơ sở; không có ai chứng kiến thì để trống',
      en: 'The witness has to be another who works at the site; leave him out where nobody saw it',
    },
  },
  noSuchLoss: {
    status: 404,
    title: { vi: 'Không tìm thấy lần mất thuốc tại cơ sở', en: 'No such loss at this site' },
  },
  notTheWitness: {
    status: 409,
    title: {
      vi: 'Chỉ người được ghi là chứng kiến được phản đối',
      en: 'Only who is named as the witness objects',
    },
  },
  objectedAlready: {
    status: 409,
    title: { vi: 'Đã ghi nhận phản đối', en: 'The objection is on record' },
  },
  dayNotOver: {
    status: 409,
    title: {
      vi: 'Chưa đến giờ đóng cửa của cơ sở: nêu lý do nếu phải khóa sổ sớm',
      en: 'The site has not closed yet: say why the day is closed early',
    },
  },
  stockNotCounted: {
    status: 409,
    title: {
      vi: 'Chưa kiểm kê các lô còn thuốc: nhập số kiểm kê của từng lô trước khi khóa sổ',
      en: 'Lots that have something left were not counted: enter the counts before closing',
    },
  },
  lotExpired: { status: 409, title: { vi: 'Lô thuốc đã hết hạn dùng', en: 'The lot has expired' } },
  lotNotFitting: {
    status: 409,
    title: {
      vi: 'Lô thuốc này không chia được đúng liều theo đơn vị nhỏ nhất, hoặc là thuốc khác',
      en: 'This lot does not give the dose in whole units, or is another medicine',
    },
  },
  lotStrengthDiffers: {
    status: 409,
    title: {
      vi: 'Nồng độ của lô thuốc khác y lệnh, hoặc y lệnh không ghi nồng độ: cùng thể tích là liều khác, cần y lệnh có ghi nồng độ',
      en: 'The lot has another strength than the order, or the order names none: the same volume is another dose; an order that names the strength is needed',
    },
  },
  clientEventReused: {
    status: 409,
    title: {
      vi: 'Mã lần ghi của thiết bị đã dùng cho nội dung khác',
      en: 'The device’s id of the event was used for another content',
    },
  },
  notNameable: {
    status: 409,
    title: {
      vi: 'Lần ghi được nêu không thuộc loại này, đã hủy hoặc đã có lần ghi như vậy',
      en: 'The entry named is of another kind, was voided, or has such an entry already',
    },
  },
  laterEntriesStand: {
    status: 409,
    title: {
      vi: 'Sau lần ghi này còn lần nôn hoặc cho uống lại: hủy lần ghi sau trước, rồi hủy lần này',
      en: 'Vomiting or a dose given again stands behind this entry: void that first, then this one',
    },
  },
  orderNotOpen: {
    status: 409,
    title: {
      vi: 'Y lệnh đã được duyệt hoặc đã kết thúc',
      en: 'The order has been approved or has ended',
    },
  },
  ownOrder: {
    status: 409,
    title: {
      vi: 'Phác đồ đang có hiệu lực yêu cầu hai người: người viết y lệnh không tự duyệt, cần người khác duyệt',
      en: 'The protocol in force asks for two people: who wrote an order does not approve it, another has to',
    },
  },
  orderBegan: {
    status: 409,
    title: {
      vi: 'Ngày đầu của y lệnh đã qua khi duyệt: viết y lệnh mới từ hôm nay',
      en: 'The first day of the order has passed: write one from today on',
    },
  },
  dosedOtherwise: {
    status: 409,
    title: {
      vi: 'Những ngày đến hôm nay của y lệnh này đã ghi liều theo y lệnh khác: y lệnh mới có thể bắt đầu từ ngày mai',
      en: 'On days of this order up to today doses are on record by another one: a new one may begin tomorrow',
    },
  },
  orderUnfit: {
    status: 409,
    title: {
      vi: 'Y lệnh không còn phù hợp phác đồ, giai đoạn điều trị hoặc quy định hiện hành: chờ y lệnh mới được duyệt',
      en: 'The order does not fit the protocol, the phase or the law of today: a new one has to be approved',
    },
  },
  givenAgainTooLate: {
    status: 409,
    title: {
      vi: 'Đã quá thời hạn của phác đồ để cho uống lại sau khi nôn',
      en: 'It is later after vomiting than the protocol has a dose given again',
    },
  },
  noRedoseDecision: {
    status: 409,
    title: {
      vi: 'Chưa có quyết định của bác sĩ cho uống lại liều này, hoặc liều cho uống lại cao hơn quyết định',
      en: 'No clinician has decided that this dose is given again, or not so much of it',
    },
  },
  orderOverlaps: {
    status: 409,
    title: {
      vi: 'Đã có y lệnh khác cho ít nhất một ngày trong thời gian này',
      en: 'Another order holds on at least one of these days',
    },
  },
  formerOrderHolds: {
    status: 409,
    title: {
      vi: 'Đến hết ngày chuyển người bệnh còn theo y lệnh của nơi điều trị trước: y lệnh ở đây bắt đầu từ ngày sau ngày chuyển',
      en: 'Until the end of the day of the move the order of the place of before holds: an order here begins on the next day',
    },
  },
  outsideProtocol: {
    status: 409,
    title: {
      vi: 'Y lệnh không phù hợp phác đồ đang có hiệu lực',
      en: 'The order does not fit the protocol in force',
    },
  },
  lotDiffers: {
    status: 409,
    title: {
      vi: 'Lô này đã có với nồng độ, đơn vị hoặc hạn dùng khác',
      en: 'This lot is on record with another strength, unit or expiry',
    },
  },
  dayClosed: {
    status: 409,
    title: { vi: 'Ngày này đã khóa sổ', en: 'This day has been closed' },
  },
  varianceUnexplained: {
    status: 409,
    title: {
      vi: 'Số kiểm kê khác số sổ sách: hãy giải trình khi khóa sổ',
      en: 'What was counted differs from the books: explain it when closing',
    },
  },
  closesWhoGave: {
    status: 409,
    title: {
      vi: 'Kiểm kê lệch: phải do người không cấp thuốc trong ngày này khóa sổ',
      en: 'What was counted differs: it has to be closed by somebody who gave no doses that day',
    },
  },
  closedThatDay: {
    status: 409,
    title: { vi: 'Ngày này cơ sở đã báo nghỉ', en: 'The site is closed on that day already' },
  },
  dosedThatDay: {
    status: 409,
    title: {
      vi: 'Ngày này cơ sở đã cấp liều: không báo nghỉ muộn được',
      en: 'Doses were given on that day: it is not closed afterwards',
    },
  },
  noSuchClosure: { status: 404, title: { vi: 'Không tìm thấy ngày nghỉ', en: 'No such closing day' } },
  closureOver: {
    status: 409,
    title: { vi: 'Ngày nghỉ đã qua hoặc đã bỏ', en: 'The closing day has passed or was lifted' },
  },
  noSuchHold: { status: 404, title: { vi: 'Không tìm thấy lần tạm giữ liều', en: 'No such hold' } },
  holdOver: { status: 409, title: { vi: 'Lần tạm giữ đã kết thúc', en: 'The hold has ended' } },
  noSuchBooking: {
    status: 404,
    title: { vi: 'Không tìm thấy đăng ký tại cơ sở uống thuốc tạm thời', en: 'No such booking' },
  },
  hostClosed: {
    status: 409,
    title: {
      vi: 'Cơ sở uống thuốc tạm thời nghỉ tất cả những ngày đăng ký: chọn ngày khác hoặc cơ sở khác',
      en: 'The other site gives no doses on any of these days: choose other days or another site',
    },
  },
  noTakeHome: {
    status: 409,
    title: {
      vi: 'Không có thuốc mang về nào đã cấp cho ngày này',
      en: 'No dose of this day was given to take home',
    },
  },
  notMissing: {
    status: 409,
    title: {
      vi: 'Không có thuốc mang về nào của ngày này đang được ghi là không còn',
      en: 'No dose of this day that was given to take home is said to be gone',
    },
  },
  bookingOver: {
    status: 409,
    title: { vi: 'Đăng ký đã hủy hoặc đã qua', en: 'The booking was cancelled or has passed' },
  },
  bookingStands: {
    status: 409,
    title: {
      vi: 'Người bệnh đang được đăng ký tại cơ sở uống thuốc tạm thời theo y lệnh cũ: hủy đăng ký đó trước',
      en: 'Another site gives by the order of before: cancel that booking first',
    },
  },
  bookingOverlaps: {
    status: 409,
    title: {
      vi: 'Đã có đăng ký khác cho ít nhất một ngày trong thời gian này',
      en: 'Another booking stands for at least one of these days',
    },
  },
  noSuchTest: { status: 404, title: { vi: 'Không tìm thấy lần xét nghiệm', en: 'No such test' } },
  testNotCounted: {
    status: 409,
    title: {
      vi: 'Lần xét nghiệm được nêu đã hủy, của đợt khác, sau xét nghiệm đối chứng hoặc đã có xét nghiệm đối chứng',
      en: 'The test named was voided, is of another episode, was taken after its counter-test or has one already',
    },
  },
  noSuchCard: { status: 404, title: { vi: 'Không có thẻ này tại cơ sở', en: 'No such card at this site' } },
  cardTaken: {
    status: 409,
    title: { vi: 'Mã thẻ này đang dùng cho người khác tại cơ sở', en: 'The card is another person’s here' },
  },
  prescriptionTooLong: {
    status: 409,
    title: {
      vi: 'Đơn thuốc Methadone giai đoạn duy trì quá số ngày tối đa',
      en: 'A prescription of Methadone in maintenance is longer than allowed',
    },
  },
});

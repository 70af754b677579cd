import { text2, type Text2 } from './text.js';

/** What bodies do in compulsory rehabilitation, from the dossier to the certificate. */
export type CompulsoryAct =
  | 'build-compulsory-dossier'
  | 'request-compulsory-measure'
  | 'notify-compulsory-dossier'
  | 'send-compulsory-dossier'
  | 'return-compulsory-dossier'
  | 'forward-compulsory-dossier'
  | 'forward-compulsory-dossier-minor'
  | 'send-dossier-to-court'
  | 'answer-court'
  | 'decide-interim-management'
  | 'accept-compulsory-case'
  | 'decide-compulsory-rehabilitation'
  | 'decide-compulsory-minor'
  | 'close-compulsory-case'
  | 'decide-compulsory-appeal'
  | 'propose-compulsory-facility'
  | 'designate-compulsory-facility'
  | 'request-compulsory-designation'
  | 'designate-compulsory-by-ministry'
  | 'deliver-compulsory-designation'
  | 'enforce-compulsory-decision'
  | 'trace-before-entry'
  | 'receive-compulsory'
  | 'postpone-compulsory'
  | 'exempt-compulsory'
  | 'suspend-compulsory'
  | 'order-compliance'
  | 'reduce-compulsory-term'
  | 'transfer-compulsory'
  | 'trace-escaped'
  | 'leave-for-proceedings'
  | 'leave-for-bereavement'
  | 'propose-social-protection'
  | 'notify-compulsory-end'
  | 'certify-compulsory';

export const COMPULSORY_ACTS: Readonly<Record<CompulsoryAct, Text2>> = {
  'build-compulsory-dossier': text2('Lập hồ sơ đề nghị cai nghiện bắt buộc', 'Build a compulsory dossier'),
  'request-compulsory-measure': text2(
    'Văn bản đề nghị xem xét áp dụng biện pháp',
    'Request the measure, the dossier being complete',
  ),
  'notify-compulsory-dossier': text2('Thông báo về việc lập hồ sơ đề nghị', 'Tell the person of the dossier'),
  'send-compulsory-dossier': text2(
    'Gửi hồ sơ đề nghị đến cơ quan kiểm tra hồ sơ',
    'Send the dossier to the body that checks it',
  ),
  'return-compulsory-dossier': text2('Trả hồ sơ để bổ sung', 'Return a dossier for supplement'),
  'forward-compulsory-dossier': text2(
    'Chuyển hồ sơ đề nghị Tòa án xem xét',
    'Forward the checked dossier to the court',
  ),
  'forward-compulsory-dossier-minor': text2(
    'Chuyển hồ sơ của người từ đủ 12 đến dưới 18 tuổi đề nghị Tòa án xem xét',
    'Forward the dossier of a minor to the court',
  ),
  'send-dossier-to-court': text2(
    'Quyết định chuyển hồ sơ đề nghị Tòa án nhân dân khu vực',
    'Send the dossier to the regional court',
  ),
  'answer-court': text2('Trả lời Tòa án về nội dung cần làm rõ', 'Answer the court’s questions'),
  'decide-interim-management': text2(
    'Quyết định quản lý trong thời gian lập hồ sơ',
    'Decide interim management',
  ),
  'accept-compulsory-case': text2('Tòa án thụ lý hồ sơ', 'Accept the case at court'),
  'decide-compulsory-rehabilitation': text2(
    'Quyết định đưa đi cai nghiện bắt buộc',
    'Decide compulsory rehabilitation',
  ),
  'decide-compulsory-minor': text2(
    'Quyết định đưa người từ đủ 12 đến dưới 18 tuổi đi cai nghiện bắt buộc',
    'Decide compulsory rehabilitation of a minor',
  ),
  'close-compulsory-case': text2(
    'Tòa án không áp dụng, đình chỉ việc xem xét',
    'Refuse the measure or close the case at court',
  ),
  'decide-compulsory-appeal': text2('Giải quyết khiếu nại, kiến nghị, kháng nghị', 'Decide on an appeal'),
  'propose-compulsory-facility': text2(
    'Đề nghị Giám đốc Công an cấp tỉnh quyết định cơ sở tiếp nhận',
    'Ask the provincial police for a facility',
  ),
  'designate-compulsory-facility': text2(
    'Quyết định cơ sở cai nghiện ma túy công lập tiếp nhận',
    'Designate a public facility of the province',
  ),
  'request-compulsory-designation': text2(
    'Đề nghị Cục trưởng thuộc Bộ Công an quyết định nơi tiếp nhận',
    'Ask the ministry’s department to designate',
  ),
  'designate-compulsory-by-ministry': text2(
    'Quyết định cơ sở của tỉnh khác hoặc trường giáo dưỡng tiếp nhận',
    'Designate a facility of another province or a reformatory',
  ),
  'deliver-compulsory-designation': text2('Gửi quyết định cơ sở tiếp nhận', 'Send the designation'),
  'enforce-compulsory-decision': text2(
    'Cưỡng chế, tạm giữ hành chính và áp giải người không chấp hành',
    'Enforce the decision against who refuses',
  ),
  'trace-before-entry': text2(
    'Quyết định truy tìm người bỏ trốn trước khi vào cơ sở',
    'Order the tracing of who fled before entry',
  ),
  'receive-compulsory': text2(
    'Giao, nhận người bị đưa đi cai nghiện bắt buộc',
    'Hand over the person at the facility',
  ),
  'postpone-compulsory': text2('Quyết định hoãn chấp hành', 'Postpone the execution'),
  'exempt-compulsory': text2('Quyết định miễn chấp hành', 'Exempt from the measure or its rest'),
  'suspend-compulsory': text2('Quyết định tạm đình chỉ chấp hành', 'Suspend the measure'),
  'order-compliance': text2(
    'Quyết định hủy hoãn, tạm đình chỉ và buộc chấp hành',
    'Order compliance with the measure',
  ),
  'reduce-compulsory-term': text2('Quyết định giảm thời hạn', 'Reduce the term'),
  'transfer-compulsory': text2('Điều chuyển người cai nghiện giữa các cơ sở', 'Transfer between facilities'),
  'trace-escaped': text2('Quyết định truy tìm người bỏ trốn khỏi cơ sở', 'Order the tracing of who escaped'),
  'leave-for-proceedings': text2(
    'Quyết định tạm thời đưa ra khỏi cơ sở theo yêu cầu tố tụng',
    'Leave for criminal proceedings',
  ),
  'leave-for-bereavement': text2('Quyết định việc cho về chịu tang', 'Decide on bereavement leave'),
  'propose-social-protection': text2(
    'Đề nghị đưa người chấp hành xong vào cơ sở bảo trợ xã hội',
    'Propose a social-protection facility',
  ),
  'notify-compulsory-end': text2('Thông báo trước khi hết thời hạn', 'Give notice before the end'),
  'certify-compulsory': text2(
    'Cấp giấy chứng nhận, xác nhận chấp hành xong',
    'Certify that the measure was served',
  ),
};

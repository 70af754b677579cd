import { COMPULSORY_ACTS, type CompulsoryAct } from './acts-compulsory.js';
import { DETERMINATION_ACTS, type DeterminationAct } from './acts-determination.js';
import { DRUG_USER_ACTS, type DrugUserAct } from './acts-drug-user.js';
import { MONITORING_ACTS, type MonitoringAct } from './acts-monitoring.js';
import { TREATMENT_ACTS, type TreatmentAct } from './acts-treatment.js';
import { text2, type Text2 } from './text.js';

/** What a body does with legal effect. */
export type Act =
  | 'register-home-rehabilitation'
  | 'reception-record'
  | 'decide-home-rehabilitation'
  | 'transfer-home-rehabilitation'
  | 'continue-home-rehabilitation'
  | 'certify-home-rehabilitation'
  | 'assign-support-worker'
  | DeterminationAct
  | DrugUserAct
  | 'register-private-facility'
  | 'decide-private-facility'
  | 'contract-private-facility'
  | 'receive-private-facility'
  | 'certify-private-facility'
  | 'certify-part-at-facility'
  | 'register-public-facility'
  | 'register-without-residence'
  | 'decide-public-facility'
  | 'contract-public-facility'
  | 'propose-public-facility'
  | 'designate-public-facility'
  | 'request-designation'
  | 'designate-by-ministry'
  | 'hand-over-public-facility'
  | 'certify-public-facility'
  | 'postpone-voluntary'
  | 'exempt-voluntary'
  | 'suspend-voluntary'
  | 'register-substitution'
  | 'decide-substitution'
  | 'report-substitution'
  | 'record-registration-failure'
  | MonitoringAct
  | TreatmentAct
  | CompulsoryAct
  | 'request-aftercare'
  | 'decide-aftercare'
  | 'certify-aftercare';

export const ACTS: Readonly<Record<Act, Text2>> = {
  'register-home-rehabilitation': text2(
    'Tiếp nhận đăng ký cai nghiện tự nguyện tại gia đình, cộng đồng',
    'Register a home rehabilitation application',
  ),
  'reception-record': text2('Lập biên bản tiếp nhận đăng ký', 'Make the reception record'),
  'decide-home-rehabilitation': text2(
    'Quyết định cai nghiện tự nguyện tại gia đình, cộng đồng',
    'Decide home rehabilitation',
  ),
  'transfer-home-rehabilitation': text2(
    'Chuyển hồ sơ khi thay đổi nơi cư trú',
    'Transfer the file on a move',
  ),
  'continue-home-rehabilitation': text2(
    'Quyết định tiếp tục cai nghiện tại nơi chuyển đến',
    'Decide that rehabilitation goes on at the new residence',
  ),
  'certify-home-rehabilitation': text2('Cấp giấy xác nhận hoàn thành cai nghiện', 'Certify completion'),
  'assign-support-worker': text2('Phân công người tư vấn, quản lý, hỗ trợ', 'Assign a support worker'),
  ...DETERMINATION_ACTS,
  ...DRUG_USER_ACTS,
  'register-private-facility': text2(
    'Tiếp nhận đăng ký cai nghiện tự nguyện tại cơ sở cai nghiện ma túy tư nhân',
    'Take in a registration for a private facility',
  ),
  'decide-private-facility': text2(
    'Quyết định cai nghiện tự nguyện tại cơ sở cai nghiện ma túy tư nhân',
    'Decide rehabilitation at a private facility',
  ),
  'contract-private-facility': text2(
    'Ký hợp đồng dịch vụ cai nghiện ma túy tại cơ sở cai nghiện ma túy tự nguyện',
    'Conclude the contract of a private facility',
  ),
  'receive-private-facility': text2(
    'Lập biên bản tiếp nhận tại cơ sở cai nghiện ma túy tư nhân',
    'Make the reception record of a private facility',
  ),
  'certify-private-facility': text2(
    'Cấp giấy xác nhận hoàn thành cai nghiện tại cơ sở cai nghiện ma túy tư nhân',
    'Certify completion at a private facility',
  ),
  'certify-part-at-facility': text2(
    'Cấp giấy xác nhận thời gian, quy trình đã thực hiện tại cơ sở cai nghiện ma túy tư nhân',
    'Certify the time and stages done at a private facility',
  ),
  'register-public-facility': text2(
    'Tiếp nhận đăng ký cai nghiện tự nguyện tại cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
    'Take in a registration for a public facility or reformatory',
  ),
  'register-without-residence': text2(
    'Tiếp nhận đăng ký của người không có nơi cư trú ổn định',
    'Take in the registration of a person without a stable residence',
  ),
  'decide-public-facility': text2(
    'Quyết định cai nghiện tự nguyện tại cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
    'Decide rehabilitation at a public facility or reformatory',
  ),
  'contract-public-facility': text2(
    'Ký hợp đồng dịch vụ cai nghiện ma túy tại cơ sở cai nghiện ma túy công lập',
    'Conclude the contract of a public facility',
  ),
  'propose-public-facility': text2(
    'Đề nghị cơ sở cai nghiện ma túy công lập, trường giáo dưỡng tiếp nhận',
    'Propose the person to the provincial police',
  ),
  'designate-public-facility': text2(
    'Quyết định cơ sở cai nghiện ma túy công lập tiếp nhận người cai nghiện tự nguyện',
    'Designate a public facility of the province',
  ),
  'request-designation': text2(
    'Đề nghị Cục trưởng thuộc Bộ Công an quyết định cơ sở, trường giáo dưỡng tiếp nhận',
    'Ask the ministry’s department to designate',
  ),
  'designate-by-ministry': text2(
    'Quyết định cơ sở cai nghiện ma túy công lập của tỉnh khác hoặc trường giáo dưỡng tiếp nhận',
    'Designate a facility of another province or a reformatory',
  ),
  'hand-over-public-facility': text2(
    'Giao, nhận người cai nghiện tự nguyện vào cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
    'Hand over the person at a public facility or reformatory',
  ),
  'certify-public-facility': text2(
    'Cấp giấy xác nhận hoàn thành cai nghiện tại cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
    'Certify completion at a public facility or reformatory',
  ),
  'postpone-voluntary': text2(
    'Cho hoãn chấp hành quyết định cai nghiện tự nguyện',
    'Postpone voluntary rehabilitation',
  ),
  'exempt-voluntary': text2(
    'Cho miễn chấp hành quyết định cai nghiện tự nguyện hoặc phần còn lại',
    'Exempt from voluntary rehabilitation or its rest',
  ),
  'suspend-voluntary': text2(
    'Cho tạm đình chỉ chấp hành quyết định cai nghiện tự nguyện',
    'Suspend voluntary rehabilitation',
  ),
  'register-substitution': text2(
    'Tiếp nhận đăng ký điều trị nghiện bằng thuốc thay thế',
    'Take in a registration for substitution treatment',
  ),
  'decide-substitution': text2(
    'Quyết định điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
    'Decide substitution treatment',
  ),
  'report-substitution': text2(
    'Thông báo việc tiếp nhận, tham gia, chấm dứt điều trị thay thế',
    'Tell of acceptance, start or end of substitution treatment',
  ),
  'record-registration-failure': text2(
    'Lập biên bản về việc không đăng ký cai nghiện tự nguyện, điều trị thay thế',
    'Record that a person did not register',
  ),
  ...MONITORING_ACTS,
  ...TREATMENT_ACTS,
  ...COMPULSORY_ACTS,
  'request-aftercare': text2('Đề nghị quản lý sau cai nghiện', 'Request aftercare'),
  'decide-aftercare': text2('Quyết định quản lý sau cai nghiện', 'Decide aftercare'),
  'certify-aftercare': text2(
    'Cấp giấy xác nhận hết thời hạn quản lý sau cai',
    'Certify the end of aftercare',
  ),
};

import { text2, type Text2 } from './text.js';

/** What a body does with legal effect. */
export type Act =
  | 'register-home-rehabilitation'
  | 'reception-record'
  | 'decide-home-rehabilitation'
  | 'transfer-home-rehabilitation'
  | 'certify-home-rehabilitation'
  | 'assign-support-worker'
  | 'decide-drug-user-management'
  | 'decide-public-facility'
  | 'decide-electronic-monitoring'
  | 'build-compulsory-dossier'
  | 'decide-compulsory-rehabilitation'
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
  'certify-home-rehabilitation': text2('Cấp giấy xác nhận hoàn thành cai nghiện', 'Certify completion'),
  'assign-support-worker': text2('Phân công người tư vấn, quản lý, hỗ trợ', 'Assign a support worker'),
  'decide-drug-user-management': text2(
    'Quyết định quản lý người sử dụng trái phép chất ma túy',
    'Decide the management of a drug user',
  ),
  'decide-public-facility': text2(
    'Quyết định cơ sở công lập tiếp nhận người cai nghiện tự nguyện',
    'Designate a public facility for voluntary rehabilitation',
  ),
  'decide-electronic-monitoring': text2(
    'Quyết định áp dụng giám sát điện tử',
    'Decide electronic monitoring',
  ),
  'build-compulsory-dossier': text2('Lập hồ sơ đề nghị cai nghiện bắt buộc', 'Build a compulsory dossier'),
  'decide-compulsory-rehabilitation': text2(
    'Quyết định đưa đi cai nghiện bắt buộc',
    'Decide compulsory rehabilitation',
  ),
  'request-aftercare': text2('Đề nghị quản lý sau cai nghiện', 'Request aftercare'),
  'decide-aftercare': text2('Quyết định quản lý sau cai nghiện', 'Decide aftercare'),
  'certify-aftercare': text2(
    'Cấp giấy xác nhận hết thời hạn quản lý sau cai',
    'Certify the end of aftercare',
  ),
};

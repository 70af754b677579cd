import { text2, type Text2 } from './text.js';

export type Procedure =
  | 'home-rehabilitation'
  | 'private-facility-rehabilitation'
  | 'public-facility-rehabilitation'
  | 'substitution-treatment'
  | 'compulsory-rehabilitation'
  | 'addiction-determination'
  | 'electronic-monitoring'
  | 'drug-user-management'
  | 'methadone-treatment'
  | 'cedemex-treatment'
  | 'aftercare';

export const PROCEDURES: Readonly<Record<Procedure, Text2>> = {
  'home-rehabilitation': text2(
    'Cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Voluntary rehabilitation at home or in the community',
  ),
  'private-facility-rehabilitation': text2(
    'Cai nghiện ma túy tự nguyện tại cơ sở cai nghiện ma túy tư nhân',
    'Voluntary rehabilitation at a private facility',
  ),
  'public-facility-rehabilitation': text2(
    'Cai nghiện ma túy tự nguyện tại cơ sở cai nghiện ma túy công lập',
    'Voluntary rehabilitation at a public facility',
  ),
  'substitution-treatment': text2('Điều trị nghiện bằng thuốc thay thế', 'Substitution treatment'),
  'compulsory-rehabilitation': text2('Cai nghiện ma túy bắt buộc', 'Compulsory rehabilitation'),
  'addiction-determination': text2('Xác định tình trạng nghiện ma túy', 'Determination of addiction'),
  'electronic-monitoring': text2('Giám sát điện tử', 'Electronic monitoring'),
  'drug-user-management': text2(
    'Quản lý người sử dụng trái phép chất ma túy',
    'Management of a drug user who is not addicted',
  ),
  'methadone-treatment': text2('Đợt điều trị Methadone', 'Episode of Methadone treatment'),
  'cedemex-treatment': text2(
    'Đợt hỗ trợ điều trị cắt cơn bằng thuốc Cedemex',
    'Episode of Cedemex treatment in support of detoxification',
  ),
  aftercare: text2('Quản lý sau cai nghiện ma túy', 'Aftercare'),
};

import { deadlineRow, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const ADDICT = text2(
  'Người nghiện ma túy từ đủ 18 tuổi; cha, mẹ, người giám hộ hoặc người đại diện hợp pháp của người từ đủ 12 đến dưới 18 tuổi',
  'The person; the parent, guardian or legal representative of a person aged 12 to under 18',
);
const COMMUNE_POLICE = text2('Công an cấp xã', 'Commune police');

/** Voluntary rehabilitation at home or anywhere, and substitution treatment, under Luật 120/2025, NĐ 163/2026. */
export const VOLUNTARY_2025: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'voluntary.register',
    id: 'V11',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation', 'substitution-treatment'],
    step: text2(
      'Đăng ký cai nghiện tự nguyện hoặc điều trị thay thế',
      'Register for voluntary rehabilitation or substitution treatment',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm được xác định, thông báo là nghiện ma túy',
      'the moment of being determined and told of the addiction',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 89 khoản 1'), cite('nd-163-2026', 'Điều 4 khoản 7')],
  }),
  deadlineRow({
    key: 'home-rehabilitation.decision',
    id: 'V12',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation'],
    step: text2('Ra quyết định cai nghiện ma túy tự nguyện', 'Decide voluntary rehabilitation'),
    actor: COMMUNE_POLICE,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm tiếp nhận đăng ký', 'the moment the registration is received'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 91 khoản 1')],
  }),
  deadlineRow({
    key: 'voluntary.start',
    id: 'V13',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation', 'substitution-treatment'],
    step: text2(
      'Bắt đầu cai nghiện, điều trị theo đăng ký',
      'Start the registered rehabilitation or treatment',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 2,
    unit: 'working-days',
    startsWith: text2('ngày có quyết định', 'the day of the decision'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 4 khoản 8')],
  }),
  deadlineRow({
    key: 'voluntary.absence-self-termination',
    id: 'V14',
    procedure: 'private-facility-rehabilitation',
    alsoFor: ['public-facility-rehabilitation'],
    step: text2(
      'Tự ý rời khỏi cơ sở cai nghiện: được coi là tự ý chấm dứt',
      'Unexcused absence from the facility counts as self-termination',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 2,
    unit: 'working-days',
    bound: 'min',
    startsWith: text2('ngày tự ý rời khỏi cơ sở', 'the day of leaving the facility'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 4 khoản 9')],
  }),
  deadlineRow({
    key: 'voluntary.provider-report',
    id: 'V15',
    procedure: 'home-rehabilitation',
    step: text2(
      'Báo Công an cấp xã việc sử dụng, tự ý chấm dứt, hoàn thành dịch vụ',
      'Report start, self-termination or completion to the commune police',
    ),
    actor: text2('Tổ chức, cá nhân cung cấp dịch vụ cai nghiện', 'Rehabilitation service provider'),
    obligor: 'community-service-provider',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm sử dụng, tự ý chấm dứt hoặc hoàn thành dịch vụ',
      'the moment of start, self-termination or completion',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('luat-120-2025', 'Điều 32 khoản 8 điểm c')],
  }),
  deadlineRow({
    key: 'substitution.clinic-report',
    id: 'V16',
    procedure: 'substitution-treatment',
    alsoFor: ['methadone-treatment'],
    step: text2(
      'Gửi thông báo tiếp nhận điều trị cho Công an cấp xã nơi đăng ký',
      'Notify the commune police of registration that treatment is accepted',
    ),
    actor: text2('Cơ sở điều trị nghiện bằng thuốc thay thế', 'Substitution treatment clinic'),
    obligor: 'methadone-clinic',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm xác định đủ tiêu chuẩn tham gia điều trị',
      'the moment the person is found eligible for treatment',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 89 khoản 2')],
  }),
  deadlineRow({
    key: 'home-rehabilitation.transfer',
    id: 'V17',
    procedure: 'home-rehabilitation',
    // Of who goes on at home after a private facility: Luật 120/2025 Điều 33 khoản 4.
    alsoFor: ['private-facility-rehabilitation'],
    step: text2(
      'Thông báo và chuyển hồ sơ cho Công an cấp xã nơi chuyển đến',
      'Notify the commune police of the new residence and send the file',
    ),
    actor: text2('Công an cấp xã nơi chuyển đi', 'Commune police of the old residence'),
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm người cai nghiện chuyển khỏi địa phương',
      'the moment the person moves away',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 92 khoản 1 điểm c')],
  }),
];

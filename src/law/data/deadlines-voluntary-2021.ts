import { deadlineRow, UNDER_LAW_2021 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const ADDICT = text2(
  'Người nghiện ma túy hoặc người đại diện hợp pháp của người từ đủ 12 đến dưới 18 tuổi',
  'The person, or the legal representative of a person aged 12 to under 18',
);
const PROVIDER = text2('Tổ chức, cá nhân cung cấp dịch vụ cai nghiện', 'Rehabilitation service provider');
const EPISODE = text2(
  'ngày tiếp nhận, sử dụng, tự ý chấm dứt hoặc hoàn thành',
  'the day of admission, start, self-termination or completion',
);

const SUBSTITUTION_CLINIC = text2(
  'Cơ sở điều trị nghiện các chất dạng thuốc phiện',
  'Substitution treatment clinic',
);

/** Voluntary rehabilitation and substitution treatment under Luật 73/2021, NĐ 116/2021. */
export const VOLUNTARY_2021: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'voluntary.register',
    id: 'V01',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation', 'substitution-treatment'],
    step: text2(
      'Đăng ký cai nghiện tự nguyện hoặc điều trị thay thế',
      'Register for voluntary rehabilitation or substitution treatment',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày có kết quả xác định nghiện ma túy', 'the day of the determination of addiction'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 28 khoản 1'), cite('nd-116-2021', 'Điều 3 khoản 3')],
  }),
  deadlineRow({
    key: 'home-rehabilitation.decision',
    id: 'V02',
    procedure: 'home-rehabilitation',
    alsoFor: ['substitution-treatment'],
    step: text2(
      'Ra quyết định cai nghiện tự nguyện tại gia đình, cộng đồng hoặc quyết định điều trị thay thế',
      'Decide home rehabilitation or substitution treatment',
    ),
    actor: text2(
      'Chủ tịch Ủy ban nhân dân cấp xã; Công an cấp xã giúp thẩm định',
      'Chairman of the commune people’s committee; the commune police assist',
    ),
    obligor: 'commune-peoples-committee',
    value: 3,
    unit: 'working-days',
    startsWith: text2('ngày tiếp nhận đăng ký', 'the day the registration is received'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 30 khoản 1')],
  }),
  deadlineRow({
    key: 'voluntary.start',
    id: 'V03',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation', 'substitution-treatment'],
    step: text2(
      'Bắt đầu cai nghiện, điều trị theo đăng ký',
      'Start the registered rehabilitation or treatment',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày có quyết định', 'the day of the decision'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 3 khoản 4')],
  }),
  deadlineRow({
    key: 'voluntary.absence-self-termination',
    id: 'V04',
    procedure: 'private-facility-rehabilitation',
    alsoFor: ['public-facility-rehabilitation', 'substitution-treatment'],
    step: text2(
      'Tự ý rời cơ sở hoặc không đến điều trị: được coi là tự ý chấm dứt',
      'Unexcused absence from the facility or clinic counts as self-termination',
    ),
    actor: ADDICT,
    obligor: 'person',
    value: 5,
    unit: 'working-days',
    bound: 'min',
    startsWith: text2(
      'ngày tự ý rời đi hoặc không đến',
      'the day of leaving or of the first missed attendance',
    ),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 3 khoản 5')],
  }),
  deadlineRow({
    key: 'voluntary.provider-report',
    id: 'V05',
    procedure: 'home-rehabilitation',
    step: text2(
      'Báo Ủy ban nhân dân cấp xã việc sử dụng, tự ý chấm dứt, hoàn thành dịch vụ',
      'Report start, self-termination or completion to the commune people’s committee',
    ),
    actor: PROVIDER,
    obligor: 'community-service-provider',
    value: 5,
    unit: 'working-days',
    startsWith: EPISODE,
    ...UNDER_LAW_2021,
    citations: [cite('luat-73-2021', 'Điều 30 khoản 7 điểm c')],
  }),
  deadlineRow({
    key: 'public-facility.report',
    id: 'V05',
    procedure: 'public-facility-rehabilitation',
    step: text2(
      'Báo Ủy ban nhân dân cấp xã việc tiếp nhận, tự ý chấm dứt, hoàn thành cai nghiện tự nguyện',
      'Report admission, self-termination or completion to the commune people’s committee',
    ),
    actor: text2('Cơ sở cai nghiện ma túy công lập', 'Public rehabilitation facility'),
    obligor: 'public-rehabilitation-facility',
    value: 5,
    unit: 'working-days',
    startsWith: EPISODE,
    ...UNDER_LAW_2021,
    citations: [cite('luat-73-2021', 'Điều 35 khoản 6 điểm e')],
  }),
  deadlineRow({
    key: 'private-facility.report',
    id: 'V05',
    procedure: 'private-facility-rehabilitation',
    step: text2(
      'Báo Ủy ban nhân dân cấp xã việc tiếp nhận, tự ý chấm dứt, hoàn thành cai nghiện',
      'Report admission, self-termination or completion to the commune people’s committee',
    ),
    actor: text2('Cơ sở cai nghiện ma túy tự nguyện', 'Voluntary (private) rehabilitation facility'),
    obligor: 'private-rehabilitation-facility',
    value: 5,
    unit: 'working-days',
    startsWith: EPISODE,
    ...UNDER_LAW_2021,
    citations: [cite('luat-73-2021', 'Điều 36 khoản 3 điểm g')],
  }),
  deadlineRow({
    key: 'substitution.clinic-report',
    id: 'V06',
    procedure: 'substitution-treatment',
    step: text2(
      'Báo Chủ tịch Ủy ban nhân dân cấp xã việc tham gia hoặc chấm dứt điều trị',
      'Report start or end of treatment to the chairman of the commune people’s committee',
    ),
    actor: SUBSTITUTION_CLINIC,
    obligor: 'methadone-clinic',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày tham gia hoặc chấm dứt điều trị', 'the day treatment starts or ends'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 28 khoản 2')],
  }),
  deadlineRow({
    key: 'methadone.start-report',
    id: 'V06',
    procedure: 'methadone-treatment',
    step: text2(
      'Báo Chủ tịch Ủy ban nhân dân cấp xã việc tham gia điều trị',
      'Report the start of treatment to the chairman of the commune people’s committee',
    ),
    actor: SUBSTITUTION_CLINIC,
    obligor: 'methadone-clinic',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày tham gia điều trị', 'the day treatment starts'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 28 khoản 2')],
  }),
  deadlineRow({
    key: 'methadone.end-report',
    id: 'V06',
    procedure: 'methadone-treatment',
    step: text2(
      'Báo Chủ tịch Ủy ban nhân dân cấp xã việc chấm dứt điều trị',
      'Report the end of treatment to the chairman of the commune people’s committee',
    ),
    actor: SUBSTITUTION_CLINIC,
    obligor: 'methadone-clinic',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày chấm dứt điều trị', 'the day treatment ends'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 28 khoản 2')],
  }),
];

import { dateOnly, type DateOnly } from '../date.js';
import type { FormKey } from '../form.js';
import { cite, type Citation } from '../instruments.js';
import type { Regime } from '../regime-periods.js';
import { text2, type Text2 } from '../text.js';

export type DossierProcedure =
  | 'home-rehabilitation'
  | 'private-facility-rehabilitation'
  | 'public-facility-rehabilitation'
  | 'substitution-treatment';

export type DossierItemCode =
  | 'application'
  | 'curriculum-vitae'
  | 'guardian-opinion'
  | 'determination-result'
  | 'substitution-confirmation'
  | 'identity-copy'
  | 'guardian-consent'
  | 'head-of-police-letter';

export interface DossierItemRule {
  readonly code: DossierItemCode;
  readonly title: Text2;
  readonly form?: FormKey;
  /**
   * 'minor': required of persons under 18 only. 'alternative': serves in the place of `alternativeOf`. 'own': the
   * receiving body makes the paper itself, so that nobody is asked for it and registering does not wait for it.
   */
  readonly required: 'always' | 'minor' | 'alternative' | 'own';
  readonly alternativeOf?: DossierItemCode;
  readonly citation: Citation;
}

const form2021 = (number: string): FormKey => ({ instrument: 'nd-116-2021', appendix: 'II', number });
const form2025 = (number: string): FormKey => ({ instrument: 'nd-163-2026', appendix: 'V', number });

const RULES_2021: readonly DossierItemRule[] = [
  {
    code: 'application',
    title: text2('Bản đăng ký cai nghiện tự nguyện (Mẫu số 22)', 'Registration (form 22)'),
    form: form2021('22'),
    required: 'always',
    citation: cite('nd-116-2021', 'Điều 28 khoản 4 điểm a'),
  },
  {
    code: 'determination-result',
    title: text2(
      'Bản sao Phiếu kết quả xác định tình trạng nghiện ma túy',
      'Copy of the result of the determination',
    ),
    required: 'always',
    citation: cite('nd-116-2021', 'Điều 28 khoản 4 điểm b'),
  },
  {
    code: 'identity-copy',
    title: text2(
      'Bản phô tô căn cước công dân, chứng minh nhân dân, hộ chiếu hoặc giấy khai sinh (từ đủ 12 đến dưới 18 tuổi)',
      'Copy of an identity card, passport, or birth certificate (12 to under 18)',
    ),
    required: 'always',
    citation: cite('nd-116-2021', 'Điều 28 khoản 4 điểm c'),
  },
];

const RULES_2025: readonly DossierItemRule[] = [
  {
    code: 'curriculum-vitae',
    title: text2('Lý lịch của người đăng ký đi cai nghiện (Mẫu số 33)', 'Curriculum vitae (form 33)'),
    form: form2025('33'),
    required: 'always',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm a'),
  },
  {
    code: 'application',
    title: text2('Đơn xin đi cai nghiện tự nguyện (Mẫu số 20)', 'Application (form 20)'),
    form: form2025('20'),
    required: 'always',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm b'),
  },
  {
    code: 'guardian-opinion',
    title: text2(
      'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp trong đơn (Mẫu số 20)',
      'Opinion of the parents, guardian or legal representative in the application (form 20)',
    ),
    form: form2025('20'),
    required: 'minor',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm b'),
  },
  {
    code: 'determination-result',
    title: text2(
      'Bản sao xác nhận tình trạng nghiện ma túy của cơ sở y tế có thẩm quyền',
      'Copy of the confirmation of addiction by a competent health facility',
    ),
    required: 'always',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm c'),
  },
  {
    code: 'substitution-confirmation',
    title: text2(
      'Giấy xác nhận đang điều trị của cơ sở điều trị nghiện bằng thuốc thay thế (Mẫu số 35)',
      'Confirmation of treatment by a substitution clinic (form 35)',
    ),
    form: form2025('35'),
    required: 'alternative',
    alternativeOf: 'determination-result',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm c'),
  },
  {
    code: 'identity-copy',
    title: text2(
      'Bản sao căn cước, căn cước công dân, hộ chiếu hoặc tài khoản định danh VNeID',
      'Copy of an identity card or passport, or the VNeID account',
    ),
    required: 'always',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm d'),
  },
];

const FACILITY_2021: readonly DossierItemRule[] = [
  {
    code: 'application',
    title: text2('Bản đăng ký cai nghiện tự nguyện (Mẫu số 22)', 'Registration (form 22)'),
    form: form2021('22'),
    required: 'always',
    citation: cite('nd-116-2021', 'Điều 35 khoản 2 điểm a'),
  },
  {
    code: 'identity-copy',
    title: text2(
      'Bản phô tô căn cước công dân, chứng minh nhân dân, hộ chiếu hoặc giấy khai sinh (từ đủ 12 đến dưới 18 tuổi)',
      'Copy of an identity card, passport, or birth certificate (12 to under 18)',
    ),
    required: 'always',
    citation: cite('nd-116-2021', 'Điều 35 khoản 2 điểm b'),
  },
];

const PUBLIC_2025: readonly DossierItemRule[] = [
  ...RULES_2025,
  {
    code: 'head-of-police-letter',
    title: text2(
      'Văn bản của Trưởng Công an cấp xã đề nghị xem xét đưa vào cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
      'Letter of the head of the commune police that proposes a public facility or reformatory',
    ),
    required: 'own',
    citation: cite('nd-163-2026', 'Điều 89 khoản 3 điểm đ'),
  },
];

const SUBSTITUTION_2024: readonly DossierItemRule[] = [
  {
    code: 'application',
    title: text2('Đơn đăng ký tham gia điều trị (Mẫu số 09)', 'Application for treatment (form 09)'),
    required: 'always',
    citation: cite('nd-141-2024', 'Điều 30'),
  },
  {
    code: 'guardian-consent',
    title: text2(
      'Văn bản đồng ý của người đại diện hợp pháp (người từ đủ 12 đến dưới 18 tuổi)',
      'Written consent of the legal representative (12 to under 18)',
    ),
    required: 'minor',
    citation: cite('nd-141-2024', 'Điều 29 khoản 1'),
  },
  {
    code: 'determination-result',
    title: text2('Kết quả xác định tình trạng nghiện ma túy', 'Result of the determination of addiction'),
    required: 'always',
    citation: cite('nd-141-2024', 'Điều 30'),
  },
];

/** The papers of one dossier, and from which day they are known where the law before it is absent. */
export interface DossierSet {
  readonly items: readonly DossierItemRule[];
  readonly from?: DateOnly;
}

type ByRegime = Readonly<Record<Regime, DossierSet>>;

const since2022 = (before: readonly DossierItemRule[], since: readonly DossierItemRule[]): ByRegime => ({
  R1: { items: before },
  R1b: { items: before },
  R2: { items: before },
  R3: { items: since },
});

// NĐ 90/2016 governed until 14/12/2024; its dossier was not verified and is absent.
const SUBSTITUTION: DossierSet = { items: SUBSTITUTION_2024, from: dateOnly('2024-12-15') };

/**
 * What the registration dossier consists of. The written commitment (Mẫu 25 PL V) belongs to the reception record
 * and is not among it.
 * Source: NĐ 116/2021 Điều 28 khoản 4, Điều 35 khoản 2; NĐ 163/2026 Điều 89 khoản 2, 3; NĐ 141/2024 Điều 29, 30.
 */
export const DOSSIER_RULES: Readonly<Record<DossierProcedure, ByRegime>> = {
  'home-rehabilitation': since2022(RULES_2021, RULES_2025),
  'private-facility-rehabilitation': since2022(FACILITY_2021, RULES_2025),
  'public-facility-rehabilitation': since2022(FACILITY_2021, PUBLIC_2025),
  'substitution-treatment': { R1: SUBSTITUTION, R1b: SUBSTITUTION, R2: SUBSTITUTION, R3: SUBSTITUTION },
};

/** Until 30/06/2026 a person without a stable residence registers like one who stays at home: NĐ 116/2021 Điều 28. */
export const WITHOUT_RESIDENCE: ByRegime = since2022(RULES_2021, PUBLIC_2025);

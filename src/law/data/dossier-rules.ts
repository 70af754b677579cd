import type { FormKey } from '../form.js';
import { cite, type Citation } from '../instruments.js';
import type { Regime } from '../regime-periods.js';
import { text2, type Text2 } from '../text.js';

export type DossierProcedure = 'home-rehabilitation';

export type DossierItemCode =
  | 'application'
  | 'curriculum-vitae'
  | 'guardian-opinion'
  | 'determination-result'
  | 'substitution-confirmation'
  | 'identity-copy';

export interface DossierItemRule {
  readonly code: DossierItemCode;
  readonly title: Text2;
  readonly form?: FormKey;
  /** 'minor': required of persons under 18 only. 'alternative': serves in the place of `alternativeOf`. */
  readonly required: 'always' | 'minor' | 'alternative';
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

/**
 * What the registration dossier consists of. The written commitment (Mẫu 25 PL V) belongs to the reception record
 * and is not among it.
 * Source: NĐ 116/2021 Điều 28 khoản 4; NĐ 163/2026 Điều 89 khoản 3.
 */
export const DOSSIER_RULES: Readonly<
  Record<DossierProcedure, Readonly<Record<Regime, readonly DossierItemRule[]>>>
> = {
  'home-rehabilitation': { R1: RULES_2021, R1b: RULES_2021, R2: RULES_2021, R3: RULES_2025 },
};

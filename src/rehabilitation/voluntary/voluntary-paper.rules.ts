import { dossierRules } from '../../law/dossiers.js';
import type { Regime } from '../../law/regimes.js';
import type { Door, VoluntaryKind } from './door.js';
import type { DossierItem } from './voluntary-input.dto.js';

/** What of a file says which papers its dossier has. */
export interface DossierOfPaper {
  readonly kind: VoluntaryKind;
  /** Of the forms, on the day of registering. */
  readonly regime: Regime;
  readonly withoutResidence: boolean;
  readonly items: readonly DossierItem[];
}

/**
 * The papers handed in, as the decree of the registration calls them: their codes are the same under both, their forms
 * are not. One that this decree does not ask for is called as the other does.
 */
export function dossierTitles({ kind, regime, withoutResidence, items }: DossierOfPaper): readonly string[] {
  const other = regime === 'R3' ? 'R2' : 'R3';
  const rules = [
    ...dossierRules(kind, regime, withoutResidence),
    ...dossierRules(kind, regime),
    ...dossierRules(kind, other, withoutResidence),
    ...dossierRules(kind, other),
  ];
  return items.map((code) => rules.find((rule) => rule.code === code)?.title.vi ?? code);
}

export interface ReceiversOfDecision {
  readonly door: Door;
  /** Under which the decision was made. */
  readonly regime: Regime;
  /** Under 18 on the day of the decision, as far as is known. */
  readonly minor: boolean;
  /** Who stands for a minor, where one is on record. */
  readonly guardian: string | null;
}

const PARENT = 'cha, mẹ, người giám hộ hoặc người đại diện hợp pháp của người có tên tại Điều 1';
const DRUG_POLICE = 'Phòng Cảnh sát điều tra tội phạm về ma túy Công an cấp tỉnh (để theo dõi, quản lý)';
const PROVINCIAL_DIRECTOR = 'Giám đốc Công an cấp tỉnh';
const COPIES_SUBSTITUTION = ['Gia đình người điều trị', 'Cơ sở điều trị nghiện bằng thuốc thay thế'];
const COPIES_2021 = ['Gia đình người cai nghiện', 'Đơn vị cung cấp dịch vụ cai nghiện ma túy'];

/**
 * Who gets a copy of a decision besides the person, whom it names itself.
 * NĐ 163/2026 Art 91(2)c: the parent of a minor, the provincial director where a public facility is to be named, the
 * drug police of the province; NĐ 116/2021 Art 30(2).
 */
export function receiversOf({ door, regime, minor, guardian }: ReceiversOfDecision): readonly string[] {
  if (regime !== 'R3') return door === 'substitution' ? COPIES_SUBSTITUTION : COPIES_2021;
  return [
    ...(minor ? [parentOf(guardian)] : []),
    ...(door === 'public' ? [PROVINCIAL_DIRECTOR] : []),
    DRUG_POLICE,
  ];
}

function parentOf(guardian: string | null): string {
  return guardian === null
    ? `${PARENT.charAt(0).toUpperCase()}${PARENT.slice(1)}`
    : `Ông (bà) ${guardian}, ${PARENT}`;
}

import { dateOnly, type DateOnly } from './date.js';
import { text2, type Text2 } from './text.js';

export type OrganisationKind =
  | 'commune-peoples-committee'
  | 'commune-police'
  | 'health-centre'
  | 'methadone-clinic'
  | 'public-rehabilitation-facility'
  | 'private-rehabilitation-facility'
  | 'community-service-provider'
  | 'reformatory'
  | 'provincial-police'
  | 'provincial-department'
  | 'ministry-department'
  | 'district-body'
  | 'court'
  | 'support-facility'
  | 'policy-bank'
  | 'mass-organisation'
  | 'system-operator';

export interface OrganisationKindInfo {
  readonly label: Text2;
  readonly from?: DateOnly;
  /** Last day on which bodies of this kind exist. */
  readonly to?: DateOnly;
}

export const ORGANISATION_KINDS: Readonly<Record<OrganisationKind, OrganisationKindInfo>> = {
  'commune-peoples-committee': { label: text2('Ủy ban nhân dân cấp xã', 'Commune people’s committee') },
  'commune-police': { label: text2('Công an cấp xã', 'Commune police') },
  'health-centre': { label: text2('Trạm y tế, trung tâm y tế', 'Health station or health centre') },
  'methadone-clinic': {
    label: text2('Cơ sở điều trị nghiện bằng thuốc thay thế', 'Substitution treatment clinic'),
  },
  'public-rehabilitation-facility': {
    label: text2('Cơ sở cai nghiện ma túy công lập', 'Public rehabilitation facility'),
  },
  'private-rehabilitation-facility': {
    label: text2('Cơ sở cai nghiện ma túy tư nhân', 'Private rehabilitation facility'),
  },
  'community-service-provider': {
    label: text2(
      'Tổ chức, cá nhân cung cấp dịch vụ cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
      'Provider of rehabilitation services at home or in the community',
    ),
  },
  reformatory: { label: text2('Trường giáo dưỡng', 'Reformatory') },
  'provincial-police': { label: text2('Công an cấp tỉnh', 'Provincial police') },
  'provincial-department': { label: text2('Sở, ngành cấp tỉnh', 'Provincial department') },
  'ministry-department': { label: text2('Cục, vụ thuộc bộ', 'Ministry department') },
  // Two-tier local government since 01/07/2025: no district level.
  'district-body': { label: text2('Cơ quan cấp huyện', 'District body'), to: dateOnly('2025-06-30') },
  court: { label: text2('Tòa án nhân dân', 'People’s court') },
  'support-facility': {
    label: text2('Cơ sở trợ giúp xã hội, hỗ trợ nạn nhân', 'Social or victim support facility'),
  },
  'policy-bank': { label: text2('Ngân hàng Chính sách xã hội', 'Bank for Social Policies') },
  'mass-organisation': { label: text2('Mặt trận Tổ quốc, tổ chức chính trị - xã hội', 'Mass organisation') },
  // Runs this software: administrators and auditors; no competence under the law.
  'system-operator': { label: text2('Đơn vị vận hành hệ thống', 'System operator') },
};

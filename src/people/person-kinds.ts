import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const SEXES = ['male', 'female', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

export const ADDRESS_KINDS = ['current', 'temporary', 'permanent'] as const;
export type AddressKind = (typeof ADDRESS_KINDS)[number];

export const GUARDIAN_RELATIONS = ['father', 'mother', 'guardian', 'legal-representative'] as const;
export type GuardianRelation = (typeof GUARDIAN_RELATIONS)[number];

/** Why an organisation may see a person; the database holds the same list. */
const ACCESS_REASONS = ['registered', 'keeper', 'former-keeper', 'referred', 'linked'] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** By what somebody knows that two entries are one person; the database holds the same list. */
export const LINK_EVIDENCE = [
  'identity-papers',
  'population-database',
  'met-in-person',
  'own-statement',
  'relatives-statement',
  'files-compared',
] as const;
export type LinkEvidence = (typeof LINK_EVIDENCE)[number];

const SEX_LABELS: Readonly<Record<Sex, Text2>> = {
  male: text2('Nam', 'Male'),
  female: text2('Nữ', 'Female'),
  unknown: text2('Chưa rõ', 'Unknown'),
};

const ADDRESS_LABELS: Readonly<Record<AddressKind, Text2>> = {
  current: text2('Nơi ở hiện tại', 'Present abode'),
  temporary: text2('Nơi tạm trú', 'Temporary residence'),
  permanent: text2('Nơi thường trú', 'Permanent residence'),
};

export const RELATION_LABELS: Readonly<Record<GuardianRelation, Text2>> = {
  father: text2('Cha', 'Father'),
  mother: text2('Mẹ', 'Mother'),
  guardian: text2('Người giám hộ', 'Guardian'),
  'legal-representative': text2('Người đại diện theo pháp luật', 'Legal representative'),
};

const EVIDENCE_LABELS: Readonly<Record<LinkEvidence, Text2>> = {
  'identity-papers': text2('Đối chiếu giấy tờ tùy thân', 'Identity papers compared'),
  'population-database': text2(
    'Tra cứu Cơ sở dữ liệu quốc gia về dân cư',
    'Looked up in the national population database',
  ),
  'met-in-person': text2('Gặp trực tiếp', 'Met in person'),
  'own-statement': text2('Người đó xác nhận', 'Stated by the person'),
  'relatives-statement': text2('Người thân xác nhận', 'Stated by relatives'),
  'files-compared': text2('Đối chiếu hồ sơ', 'Files compared'),
};

defineCodeList('sex', text2('Giới tính', 'Sex'), SEX_LABELS);
defineCodeList('address-kind', text2('Loại địa chỉ', 'Kind of address'), ADDRESS_LABELS);
defineCodeList('guardian-relation', text2('Quan hệ với người dưới 18 tuổi', 'Relation'), RELATION_LABELS);
defineCodeList(
  'link-evidence',
  text2('Căn cứ xác nhận hai bản ghi là một người', 'By what two entries are known to be one person'),
  EVIDENCE_LABELS,
);

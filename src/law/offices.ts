import type { OrganisationKind } from './organisation-kinds.js';
import { text2, type Text2 } from './text.js';

export type SignerRole =
  | 'commune-officer'
  | 'commune-chairman'
  | 'commune-police-officer'
  | 'head-of-commune-police'
  | 'provincial-police-director'
  | 'rehabilitation-centre-officer'
  | 'rehabilitation-centre-director'
  | 'ministry-officer'
  | 'district-officer'
  | 'clinician'
  | 'judge';

/** An office that acts, and the kind of body that has it. */
export interface Office {
  readonly organisationKind: OrganisationKind;
  readonly office: Text2;
  readonly signerRole: SignerRole;
}

export const COMMUNE_OFFICER: Office = {
  organisationKind: 'commune-peoples-committee',
  office: text2(
    'Người tiếp nhận của Ủy ban nhân dân cấp xã',
    'Receiving officer of the commune people’s committee',
  ),
  signerRole: 'commune-officer',
};
export const CHAIRMAN: Office = {
  organisationKind: 'commune-peoples-committee',
  office: text2('Chủ tịch Ủy ban nhân dân cấp xã', 'Chairman of the commune people’s committee'),
  signerRole: 'commune-chairman',
};
export const POLICE_OFFICER: Office = {
  organisationKind: 'commune-police',
  office: text2('Cán bộ tiếp nhận của Công an cấp xã', 'Receiving officer of the commune police'),
  signerRole: 'commune-police-officer',
};
export const HEAD_OF_POLICE: Office = {
  organisationKind: 'commune-police',
  office: text2('Trưởng Công an cấp xã', 'Head of the commune police'),
  signerRole: 'head-of-commune-police',
};
export const PROVINCIAL_DIRECTOR: Office = {
  organisationKind: 'provincial-police',
  office: text2('Giám đốc Công an cấp tỉnh', 'Director of the provincial police'),
  signerRole: 'provincial-police-director',
};
export const PRIVATE_FACILITY: Office = {
  organisationKind: 'private-rehabilitation-facility',
  office: text2(
    'Đại diện cơ sở cai nghiện ma túy tự nguyện (tư nhân)',
    'Representative of the private facility',
  ),
  signerRole: 'rehabilitation-centre-officer',
};
export const PUBLIC_FACILITY: Office = {
  organisationKind: 'public-rehabilitation-facility',
  office: text2('Đại diện cơ sở cai nghiện ma túy công lập', 'Representative of the public facility'),
  signerRole: 'rehabilitation-centre-officer',
};
export const REFORMATORY: Office = {
  organisationKind: 'reformatory',
  office: text2('Đại diện trường giáo dưỡng', 'Representative of the reformatory'),
  signerRole: 'rehabilitation-centre-officer',
};
export const HEAD_OF_PRIVATE_FACILITY: Office = {
  ...PRIVATE_FACILITY,
  office: text2('Người đứng đầu cơ sở cai nghiện ma túy tự nguyện (tư nhân)', 'Head of the private facility'),
  signerRole: 'rehabilitation-centre-director',
};
export const HEAD_OF_PUBLIC_FACILITY: Office = {
  ...PUBLIC_FACILITY,
  office: text2('Giám đốc (Trưởng) cơ sở cai nghiện ma túy công lập', 'Head of the public facility'),
  signerRole: 'rehabilitation-centre-director',
};
export const HEAD_OF_REFORMATORY: Office = {
  ...REFORMATORY,
  office: text2('Hiệu trưởng trường giáo dưỡng', 'Head of the reformatory'),
  signerRole: 'rehabilitation-centre-director',
};
export const MINISTRY: Office = {
  organisationKind: 'ministry-department',
  office: text2(
    'Cục trưởng Cục Cảnh sát điều tra tội phạm về ma túy (cơ sở của tỉnh khác); Cục trưởng Cục Cảnh sát quản lý trại giam, cơ sở giáo dục bắt buộc, trường giáo dưỡng (trường giáo dưỡng)',
    'Head of the ministry’s department: for drug crime (facility of another province), for prisons and reformatories (reformatory)',
  ),
  signerRole: 'ministry-officer',
};
export const CLINIC: Office = {
  organisationKind: 'methadone-clinic',
  office: text2('Cơ sở điều trị nghiện bằng thuốc thay thế', 'Substitution treatment clinic'),
  signerRole: 'clinician',
};
/** A health centre that treats: the same office in another kind of body. */
export const CLINIC_AT_HEALTH_CENTRE: Office = { ...CLINIC, organisationKind: 'health-centre' };
/** A facility that may determine addiction: NĐ 109/2021 Điều 3. */
export const HEALTH_FACILITY: Office = {
  organisationKind: 'health-centre',
  office: text2(
    'Cơ sở y tế đủ điều kiện xác định tình trạng nghiện ma túy',
    'Health facility qualified to determine addiction',
  ),
  signerRole: 'clinician',
};
export const HEALTH_FACILITY_AT_CLINIC: Office = { ...HEALTH_FACILITY, organisationKind: 'methadone-clinic' };
/** Signs what the officer of the reception may not: decisions about persons inside. */
export const FACILITY_HEAD: Office = {
  organisationKind: 'public-rehabilitation-facility',
  office: text2('Giám đốc, Trưởng cơ sở cai nghiện ma túy công lập', 'Head of the public facility'),
  signerRole: 'rehabilitation-centre-director',
};
export const REFORMATORY_HEAD: Office = {
  organisationKind: 'reformatory',
  office: text2('Hiệu trưởng trường giáo dưỡng', 'Head of the reformatory'),
  signerRole: 'rehabilitation-centre-director',
};
export const LABOUR_OFFICE: Office = {
  organisationKind: 'district-body',
  office: text2(
    'Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện',
    'Head of the district labour office',
  ),
  signerRole: 'district-officer',
};
export const DISTRICT_POLICE: Office = {
  organisationKind: 'district-body',
  office: text2('Công an cấp huyện', 'District police'),
  signerRole: 'district-officer',
};
export const DISTRICT_COURT: Office = {
  organisationKind: 'court',
  office: text2('Tòa án nhân dân cấp huyện', 'District people’s court'),
  signerRole: 'judge',
};
export const REGIONAL_COURT: Office = {
  organisationKind: 'court',
  office: text2('Tòa án nhân dân khu vực', 'Regional people’s court'),
  signerRole: 'judge',
};

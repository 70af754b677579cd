import { dateOnly, type DateOnly } from '../law/date.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import { text2, type Text2 } from '../law/text.js';
import type { Permission } from './permissions.js';

export type Role =
  | 'commune-officer'
  | 'commune-chairman'
  | 'commune-police-officer'
  | 'head-of-commune-police'
  | 'clinician'
  | 'dispenser'
  | 'stock-keeper'
  | 'rehabilitation-centre-officer'
  | 'rehabilitation-centre-director'
  | 'service-provider-officer'
  | 'support-worker'
  | 'provincial-officer'
  | 'provincial-police-director'
  | 'ministry-officer'
  | 'district-officer'
  | 'court-clerk'
  | 'administrator'
  | 'auditor'
  | 'integrator';

export interface RoleDefinition {
  readonly label: Text2;
  /** Bodies in which a person may hold the role; the database holds the same list. */
  readonly organisationKinds: readonly OrganisationKind[];
  readonly permissions: readonly Permission[];
  /** Last day on which the role may be given; who has it keeps reading what the handover allows. */
  readonly existsUntil?: DateOnly;
}

const PUBLIC_FACTS: readonly Permission[] = ['clock.read', 'law.read', 'units.read', 'organisations.read'];
const EVERYBODY: readonly Permission[] = ['auth.self', ...PUBLIC_FACTS];

/**
 * The inbox and the list of time limits are those of the whole organisation, with the codes of all its files: for who
 * works on all of them. A role that meets single files, or none, has neither.
 */
const ANSWERS_FOR_TIME_LIMITS: readonly Permission[] = ['deadlines.read', 'notifications.read'];

const READS_FILES: readonly Permission[] = [
  ...EVERYBODY,
  'people.read',
  'people.search',
  ...ANSWERS_FOR_TIME_LIMITS,
  'cases.read',
  'papers.read',
  'offices.read',
  'registers.read',
  'attachments.read',
  'rehabilitation.read',
];
const KEEPS_FILES: readonly Permission[] = [
  ...READS_FILES,
  'people.register',
  'people.correct',
  'papers.make',
  'attachments.add',
  'rehabilitation.register',
  'rehabilitation.admit',
  'rehabilitation.report',
  'rehabilitation.follow',
  'helpers.assign',
  'rehabilitation.close',
];
const HEADS_THE_BODY: readonly Permission[] = [
  ...KEEPS_FILES,
  'people.void',
  'people.link',
  'cases.annul',
  'cases.transfer',
  'cases.assign',
  'papers.void',
  'offices.manage',
  'registers.manage',
  'attachments.void',
  'rehabilitation.decide',
  'rehabilitation.designate',
  'rehabilitation.certify',
  'audit.read',
  'audit.read-person',
  'users.read',
];
/** Reads and changes nothing of an entry; says which entries of those below are one person. */
const SUPERVISES: readonly Permission[] = [
  ...READS_FILES,
  'people.link',
  'audit.read',
  'audit.read-person',
  'users.read',
];

/** A facility decides on nobody; its head certifies what was done there. */
const HEADS_A_FACILITY: readonly Permission[] = [
  ...KEEPS_FILES,
  'rehabilitation.certify',
  'people.void',
  'cases.annul',
  'cases.transfer',
  'cases.assign',
  'papers.void',
  'offices.manage',
  'registers.manage',
  'attachments.void',
  'audit.read',
  'audit.read-person',
  'users.read',
];

/** The commune asks for a treatment, and reads what the law has a clinic tell it: of the treatment itself nothing. */
const MEETS_TREATMENT: readonly Permission[] = ['treatment.request', 'treatment.notices'];

const FACILITIES: readonly OrganisationKind[] = [
  'public-rehabilitation-facility',
  'private-rehabilitation-facility',
  'reformatory',
];
const CLINICS: readonly OrganisationKind[] = ['health-centre', 'methadone-clinic'];

/** What each role may do, and where. Whose files it may do that with is decided by rows, never by the role. */
export const ROLES: Readonly<Record<Role, RoleDefinition>> = {
  'commune-officer': {
    label: text2('Cán bộ Ủy ban nhân dân cấp xã', 'Commune officer'),
    organisationKinds: ['commune-peoples-committee'],
    permissions: [...KEEPS_FILES, ...MEETS_TREATMENT],
  },
  'commune-chairman': {
    label: text2('Chủ tịch Ủy ban nhân dân cấp xã', 'Commune chairman'),
    organisationKinds: ['commune-peoples-committee'],
    permissions: [...HEADS_THE_BODY, ...MEETS_TREATMENT],
  },
  'commune-police-officer': {
    label: text2('Cán bộ Công an cấp xã', 'Commune police officer'),
    organisationKinds: ['commune-police'],
    permissions: [...KEEPS_FILES, ...MEETS_TREATMENT],
  },
  'head-of-commune-police': {
    label: text2('Trưởng Công an cấp xã', 'Head of commune police'),
    organisationKinds: ['commune-police'],
    permissions: [...HEADS_THE_BODY, ...MEETS_TREATMENT],
  },
  clinician: {
    label: text2('Bác sĩ, nhân viên điều trị', 'Clinician'),
    organisationKinds: CLINICS,
    permissions: [
      ...EVERYBODY,
      'people.read',
      'people.search',
      'people.register',
      'people.correct',
      ...ANSWERS_FOR_TIME_LIMITS,
      'cases.read',
      'cases.annul',
      'cases.transfer',
      'rehabilitation.read',
      'rehabilitation.report',
      'treatment.read',
      'treatment.record',
      'treatment.decide',
      'doses.read',
      'doses.prescribe',
      'doses.tests',
      'stock.read',
    ],
  },
  dispenser: {
    label: text2('Nhân viên cấp phát thuốc', 'Dispenser'),
    organisationKinds: CLINICS,
    permissions: [
      // Finds a person by what identifies him, and reads no entry: citizen id, addresses, guardians and contacts are not his.
      ...EVERYBODY,
      'people.search',
      'doses.read',
      'doses.dispense',
      'stock.read',
      'stock.close-day',
    ],
  },
  'stock-keeper': {
    label: text2('Thủ kho thuốc', 'Stock keeper'),
    organisationKinds: CLINICS,
    permissions: [...EVERYBODY, 'stock.read', 'stock.manage', 'stock.close-day'],
  },
  'rehabilitation-centre-officer': {
    label: text2('Cán bộ cơ sở cai nghiện, trường giáo dưỡng', 'Rehabilitation centre officer'),
    organisationKinds: FACILITIES,
    permissions: KEEPS_FILES,
  },
  'rehabilitation-centre-director': {
    label: text2(
      'Người đứng đầu cơ sở cai nghiện, Hiệu trưởng trường giáo dưỡng',
      'Head of a rehabilitation centre or reformatory',
    ),
    organisationKinds: FACILITIES,
    permissions: HEADS_A_FACILITY,
  },
  'service-provider-officer': {
    label: text2(
      'Cán bộ tổ chức cung cấp dịch vụ cai nghiện tại gia đình, cộng đồng',
      'Service provider officer',
    ),
    organisationKinds: ['community-service-provider'],
    permissions: READS_FILES,
  },
  'support-worker': {
    label: text2('Người được giao nhiệm vụ quản lý, hỗ trợ', 'Assigned support worker'),
    // NĐ 163/2026 Điều 130: the commune chairman assigns, so the worker acts for the committee, whoever employs him.
    organisationKinds: ['commune-peoples-committee'],
    // No file by the role alone: an assignment opens single files.
    permissions: EVERYBODY,
  },
  'provincial-officer': {
    label: text2('Cán bộ Công an, sở, ngành cấp tỉnh', 'Provincial officer'),
    organisationKinds: ['provincial-police', 'provincial-department'],
    permissions: SUPERVISES,
  },
  'provincial-police-director': {
    label: text2('Giám đốc Công an cấp tỉnh', 'Director of the provincial police'),
    organisationKinds: ['provincial-police'],
    // He asks a department of the ministry, and has those traced who fled before entry: papers of his own.
    permissions: [...SUPERVISES, 'cases.assign', 'rehabilitation.designate', 'papers.make'],
  },
  'ministry-officer': {
    label: text2('Cán bộ cục thuộc Bộ Công an', 'Officer of a ministry department'),
    organisationKinds: ['ministry-department'],
    permissions: [...READS_FILES, 'rehabilitation.designate'],
  },
  'district-officer': {
    label: text2('Cán bộ cấp huyện', 'District officer'),
    organisationKinds: ['district-body'],
    permissions: READS_FILES,
    existsUntil: dateOnly('2025-06-30'),
  },
  'court-clerk': {
    label: text2('Thư ký Tòa án', 'Court clerk'),
    organisationKinds: ['court'],
    permissions: [...EVERYBODY, 'cases.read'],
  },
  administrator: {
    label: text2('Quản trị hệ thống', 'Administrator'),
    organisationKinds: ['system-operator'],
    permissions: [
      ...EVERYBODY,
      'clock.travel',
      'jobs.inspect',
      'keys.rotate',
      'calendar.manage',
      'units.manage',
      'organisations.manage',
      'offices.read',
      'offices.manage',
      'registers.read',
      'registers.manage',
      'deliveries.oversee',
      'users.read',
      'users.manage',
      'clients.read',
      'clients.manage',
      'treatment.programmes',
    ],
  },
  auditor: {
    label: text2('Người kiểm tra nhật ký', 'Auditor'),
    organisationKinds: ['system-operator', 'ministry-department'],
    permissions: [...EVERYBODY, 'audit.read', 'users.read', 'clients.read'],
  },
  integrator: {
    label: text2('Hệ thống kết nối', 'Integrator'),
    organisationKinds: [
      'system-operator',
      'ministry-department',
      'provincial-police',
      'provincial-department',
    ],
    permissions: EVERYBODY,
  },
};

export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

export function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name);
}

/** What a person with these roles may do. A role that the program no longer knows gives nothing. */
export function permissionsOf(roles: readonly string[]): ReadonlySet<Permission> {
  return new Set(roles.filter(isRole).flatMap((role) => ROLES[role].permissions));
}

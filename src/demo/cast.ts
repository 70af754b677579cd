import type { Schemas } from './api.js';

export type Role = Schemas['Role'];

export interface CastMember {
  readonly role: Role;
  readonly name: string;
}

export interface CastBody {
  /** How the story names it. */
  readonly key: string;
  readonly kind: Schemas['OrganisationKind'];
  readonly name: string;
  /** Code of the unit and the day on which to read it, since codes change meaning; none for the whole country. */
  readonly unit: { readonly code: string; readonly on: string } | null;
  readonly sector?: Schemas['Sector'];
  readonly from?: string;
  readonly to?: string;
  readonly staff: readonly CastMember[];
}

export interface CastSuccession {
  readonly from: string;
  readonly to: string;
  readonly function: 'all' | 'home-rehabilitation';
  readonly effectiveOn: string;
  readonly handoverUntil: string;
  readonly act: string;
}

const LAST_OLD_DAY = '2025-06-30';
const FIRST_NEW_DAY = '2025-07-01';
const member = (role: Role, name: string): CastMember => ({ role, name });
const today = (code: string) => ({ code, on: FIRST_NEW_DAY });
const before = (code: string) => ({ code, on: LAST_OLD_DAY });

/** The eight communes of the former huyện Vĩnh Thuận, and the three that took them over on 01/07/2025. */
const FORMER_COMMUNES = [
  { code: '31060', name: 'xã Vĩnh Bình Bắc', into: '31064' },
  { code: '31063', name: 'xã Vĩnh Bình Nam', into: '31064' },
  { code: '31064', name: 'xã Bình Minh', into: '31064' },
  { code: '31051', name: 'thị trấn Vĩnh Thuận', into: '31051' },
  { code: '31075', name: 'xã Vĩnh Phong (cũ)', into: '31051' },
  { code: '31074', name: 'xã Phong Đông', into: '31051' },
  { code: '31069', name: 'xã Vĩnh Thuận (cũ)', into: '31069' },
  { code: '31072', name: 'xã Tân Thuận', into: '31069' },
] as const;

const COMMUNES = [
  { code: '31069', name: 'xã Vĩnh Thuận' },
  { code: '31064', name: 'xã Vĩnh Bình' },
  { code: '31051', name: 'xã Vĩnh Phong' },
] as const;

/** Staff of communal bodies; all names are invented. */
const STAFF: Readonly<Record<string, readonly CastMember[]>> = {
  'committee-31069': [
    member('commune-officer', 'Trần Thị Mỹ Hạnh'),
    member('commune-chairman', 'Lê Quốc Thái'),
    member('support-worker', 'Huỳnh Thị Kim Ngân'),
  ],
  'committee-31064': [member('commune-officer', 'Phạm Văn Út')],
  'police-31069': [
    member('commune-police-officer', 'Nguyễn Hoàng Nam'),
    member('head-of-commune-police', 'Võ Minh Trí'),
  ],
  'police-31064': [member('commune-police-officer', 'Danh Hoàng Phúc')],
  'former-31072': [member('commune-officer', 'Danh Thị Sà Rươn')],
};

export const BODIES: readonly CastBody[] = [
  ...FORMER_COMMUNES.map(({ code, name }) => ({
    key: `former-${code}`,
    kind: 'commune-peoples-committee' as const,
    name: `Ủy ban nhân dân ${name}`,
    unit: before(code),
    to: LAST_OLD_DAY,
    staff: STAFF[`former-${code}`] ?? [],
  })),
  ...COMMUNES.flatMap(({ code, name }) => [
    {
      key: `committee-${code}`,
      kind: 'commune-peoples-committee' as const,
      name: `Ủy ban nhân dân ${name}`,
      unit: today(code),
      from: FIRST_NEW_DAY,
      staff: STAFF[`committee-${code}`] ?? [],
    },
    {
      key: `police-${code}`,
      kind: 'commune-police' as const,
      name: `Công an ${name}`,
      unit: today(code),
      from: FIRST_NEW_DAY,
      staff: STAFF[`police-${code}`] ?? [],
    },
  ]),
  {
    key: 'district',
    kind: 'district-body',
    name: 'Ủy ban nhân dân huyện Vĩnh Thuận',
    unit: before('31051'),
    to: LAST_OLD_DAY,
    staff: [member('district-officer', 'Ngô Thành Đạt')],
  },
  {
    key: 'province',
    kind: 'provincial-police',
    name: 'Công an tỉnh An Giang',
    unit: today('91'),
    from: FIRST_NEW_DAY,
    staff: [
      member('provincial-officer', 'Đặng Thị Ngọc Ánh'),
      member('provincial-police-director', 'Bùi Văn Kiệt'),
    ],
  },
  {
    key: 'health-department',
    kind: 'provincial-department',
    sector: 'health',
    name: 'Sở Y tế tỉnh An Giang',
    unit: today('91'),
    from: FIRST_NEW_DAY,
    staff: [],
  },
  {
    key: 'clinic',
    kind: 'methadone-clinic',
    name: 'Cơ sở điều trị Methadone Vĩnh Thuận',
    unit: today('31051'),
    from: FIRST_NEW_DAY,
    staff: [
      member('clinician', 'Mai Thị Thanh Thúy'),
      member('dispenser', 'Lâm Văn Sển'),
      member('stock-keeper', 'Thạch Thị Sô Phia'),
    ],
  },
  {
    key: 'facility',
    kind: 'public-rehabilitation-facility',
    name: 'Cơ sở cai nghiện ma túy tỉnh An Giang',
    unit: today('91'),
    from: FIRST_NEW_DAY,
    staff: [
      member('rehabilitation-centre-officer', 'Trương Hữu Lộc'),
      member('rehabilitation-centre-director', 'Huỳnh Quốc Vinh'),
    ],
  },
  {
    key: 'provider',
    kind: 'community-service-provider',
    name: 'Trạm hỗ trợ cai nghiện cộng đồng Vĩnh Thuận',
    unit: today('31069'),
    from: FIRST_NEW_DAY,
    staff: [member('service-provider-officer', 'Phan Thị Bé Ba')],
  },
  {
    key: 'court',
    kind: 'court',
    name: 'Tòa án nhân dân khu vực 10 - An Giang',
    unit: today('91'),
    from: FIRST_NEW_DAY,
    staff: [member('court-clerk', 'Kiều Minh Quân')],
  },
  {
    key: 'ministry',
    kind: 'ministry-department',
    name: 'Cục Cảnh sát quản lý trại giam, cơ sở giáo dục bắt buộc, trường giáo dưỡng (C10)',
    unit: null,
    from: FIRST_NEW_DAY,
    staff: [member('ministry-officer', 'Tạ Đình Khoa')],
  },
];

/** Added to the system operator that the first administrator's command has made. */
export const OPERATOR_STAFF: readonly CastMember[] = [
  member('auditor', 'Hồ Thị Diễm My'),
  member('integrator', 'Cổng dịch vụ công tỉnh'),
];

/** Days of handover are the demo's own: an act or a handover record states them. */
export const SUCCESSIONS: readonly CastSuccession[] = [
  ...FORMER_COMMUNES.map(({ code, into }) => ({
    from: `former-${code}`,
    to: `committee-${into}`,
    function: 'all' as const,
    effectiveOn: FIRST_NEW_DAY,
    handoverUntil: '2025-12-31',
    act: 'Nghị quyết 1654/NQ-UBTVQH15',
  })),
  ...COMMUNES.map(({ code }) => ({
    from: `committee-${code}`,
    to: `police-${code}`,
    function: 'home-rehabilitation' as const,
    effectiveOn: '2026-07-01',
    handoverUntil: '2026-12-31',
    act: 'Luật 120/2025/QH15, Điều 32',
  })),
];

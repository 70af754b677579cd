import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { SourceMark } from '../law/source-mark.js';
import { text2, type Text2 } from '../law/text.js';

/** What a provincial department is in charge of. */
export const SECTORS = ['labour', 'health', 'other'] as const;
export type Sector = (typeof SECTORS)[number];

/**
 * A body of the viewer's kind reads the files of these kinds in its unit and the units below, and acts on none.
 * The committee and the police of one commune do not supervise each other: rows of access tell what they share.
 */
export interface SupervisionRule {
  readonly viewer: OrganisationKind;
  /** Only departments in charge of this. */
  readonly sector?: Sector;
  readonly subjects: readonly OrganisationKind[];
  /** First and last day in which the rule holds; open where there is none. */
  readonly from?: string;
  readonly to?: string;
  readonly ground: Text2;
  readonly mark: SourceMark;
}

const REHABILITATION_FACILITIES = [
  'public-rehabilitation-facility',
  'private-rehabilitation-facility',
  'community-service-provider',
] as const satisfies readonly OrganisationKind[];

/** The migration holds the same rows; a test compares them. */
export const SUPERVISION: readonly SupervisionRule[] = [
  {
    viewer: 'provincial-police',
    subjects: ['commune-police', 'commune-peoples-committee', ...REHABILITATION_FACILITIES],
    from: '2025-03-01',
    ground: text2(
      'Từ 01/03/2025 quản lý nhà nước về cai nghiện và quản lý sau cai nghiện chuyển sang ngành công an; phạm vi đọc hồ sơ là cách hiểu',
      'State management of rehabilitation and aftercare moved to the police on 2025-03-01; how far the reading of files goes is our reading',
    ),
    mark: 'interpretation',
  },
  {
    viewer: 'provincial-department',
    sector: 'labour',
    subjects: ['commune-peoples-committee', ...REHABILITATION_FACILITIES],
    to: '2025-02-28',
    ground: text2(
      'Trước 01/03/2025 ngành lao động quản lý nhà nước về cai nghiện và quản lý sau cai nghiện',
      'Until 2025-02-28 the labour departments had the state management of rehabilitation and aftercare',
    ),
    mark: 'interpretation',
  },
  {
    viewer: 'provincial-department',
    sector: 'health',
    subjects: ['health-centre', 'methadone-clinic'],
    ground: text2(
      'Sở Y tế quản lý các cơ sở y tế và cơ sở điều trị thay thế trên địa bàn tỉnh',
      'The health department is in charge of the health bodies and substitution clinics of its province',
    ),
    mark: 'interpretation',
  },
  {
    viewer: 'district-body',
    subjects: ['commune-peoples-committee', 'commune-police'],
    to: '2025-06-30',
    ground: text2(
      'Cấp huyện là cấp trên trực tiếp của cấp xã đến hết 30/06/2025',
      'The district was the level above the commune until 2025-06-30',
    ),
    mark: 'interpretation',
  },
];

import type { DateOnly } from '../law/date.js';
import { Day, Instant, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf, ChangeListQuery } from '../platform/http/change-list.js';
import type { OfficeHolder } from './office-holder.queries.js';
import { PAPER_KINDS, type PaperKind } from './paper-kinds.js';
import { OFFICES, type Office } from './signature.rules.js';

const ORGANISATION = { min: 1, max: 2_147_483_647, example: 17 } as const;

export class OfficeHolderQuery extends ChangeListQuery {
  @WholeNumber({ ...ORGANISATION, optional: true, description: 'The own organisation unless told' })
  readonly organisation?: number;

  @Day({ optional: true, description: 'Who held an office on this day; the whole record unless told' })
  readonly on?: DateOnly;
}

export class OfficeHolderInput {
  @WholeNumber({
    ...ORGANISATION,
    optional: true,
    description: 'The own organisation unless told; another one is for administrators',
  })
  readonly organisationId?: number;

  @OneOf(OFFICES, { name: 'Office', example: 'deputy' })
  readonly office: Office = 'head';

  @Text({
    max: 200,
    example: 'Phó Trưởng Công an xã',
    description: 'As it stands above a signature, without KT. or TUQ.',
  })
  readonly title: string = '';

  @Uuid({ optional: true, description: 'Where the holder has an account in the organisation' })
  readonly userId?: string;

  @Text({
    max: 200,
    optional: true,
    example: 'Nguyễn Hữu Nghĩa',
    description: 'As it stands under a signature; the name of the account unless told',
  })
  readonly fullName?: string;

  @Day({ example: '2026-07-01' })
  readonly fromOn: DateOnly = '' as DateOnly;

  @Day({ optional: true, example: '2026-12-31', description: 'Last day; a delegate always has one' })
  readonly untilOn?: DateOnly;

  @Text({ max: 200, example: 'Quyết định số 12/QĐ-CAT-PX01 ngày 25/06/2026' })
  readonly act: string = '';

  @SomeOf(PAPER_KINDS, {
    name: 'PaperKind',
    min: 1,
    optional: true,
    example: ['decision'],
    description: 'Of a delegate: the papers that the authority names (NĐ 30/2020 Art 13(3))',
  })
  readonly paperKinds?: readonly PaperKind[];
}

export class OfficeEndingInput {
  @Day({ example: '2026-09-30', description: 'Last day' })
  readonly untilOn: DateOnly = '' as DateOnly;

  @Text({ max: 200, example: 'Quyết định số 30/QĐ-CAT-PX01 ngày 28/09/2026' })
  readonly act: string = '';
}

export class OfficeVoidInput {
  @Text({ max: 500, example: 'Ghi nhầm người' })
  readonly reason: string = '';
}

export class OfficeHolderDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber(ORGANISATION)
  readonly organisationId: number = 0;

  @OneOf(OFFICES, { name: 'Office', example: 'deputy' })
  readonly office: Office = 'head';

  @Text({ max: 200, example: 'Phó Trưởng Công an xã' })
  readonly title: string = '';

  @Uuid({ nullable: true })
  readonly userId: string | null = null;

  @Text({ max: 200, example: 'Nguyễn Hữu Nghĩa' })
  readonly fullName: string = '';

  @Day({ example: '2026-07-01' })
  readonly fromOn: string = '';

  @Day({ nullable: true, example: null })
  readonly untilOn: string | null = null;

  @Text({ max: 200, example: 'Quyết định số 12/QĐ-CAT-PX01 ngày 25/06/2026' })
  readonly act: string = '';

  @Text({ max: 200, nullable: true, example: null, description: 'By which the tenure ended' })
  readonly endAct: string | null = null;

  @SomeOf(PAPER_KINDS, { name: 'PaperKind', nullable: true, description: 'Of a delegate' })
  readonly paperKinds: readonly PaperKind[] | null = null;

  @Instant({ nullable: true, example: null })
  readonly voidedAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export const OfficeHolderList = ChangeListOf(OfficeHolderDto);

export function toOfficeHolderDto({ voidedAt, ...holder }: OfficeHolder): OfficeHolderDto {
  return { ...holder, voidedAt: voidedAt?.toISOString() ?? null };
}

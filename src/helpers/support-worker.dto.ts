import type { DateOnly } from '../law/date.js';
import { ChangeListQuery } from '../platform/http/change-list.js';
import { Day, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { monthsServed, type SupportWorker } from './support-worker.js';

const BODY = { min: 1, max: 2_147_483_647 } as const;

export class SupportWorkerPath {
  @Uuid()
  readonly workerId: string = '';
}

export class SupportWorkerQuery extends ChangeListQuery {}

export class AssignSupportWorkerDto {
  @WholeNumber({ ...BODY, example: 16, description: 'The people’s committee that assigned' })
  readonly organisationId: number = 0;

  @Text({ max: 50, example: '12/QĐ-UBND', description: 'Of the decision' })
  readonly number: string = '';

  @Day({ example: '2026-07-03' })
  readonly decidedOn: string = '';

  @Text({ max: 200, example: 'Thị Sà Vương' })
  readonly fullName: string = '';

  @Text({ max: 200, example: 'Cán bộ Hội Liên hiệp Phụ nữ xã' })
  readonly position: string = '';

  @Day({ example: '2026-07-03', description: 'First day of the task; not before the decision' })
  readonly fromOn: string = '';
}

export class FinishSupportWorkerDto {
  @Day({ example: '2026-07-05', description: 'Last day of the task' })
  readonly untilOn: string = '';

  @Text({ max: 1000, multiline: true, example: 'Chuyển công tác' })
  readonly reason: string = '';
}

export class SupportWorkerDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly caseId: string = '';

  @WholeNumber({ ...BODY, example: 16 })
  readonly organisationId: number = 0;

  @Text({ max: 200, example: 'Thị Sà Vương' })
  readonly fullName: string = '';

  @Text({ max: 200, example: 'Cán bộ Hội Liên hiệp Phụ nữ xã' })
  readonly position: string = '';

  @Text({ max: 50, example: '12/QĐ-UBND' })
  readonly number: string = '';

  @Day({ example: '2026-07-03' })
  readonly decidedOn: string = '';

  @Day({ example: '2026-07-03' })
  readonly fromOn: string = '';

  @Day({ nullable: true, example: null })
  readonly untilOn: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly endedReason: string | null = null;

  @WholeNumber({ min: 0, max: 10_000, example: 0, description: 'Whole months until the last day, or today' })
  readonly monthsServed: number = 0;

  @Text({
    max: 20,
    nullable: true,
    example: '59',
    description: 'The statutory form of the decision; null where the law names none',
  })
  readonly formNumber: string | null = null;

  @WholeNumber({ ...BODY, example: 1 })
  readonly version: number = 1;
}

export function toSupportWorkerDto(worker: SupportWorker, today: DateOnly): SupportWorkerDto {
  const { regime: _regime, formInstrument: _instrument, formAppendix: _appendix, ...shown } = worker;
  return { ...shown, monthsServed: monthsServed(worker, today) };
}

import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Instant, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import type { Assignment } from './assignment.js';

const BODY = { min: 1, max: 2_147_483_647 } as const;

export class AssignmentPath {
  @Uuid()
  readonly assignmentId: string = '';
}

export class AssignmentQuery extends ChangeListQuery {}

export class AssignDto {
  @Uuid({ description: 'A user of the caller’s organisation' })
  readonly userId: string = '';

  @Text({ max: 500, optional: true, example: 'Theo dõi địa bàn ấp Kinh 1' })
  readonly note?: string;
}

export class AssignmentDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly caseId: string = '';

  @WholeNumber({ ...BODY, example: 17 })
  readonly organisationId: number = 0;

  @Uuid()
  readonly userId: string = '';

  @Text({ max: 200, example: 'Nguyễn Hữu Nghĩa' })
  readonly fullName: string = '';

  @Text({ max: 500, nullable: true, example: 'Theo dõi địa bàn ấp Kinh 1' })
  readonly note: string | null = null;

  @Instant()
  readonly assignedAt: string = '';

  @Instant({ nullable: true, example: null, description: 'Also when the file left the organisation' })
  readonly endedAt: string | null = null;

  @WholeNumber({ ...BODY, example: 1 })
  readonly version: number = 1;
}

export function toAssignmentDto({ assignedAt, endedAt, ...shown }: Assignment): AssignmentDto {
  return { ...shown, assignedAt: assignedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}

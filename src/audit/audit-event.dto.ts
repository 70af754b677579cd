import { Instant, OneOf, OpenObject, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';

const OUTCOMES = ['done', 'refused'] as const;

export class AuditQuery extends ChangePageQuery {
  @Uuid({ optional: true, description: 'Acts of this user' })
  readonly user?: string;

  @Uuid({ optional: true, description: 'Acts on this subject' })
  readonly subject?: string;

  @Text({ max: 100, optional: true, example: 'people.person.read', description: 'This act only' })
  readonly action?: string;

  @OneOf(OUTCOMES, { name: 'AuditOutcome', optional: true })
  readonly outcome?: (typeof OUTCOMES)[number];

  @Instant({ optional: true, description: 'Recorded from this moment on (real time)' })
  readonly from?: string;

  @Instant({ optional: true, description: 'Recorded before this moment (real time)' })
  readonly to?: string;
}

export class AuditEventDto {
  @Uuid()
  readonly id: string = '';

  @Instant({ description: 'Real time at which it was recorded' })
  readonly at: string = '';

  @Instant({ description: 'Legal time at which it happened' })
  readonly legalAt: string = '';

  @Uuid({ nullable: true, description: 'Of an API client where `detail.client` says so' })
  readonly userId: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, nullable: true, example: 17 })
  readonly organisationId: number | null = null;

  @Text({
    max: 100,
    nullable: true,
    example: null,
    description: 'The part of the program that acted by itself',
  })
  readonly system: string | null = null;

  @Text({ max: 100, example: 'people.person.read' })
  readonly action: string = '';

  @OneOf(OUTCOMES, { name: 'AuditOutcome' })
  readonly outcome: (typeof OUTCOMES)[number] = 'done';

  @Text({ max: 50, nullable: true, example: 'person' })
  readonly subjectKind: string | null = null;

  @Uuid({ nullable: true })
  readonly subjectId: string | null = null;

  @Text({ max: 100, nullable: true, example: '01890a5d-ac96-774b-bcce-b302099a8057' })
  readonly requestId: string | null = null;

  @OpenObject({ example: { count: 3 }, description: 'Codes, numbers and dates; never personal data' })
  readonly detail: Readonly<Record<string, unknown>> = {};
}

export interface AuditEventRow extends Omit<AuditEventDto, 'at' | 'legalAt'> {
  readonly at: Date;
  /** Microseconds matter for the order of pages. */
  readonly atExact: string;
  readonly legalAt: Date;
}

export function toAuditEventDto({ atExact: _exact, ...row }: AuditEventRow): AuditEventDto {
  return { ...row, at: row.at.toISOString(), legalAt: row.legalAt.toISOString() };
}

import { Day, Instant, ListOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import type { EscapedPerson, EscapeIncident } from './escape-incident.record.js';

export class RecordIncidentDto {
  @Instant({ example: '2026-07-06T02:30:00+07:00', description: 'When it happened' })
  readonly happenedAt: string = '';

  @Text({ max: 4000, multiline: true, example: 'Phá cổng phụ trong ca trực đêm, 08 người bỏ trốn' })
  readonly account: string = '';
}

export class IncidentsQuery {
  @Day({ example: '2026-07-01', description: 'First day' })
  readonly from: string = '';

  @Day({ example: '2026-12-31', description: 'Last day' })
  readonly to: string = '';
}

export class EscapedPersonDto {
  @Uuid()
  readonly caseId: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly caseCode: string = '';

  @Uuid()
  readonly personId: string = '';

  @Instant()
  readonly escapedAt: string = '';

  @Instant({ nullable: true, description: 'When the person was back; null while at large' })
  readonly returnedAt: string | null = null;
}

export class EscapeIncidentDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Instant()
  readonly happenedAt: string = '';

  @Text({ max: 4000, multiline: true, example: 'Phá cổng phụ trong ca trực đêm' })
  readonly account: string = '';

  @WholeNumber({ min: 0, max: 100_000, example: 8, description: 'Of the files that the caller sees' })
  readonly people: number = 0;

  @WholeNumber({ min: 0, max: 100_000, example: 5 })
  readonly returned: number = 0;

  @ListOf(() => EscapedPersonDto, { max: 1000 })
  readonly escaped: readonly EscapedPersonDto[] = [];
}

export class IncidentCountsDto {
  @WholeNumber({ min: 0, max: 1_000_000, example: 14 })
  readonly incidents: number = 0;

  @WholeNumber({ min: 0, max: 1_000_000, example: 41, description: 'Of the files that the caller sees' })
  readonly people: number = 0;

  @WholeNumber({ min: 0, max: 1_000_000, example: 26 })
  readonly returned: number = 0;
}

export function toIncidentDto(
  { id, organisationId, happenedAt, account }: EscapeIncident,
  escaped: readonly EscapedPerson[],
): EscapeIncidentDto {
  return {
    ...{ id, organisationId, happenedAt: happenedAt.toISOString(), account },
    people: escaped.length,
    returned: escaped.filter(({ returnedAt }) => returnedAt !== null).length,
    escaped: escaped.map(({ escapedAt, returnedAt, ...person }) => ({
      ...person,
      escapedAt: escapedAt.toISOString(),
      returnedAt: returnedAt?.toISOString() ?? null,
    })),
  };
}

import { Instant, ListOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';

const MOST = Number.MAX_SAFE_INTEGER;
const VERSION = { min: 1, max: 999_999_999, example: 2 } as const;

export class KeyRotationStepDto {
  @Text({ max: 100, example: 'person_identifier.value_sealed', description: 'Table and column' })
  readonly place: string = '';

  @WholeNumber({
    min: 0,
    max: MOST,
    nullable: true,
    example: 1200,
    description: 'Rows to rewrite; null until counted',
  })
  readonly total: number | null = null;

  @WholeNumber({ min: 0, max: MOST, example: 400, description: 'Rows rewritten' })
  readonly done: number = 0;

  @WholeNumber({
    min: 0,
    max: MOST,
    example: 0,
    description: 'Rows that no key of the service opens: left as they are',
  })
  readonly failed: number = 0;

  @Instant({ nullable: true, example: null })
  readonly finishedAt: string | null = null;
}

export class KeyRotationDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ ...VERSION, description: 'Columns are sealed by this version of `COLUMN_KEYS`' })
  readonly columnKeyVersion: number = 1;

  @WholeNumber({ ...VERSION, description: 'Numbers are found by this version of `BLIND_INDEX_KEYS`' })
  readonly indexKeyVersion: number = 1;

  @Instant()
  readonly requestedAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly finishedAt: string | null = null;

  @Instant({
    nullable: true,
    example: null,
    description: 'A rotation to newer keys began before this one had ended, and does what it left',
  })
  readonly supersededAt: string | null = null;

  @ListOf(() => KeyRotationStepDto, { max: 100 })
  readonly steps: readonly KeyRotationStepDto[] = [];
}

export interface KeyRotationRow {
  readonly id: string;
  readonly columnKeyVersion: number;
  readonly indexKeyVersion: number;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly supersededAt: Date | null;
}

export interface KeyRotationStepRow {
  readonly rotationId: string;
  readonly place: string;
  readonly total: number | null;
  readonly done: number;
  readonly failed: number;
  readonly finishedAt: Date | null;
}

export function toKeyRotationDto(row: KeyRotationRow, steps: readonly KeyRotationStepRow[]): KeyRotationDto {
  return {
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    supersededAt: row.supersededAt?.toISOString() ?? null,
    steps: steps.map(({ rotationId: _of, finishedAt, ...step }) => ({
      ...step,
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
  };
}

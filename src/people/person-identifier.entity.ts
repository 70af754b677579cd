import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DateOnly } from '../law/date.js';
import type { IdentifierKind } from './identifier.rules.js';

@Entity('person_identifier')
export class PersonIdentifier {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  declare readonly personId: string;

  @Column({ type: 'text' })
  declare readonly kind: IdentifierKind;

  @Column({ name: 'value_sealed', type: 'bytea' })
  declare readonly valueSealed: Buffer;

  @Column({ name: 'value_index', type: 'bytea' })
  declare readonly valueIndex: Buffer;

  @Column({ name: 'index_key_version', type: 'integer' })
  declare readonly indexKeyVersion: number;

  @Column({ name: 'issued_on', type: 'date', nullable: true })
  declare readonly issuedOn: DateOnly | null;

  @Column({ name: 'issued_by', type: 'text', nullable: true })
  declare readonly issuedBy: string | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  declare readonly endedAt: Date | null;

  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  declare readonly endedReason: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  declare readonly recordedAt: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DateOnly } from '../law/date.js';
import type { AddressKind } from './person-kinds.js';

@Entity('person_address')
export class PersonAddress {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  declare readonly personId: string;

  @Column({ type: 'text' })
  declare readonly kind: AddressKind;

  @Column({ name: 'unit_id', type: 'integer' })
  declare readonly unitId: number;

  @Column({ name: 'detail_sealed', type: 'bytea', nullable: true })
  declare readonly detailSealed: Buffer | null;

  @Column({ name: 'from_on', type: 'date' })
  declare readonly fromOn: DateOnly;

  @Column({ name: 'until_on', type: 'date', nullable: true })
  declare readonly untilOn: DateOnly | null;

  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  declare readonly endedReason: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  declare readonly recordedAt: Date;
}

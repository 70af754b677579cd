import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DateOnly } from '../law/date.js';
import type { GuardianRelation } from './person-kinds.js';

@Entity('person_guardian')
export class PersonGuardian {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  declare readonly personId: string;

  @Column({ type: 'text' })
  declare readonly relation: GuardianRelation;

  @Column({ name: 'full_name_sealed', type: 'bytea' })
  declare readonly fullNameSealed: Buffer;

  @Column({ name: 'phone_sealed', type: 'bytea', nullable: true })
  declare readonly phoneSealed: Buffer | null;

  @Column({ name: 'from_on', type: 'date' })
  declare readonly fromOn: DateOnly;

  @Column({ name: 'until_on', type: 'date', nullable: true })
  declare readonly untilOn: DateOnly | null;

  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  declare readonly endedReason: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  declare readonly recordedAt: Date;
}

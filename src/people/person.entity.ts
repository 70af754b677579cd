import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DateOnly } from '../law/date.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { Sex } from './person-kinds.js';

defineSubject('person', 'person');

@Entity('person')
export class Person {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ name: 'full_name', type: 'text' })
  declare readonly fullName: string;

  @Column({ name: 'name_key', type: 'text' })
  declare readonly nameKey: string;

  @Column({ name: 'birth_date', type: 'date', nullable: true })
  declare readonly birthDate: DateOnly | null;

  @Column({ name: 'birth_year', type: 'integer' })
  declare readonly birthYear: number;

  @Column({ type: 'text' })
  declare readonly sex: Sex;

  @Column({ name: 'no_identifier_reason', type: 'text', nullable: true })
  declare readonly noIdentifierReason: string | null;

  @Column({ name: 'registered_by_organisation_id', type: 'integer' })
  declare readonly registeredByOrganisationId: number;

  @Column({ name: 'registered_at', type: 'timestamptz' })
  declare readonly registeredAt: Date;

  @Column({ name: 'voided_at', type: 'timestamptz', nullable: true })
  declare readonly voidedAt: Date | null;

  @Column({ name: 'void_reason', type: 'text', nullable: true })
  declare readonly voidReason: string | null;

  @Column({ type: 'integer' })
  declare readonly version: number;
}

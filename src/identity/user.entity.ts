import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import { defineSubject } from '../platform/database/subjects.js';

defineSubject('user', 'user_account');

/** An account. Its password stands in a table of its own that only the login reads. */
@Entity('user_account')
export class UserAccount {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ type: 'text' })
  declare readonly login: string;

  @Column({ name: 'full_name', type: 'text' })
  declare readonly fullName: string;

  @Column({ name: 'organisation_id', type: 'integer' })
  declare readonly organisationId: number;

  /** The organisation's, repeated here so that foreign keys can hold each role to its kinds. */
  @Column({ name: 'organisation_kind', type: 'text' })
  declare readonly organisationKind: OrganisationKind;

  @Column({ name: 'locked_at', type: 'timestamptz', nullable: true })
  declare readonly lockedAt: Date | null;

  @Column({ name: 'locked_reason', type: 'text', nullable: true })
  declare readonly lockedReason: string | null;

  @Column({ name: 'second_factor_since', type: 'timestamptz', nullable: true })
  declare readonly secondFactorSince: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  declare readonly createdAt: Date;

  @Column({ type: 'integer' })
  declare readonly version: number;
}

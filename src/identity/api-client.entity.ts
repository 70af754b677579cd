import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import { defineSubject } from '../platform/database/subjects.js';
import type { ClientScope } from './permissions.js';

defineSubject('api-client', 'api_client');

/** A program of another body that reads for one organisation. */
@Entity('api_client')
export class ApiClient {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ type: 'text' })
  declare readonly name: string;

  @Column({ name: 'organisation_id', type: 'integer' })
  declare readonly organisationId: number;

  /** The organisation's, repeated here so that foreign keys can hold clients to the kinds that may have them. */
  @Column({ name: 'organisation_kind', type: 'text' })
  declare readonly organisationKind: OrganisationKind;

  @Column({ type: 'text', default: 'integrator' })
  declare readonly role: 'integrator';

  @Column({ type: 'text', array: true })
  declare readonly scopes: readonly ClientScope[];

  @Column({ name: 'created_at', type: 'timestamptz' })
  declare readonly createdAt: Date;

  @Column({ name: 'created_by', type: 'uuid' })
  declare readonly createdBy: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  declare readonly expiresAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  declare readonly lastUsedAt: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  declare readonly revokedAt: Date | null;

  @Column({ name: 'revoked_reason', type: 'text', nullable: true })
  declare readonly revokedReason: string | null;

  @Column({ type: 'integer' })
  declare readonly version: number;
}

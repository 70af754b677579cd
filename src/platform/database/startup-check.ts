import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { pendingMigrations } from './migrations.js';

interface RoleFacts {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly bypassesPolicies: boolean;
  readonly ownsTables: boolean;
  readonly unprotected: readonly string[];
  readonly writable: readonly string[];
}

/** Tables without personal data, for every signed-in user to read and for none to write: the land's and the law's facts. */
const OPEN_TABLES: readonly string[] = [
  'schema_migration',
  'unit',
  'unit_succession',
  'unit_closure',
  'organisation_closure',
  'supervision',
  'role_organisation_kind',
];

/** Refuses to serve through a role, or on a schema, for which the walls in the database do not stand. */
@Injectable()
export class DatabaseStartupCheck implements OnModuleInit {
  private checked: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.stands();
  }

  /** @throws Error that says which privilege must go, or what the schema lacks */
  async stands(): Promise<void> {
    this.checked ??= this.check();
    await this.checked;
  }

  private async check(): Promise<void> {
    const [facts] = (await this.dataSource.query(FACTS, [OPEN_TABLES])) as RoleFacts[];
    if (!facts) throw new Error('The database role could not be read');
    refuseRole(facts);
    refuseGaps(facts);
    const pending = await pendingMigrations(this.config.database.url);
    if (pending.length > 0)
      throw new Error(`The database lacks the migration(s) ${pending.join(', ')}: prepare it`);
  }
}

function refuseRole({ name, isSuperuser, bypassesPolicies, ownsTables }: RoleFacts): void {
  if (isSuperuser) throw new Error(`The database role ${name} is a superuser: use the application role`);
  if (bypassesPolicies) throw new Error(`The database role ${name} bypasses row-level security`);
  if (ownsTables) throw new Error(`The database role ${name} owns tables: only the owner role may`);
}

function refuseGaps({ name, unprotected, writable }: RoleFacts): void {
  if (unprotected.length > 0) throw new Error(`No row-level security on: ${unprotected.join(', ')}`);
  if (writable.length > 0) throw new Error(`The database role ${name} may write: ${writable.join(', ')}`);
}

// What the role is by membership counts as well: a member of the owner is as free of policies as the owner. Views count
// as tables without policies, since they read with their owner's rights.
const FACTS = `
  with relation as (
    select c.oid, c.relname::text as name, c.relrowsecurity as guarded from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
  ), held as (
    select r.rolsuper, r.rolbypassrls from pg_roles r where pg_has_role(current_user, r.oid, 'MEMBER')
  )
  select current_user::text as name,
    (select bool_or(rolsuper) from held) as "isSuperuser",
    (select bool_or(rolbypassrls) from held) as "bypassesPolicies",
    exists (select 1 from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and pg_has_role(current_user, c.relowner, 'MEMBER')) as "ownsTables",
    array(select name from relation where not guarded and name <> all ($1) order by name) as unprotected,
    array(select name from relation where not guarded and name = any ($1)
      and (has_table_privilege(oid, 'DELETE, TRUNCATE') or has_any_column_privilege(oid, 'INSERT, UPDATE'))
      order by name) as writable`;

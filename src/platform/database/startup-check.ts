import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface RoleFacts {
  readonly name: string;
  readonly isSuperuser: boolean;
  readonly bypassesPolicies: boolean;
  readonly ownedTables: number;
  readonly unprotected: readonly string[];
}

/** Tables without personal data, readable by every signed-in user: the law's and the land's own facts. */
const OPEN_TABLES: readonly string[] = [
  'legal_clock',
  'schema_migration',
  'unit',
  'unit_succession',
  'unit_closure',
  'organisation_closure',
  'supervision',
  'role_organisation_kind',
  'calendar_day',
  'calendar_year',
];

/** Refuses to serve through a role for which the walls in the database do not stand. */
@Injectable()
export class DatabaseStartupCheck implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws Error that says which privilege must go */
  async onModuleInit(): Promise<void> {
    const [facts] = (await this.dataSource.query(FACTS, [OPEN_TABLES])) as RoleFacts[];
    if (!facts) throw new Error('The database role could not be read');
    if (facts.isSuperuser)
      throw new Error(`The database role ${facts.name} is a superuser: use the application role`);
    if (facts.bypassesPolicies)
      throw new Error(`The database role ${facts.name} bypasses row-level security`);
    if (facts.ownedTables > 0)
      throw new Error(`The database role ${facts.name} owns tables: only the owner role may`);
    if (facts.unprotected.length > 0)
      throw new Error(`No row-level security on: ${facts.unprotected.join(', ')}`);
  }
}

const FACTS = `
  select r.rolname as name, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesPolicies",
    (select count(*)::int from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p')) as "ownedTables",
    coalesce((select array_agg(c.relname::text order by c.relname) from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not c.relrowsecurity and c.relname <> all ($1)), '{}') as unprotected
  from pg_roles r where r.rolname = current_user`;

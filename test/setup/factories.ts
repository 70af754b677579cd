import { hash } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';
import type pg from 'pg';
import type { OrganisationKind } from '../../src/law/organisation-kinds.js';
import { foldUnitName } from '../../src/units/unit-search.js';
import type { Role } from '../../src/identity/roles.js';
import type { Sector } from '../../src/identity/supervision.js';
import type { TestApp } from './test-app.js';

/** Invented, and the same for everybody: a hash costs time. */
export const TEST_PASSWORD = 'bốn con chim sẻ ngoài vườn';

/** xã Vĩnh Phong, An Giang, since 2025-07-01. Before, the same code was thị trấn Vĩnh Thuận. */
export const VINH_PHONG = 2_331_051;

/** Bodies of the whole country stand outside every unit. */
const NATIONAL: ReadonlySet<OrganisationKind> = new Set(['system-operator', 'ministry-department']);

export interface OrganisationSeed {
  readonly kind: OrganisationKind;
  /** A unit's id; or its code, read as on `codeAsOf`. Vĩnh Phong, or no unit for national bodies, unless told. */
  readonly unitId?: number;
  readonly unitCode?: string;
  readonly codeAsOf?: string;
  readonly name?: string;
  readonly sector?: Sector;
  readonly validFrom?: string;
  readonly validTo?: string | null;
}

/** Arranges an organisation through the owner's connection. @returns its id */
export async function seedOrganisation(owner: pg.Client, seed: OrganisationSeed): Promise<number> {
  const name = seed.name ?? `Cơ quan thử nghiệm ${seed.kind}`;
  const { rows } = await owner.query<{ id: number }>(
    `insert into organisation (kind, sector, name, name_folded, unit_id, valid_from, valid_to)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      seed.kind,
      sectorOf(seed),
      name,
      foldUnitName(name),
      await unitIdOf(owner, seed),
      seed.validFrom ?? '2020-01-01',
      seed.validTo ?? null,
    ],
  );
  await owner.query('select app.rebuild_organisation_closure()');
  return firstOf(rows).id;
}

function sectorOf(seed: OrganisationSeed): Sector | null {
  return seed.kind === 'provincial-department' ? (seed.sector ?? 'health') : null;
}

async function unitIdOf(owner: pg.Client, seed: OrganisationSeed): Promise<number | null> {
  if (seed.unitId !== undefined) return seed.unitId;
  if (seed.unitCode !== undefined) return unitIdByCode(owner, seed.unitCode, seed.codeAsOf);
  return NATIONAL.has(seed.kind) ? null : VINH_PHONG;
}

/** The unit that bears a code on a day: codes are reused. Five digits are communes, two are provinces. */
export async function unitIdByCode(owner: pg.Client, code: string, asOf = '2026-07-02'): Promise<number> {
  const { rows } = await owner.query<{ id: number }>(
    `select id from unit where code = $1 and coalesce(valid_from, '-infinity') <= $2::date
       and coalesce(valid_to, 'infinity') >= $2::date`,
    [code, asOf],
  );
  return firstOf(rows).id;
}

export interface SuccessionSeed {
  readonly predecessorId: number;
  readonly successorId: number;
  readonly effectiveOn?: string;
  readonly handoverUntil?: string;
  readonly function?: string;
  readonly main?: boolean;
}

/** Arranges that a body takes over another's competence. */
export async function seedSuccession(owner: pg.Client, seed: SuccessionSeed): Promise<void> {
  const effectiveOn = seed.effectiveOn ?? '2025-07-01';
  await owner.query(
    `insert into organisation_succession
       (predecessor_id, successor_id, function, effective_on, handover_until, main, act)
     values ($1, $2, $3, $4, $5, $6, 'Nghị quyết thử nghiệm')`,
    [
      seed.predecessorId,
      seed.successorId,
      seed.function ?? 'all',
      effectiveOn,
      seed.handoverUntil ?? effectiveOn,
      seed.main ?? true,
    ],
  );
  await owner.query('select app.rebuild_organisation_closure()');
}

export interface UserSeed {
  readonly organisationId: number;
  readonly roles: readonly Role[];
  readonly login?: string;
  readonly fullName?: string;
  readonly password?: string;
}

export interface SeededUser {
  readonly id: string;
  readonly login: string;
  readonly password: string;
}

/** Arranges a user who has chosen his own password. */
export async function seedUser(owner: pg.Client, seed: UserSeed): Promise<SeededUser> {
  const id = uuidv7();
  const login = seed.login ?? `can.bo.${id.slice(-12)}`;
  const password = seed.password ?? TEST_PASSWORD;
  await owner.query(
    `with account as (
       insert into user_account (id, login, full_name, organisation_id, organisation_kind)
       select $1, $2, $3, o.id, o.kind from organisation o where o.id = $4
       returning id, organisation_kind
     ), roles as (
       insert into user_role (user_id, role, organisation_kind)
       select account.id, role, account.organisation_kind from account, unnest($5::text[]) as role
     )
     insert into user_credential (user_id, password_hash, temporary) select id, $6, false from account`,
    [id, login, seed.fullName ?? 'Trần Văn Minh', seed.organisationId, seed.roles, await hashOf(password)],
  );
  return { id, login, password };
}

/** Users of tests sign in by the thousand: a hash says itself how much work it takes. */
const CHEAP = { memoryCost: 1024, timeCost: 1, parallelism: 1 };
const hashes = new Map<string, Promise<string>>();

async function hashOf(password: string): Promise<string> {
  const known = hashes.get(password) ?? hash(password.normalize('NFC'), CHEAP);
  hashes.set(password, known);
  return known;
}

/** Signs in over HTTP. @returns the access token */
export async function signIn(test: TestApp, user: Pick<SeededUser, 'login' | 'password'>): Promise<string> {
  const { login, password } = user;
  const answer = await test.http().post('/v1/auth/login').send({ login, password }).expect(200);
  return (answer.body as { accessToken: string }).accessToken;
}

export interface TokenSeed {
  readonly kind: OrganisationKind;
  readonly role: Role;
  /** Id or code of the unit. */
  readonly unit?: number | string;
  readonly sector?: Sector;
}

/**
 * An access token of a new user. He works for the organisation of this kind in this unit, which is made when there is
 * none, so that two tokens of one kind and unit are colleagues.
 */
export async function tokenOf(test: TestApp, seed: TokenSeed): Promise<string> {
  const { owner } = test.database;
  const place =
    typeof seed.unit === 'string'
      ? { unitCode: seed.unit }
      : seed.unit === undefined
        ? {}
        : { unitId: seed.unit };
  const wanted = { kind: seed.kind, sector: seed.sector, ...place };
  const { rows } = await owner.query<{ id: number }>(
    `select id from organisation where kind = $1 and unit_id is not distinct from $2 and sector is not distinct from $3
     order by id limit 1`,
    [seed.kind, await unitIdOf(owner, wanted), sectorOf(wanted)],
  );
  const organisationId = rows[0]?.id ?? (await seedOrganisation(owner, wanted));
  return signIn(test, await seedUser(owner, { organisationId, roles: [seed.role] }));
}

function firstOf<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The factory found no row: is the unit in the data set?');
  return row;
}

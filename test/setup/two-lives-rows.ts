import { TREATING } from '../../src/treatment/kinds/kind.js';
import { TREATMENT_KINDS } from '../../src/treatment/kinds/kinds.js';
import { asApp, type Claim } from './as-app.js';
import type { TestApp } from './test-app.js';
import { TODAY, type TwoLives } from './two-lives.js';

/** Tables of which a place of treatment alone has rows, each with one of the scene. */
const OF_SITE = [
  ...[
    'dose_event',
    'dose_order',
    'urine_test',
    'dose_hold',
    'redose_decision',
    'guest_booking',
    'stock_lot',
    'stock_movement',
  ],
  ...['stock_count', 'dosing_site', 'dosing_closure', 'dose_client_event', 'dose_named'],
  ...['dose_stock_elsewhere', 'treatment_episode', 'treatment_protocol', 'treatment_proposal'],
];
const FORBIDDEN = { code: '42501' };

/** What the two bodies of a scene reach through the application's role, with nothing of the program between. */
export class RowsOfTwoLives {
  constructor(
    readonly test: TestApp,
    readonly lives: TwoLives,
  ) {}

  /** How many rows a statement gives to a body on a day. */
  async count({ siteId }: { readonly siteId: number }, sql: string, today: string): Promise<number> {
    const claim = { ...(await this.somebodyOf(siteId)), today };
    return asApp(this.test.database, claim, async (ask) => (await ask(sql)).length);
  }

  /** Enters a notice as somebody of the place of treatment would. */
  async told({ personId, from, to }: { personId?: string; from: number; to: number }): Promise<void> {
    const { centre, methadone } = this.lives;
    const { userId } = await this.somebodyOf(centre.siteId);
    await this.asked(
      centre.siteId,
      `insert into treatment_notice (id, case_id, kind, person_id, from_organisation_id, to_organisation_id,
         effective_on, full_name, birth_year, explanation, sent_at, sent_by)
       values (gen_random_uuid(), $1, 'refusal', $2, $3, $4, '${TODAY}', 'X', 1991, '{}', now(), $5)`,
      [methadone.now.id, personId, from, to, userId],
    );
  }

  /** What a statement gives to a body. */
  async asked(body: number, sql: string, parameters: readonly unknown[] = []): Promise<object[]> {
    return asApp(this.test.database, await this.somebodyOf(body), (ask) => ask(sql, parameters));
  }

  async counts(body: number, tables: readonly string[]): Promise<[string, number][]> {
    const found: [string, number][] = [];
    for (const table of tables)
      found.push([table, (await this.asked(body, `select 1 from ${table}`)).length]);
    return found;
  }

  private async somebodyOf(organisationId: number): Promise<Claim> {
    const { rows } = await this.test.database.owner.query<{ id: string }>(
      'select id from user_account where organisation_id = $1 limit 1',
      [organisationId],
    );
    return { userId: rows[0]?.id ?? '', organisationId, today: TODAY };
  }
}

/** What treats, the program and the database know alike. */
export async function treatAlike(rows: RowsOfTwoLives): Promise<void> {
  const { rows: found } = await rows.test.database.owner.query<{ kinds: string[] }>(
    'select app.treating_kinds() as kinds',
  );
  expect(found).toEqual([{ kinds: [...TREATING] }]);
  for (const { treatedBy } of Object.values(TREATMENT_KINDS)) expect(treatedBy).toEqual(TREATING);
  // Whose deeds the record of a person keeps to themselves, written before those functions were made.
  const { rows: kept } = await rows.test.database.owner.query<{ source: string }>(
    `select prosrc as source from pg_proc where oid = 'app.person_audit_rows(uuid)'::regprocedure`,
  );
  const listed = /o\.kind in \((?<kinds>[^)]+)\)/u.exec(kept[0]?.source ?? '')?.groups?.['kinds'] ?? '';
  expect(listed.split(', ')).toEqual(TREATING.map((kind) => `'${kind}'`));
}

/** Of each table of the place of treatment it has rows itself, and no other body has any. */
export async function areTheSites(rows: RowsOfTwoLives): Promise<void> {
  const { centre, stranger, book } = rows.lives;
  const { police, committee, provincialPolice } = rows.lives.scene.organisations;
  expect((await rows.counts(centre.siteId, OF_SITE)).filter(([, count]) => count === 0)).toEqual([]);
  for (const body of [police, committee, provincialPolice, stranger.siteId])
    expect(await rows.counts(body, OF_SITE)).toEqual(OF_SITE.map((table) => [table, 0]));
  expect(await rows.counts(police, ['treatment_notice'])).toEqual([['treatment_notice', 1]]);
  // Who asked for a treatment, and who oversees him, reads that he did, and by nothing of it whether one was opened.
  const { methadone, cedemex, file } = rows.lives;
  for (const body of [police, provincialPolice]) {
    const asked = await rows.asked(body, 'select r from treatment_request r where case_id = $1', [file.id]);
    expect(asked.length).toBeGreaterThan(0);
    for (const { now } of [methadone, cedemex]) expect(JSON.stringify(asked)).not.toContain(now.id);
    expect(await rows.asked(body, 'select 1 from treatment_request_taken')).toEqual([]);
  }
  const opened = 'select episode_id as id from treatment_request_taken';
  expect(await rows.asked(centre.siteId, opened)).toEqual([{ id: cedemex.now.id }]);
  // Nobody at all reads who has had which dose, and the case worker may not even ask.
  for (const body of [police, centre.siteId])
    await expect(rows.asked(body, 'select 1 from dose_claim')).rejects.toMatchObject(FORBIDDEN);
  const question = `select app.claim_dose(gen_random_uuid(), $1, $2, '2026-07-06', 1::smallint, false, null, 'dispensed', null)`;
  await expect(rows.asked(police, question, [book.episodeId, police])).rejects.toMatchObject(FORBIDDEN);
}

/** A notice tells of the person of the episode, in the name of who treats him, to a commune of his: nothing else. */
export async function tellTheCommuneAlone(rows: RowsOfTwoLives): Promise<void> {
  const { centre, host, stranger, file, scene } = rows.lives;
  const { committee, neighbourPolice, provincialPolice } = scene.organisations;
  const right = { personId: file.personId, from: centre.siteId, to: committee };
  await rows.told(right);
  const { rows: others } = await rows.test.database.owner.query<{ id: string }>(
    'select id from person where id <> $1 limit 1',
    [file.personId],
  );
  for (const wrong of [
    ...[{ personId: others[0]?.id }, { from: stranger.siteId }],
    ...[neighbourPolice, provincialPolice, host.siteId].map((to) => ({ to })),
  ])
    await expect(rows.told({ ...right, ...wrong })).rejects.toMatchObject(FORBIDDEN);
}

/**
 * Whom somebody merely asked to treat with Cedemex changes nothing of the person, lets nobody else see him, and opens no
 * other file; and the place of treatment reads nothing of the rehabilitation.
 */
export async function openNoMoreThanAsked(rows: RowsOfTwoLives): Promise<void> {
  const { centre, host, stranger, file, scene } = rows.lives;
  const own = [file.personId];
  const change = 'update person set version = version + 1 where id = $1 returning 1';
  expect(await rows.asked(stranger.siteId, change, own)).toEqual([]);
  const access = `insert into person_access (person_id, organisation_id, reason, acts, from_on, granted_by_organisation_id)`;
  const opened = `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)`;
  for (const sql of [
    `${access} values ($1, ${host.siteId}, 'referred', false, '${TODAY}', ${stranger.siteId})`,
    `${access} values ($1, ${stranger.siteId}, 'keeper', true, '${TODAY}', ${stranger.siteId})`,
    ...['methadone-treatment', 'home-rehabilitation'].map(
      (kind) =>
        `${opened} values (gen_random_uuid(), '${kind}', 'HS-KIN', $1, ${stranger.siteId}, ${scene.unitId}, 'new', '${TODAY}')`,
    ),
  ])
    await expect(rows.asked(stranger.siteId, sql, own)).rejects.toMatchObject(FORBIDDEN);
  for (const [table, column] of [
    ['case_file', 'id'],
    ['case_event', 'case_id'],
    ['case_decision', 'case_id'],
  ] as const) {
    const sql = `select 1 from ${table} where ${column} = $1`;
    expect([table, await rows.asked(centre.siteId, sql, [file.id])]).toEqual([table, []]);
  }
}

import { randomBytes } from 'node:crypto';
import { Logger } from '@nestjs/common';
import request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import { AppModule } from '../../src/app.module.js';
import type { KeyRotationDto } from '../../src/operations/key-rotation.dto.js';
import { IndexKeysInUse } from '../../src/operations/index-keys-in-use.js';
import { KEY_ROTATION } from '../../src/operations/key-rotation.jobs.js';
import { KeyRewriting } from '../../src/operations/key-rewriting.js';
import type { PersonDto } from '../../src/people/person.dto.js';
import type { Config, KeyRing } from '../../src/platform/config/config.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { ColumnCipher } from '../../src/platform/crypto/column-cipher.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import { aDosingSite, anEpisode } from '../setup/dosing-site.js';
import { tokenOf } from '../setup/factories.js';
import { aCitizenId, registerPerson, requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/** Bytes that are no sealed column, and why their keys need no rewriting. */
const NOT_REWRITTEN: Readonly<Record<string, string>> = {
  'api_client_secret.secret_index': 'of a secret that is not kept: its key stays until it is replaced',
  'attachment.sha256': 'no key',
  'audit_seal.digest': 'made by the audit’s own keys, which stay',
  'audit_seal.marks': 'made by the audit’s own keys, which stay',
  'dose_client_event.digest': 'no key',
  'idempotency_key.answer': 'forgotten after a day',
  'idempotency_key.request_hash': 'forgotten after a day',
  'known_place.place_index': 'forgotten after 90 days',
  'login_challenge.credential_hash': 'no key',
  'login_challenge.hash': 'no key',
  'login_failure.login_index': 'forgotten after a week',
  'login_failure.place_index': 'forgotten after a week',
  'person_contact.value_index': 'rewritten with its column',
  'person_identifier.value_index': 'rewritten with its column',
  'person_match.key': 'goes with the fingerprints',
  'recovery_code.code_index': 'of a code that is not kept: its key stays until it is used or replaced',
  'refresh_token.hash': 'no key',
  'sealing_key.check_value': 'made from a key, to know it again',
  'treatment_episode.card_code_hash': 'of a code that is not kept: written anew when the card is next shown',
};

const CONTACTS = 450;

describe('keys that are replaced while the service runs', () => {
  let old: TestApp;
  let now: TestApp;
  let officer: string;
  let administrator: string;
  let person: PersonDto;
  const number = aCitizenId();

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    // A worker would rewrite in between.
    old = await createTestApp({ APP_ROLE: 'api' });
    officer = await tokenOf(old, { kind: 'commune-police', role: 'commune-police-officer' });
    administrator = await tokenOf(old, { kind: 'system-operator', role: 'administrator' });
    person = await registerPerson(old, officer, { identifiers: [{ kind: 'citizen-id', value: number }] });
    now = await withConfig(old, withNewKeys(old.database.config));
  });
  afterEach(async () => {
    await now.app.close();
    await old.close();
  });

  const rewrite = (): Promise<void> => now.app.get(KeyRewriting).rotate({}, KEY_ROTATION);
  const start = (token = administrator) => requests(now).post(token, '/v1/key-rotations', {});
  const progress = async (): Promise<KeyRotationDto | undefined> => {
    const answer = await requests(now).get(administrator, '/v1/key-rotations').expect(200);
    return (answer.body as { items: KeyRotationDto[] }).items[0];
  };
  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await old.database.owner.query<Row>(sql, parameters)).rows;

  async function expectFound(test: TestApp): Promise<void> {
    const lookup = { kind: 'citizen-id', value: number };
    const found = await requests(test).post(officer, '/v1/persons/lookup', lookup).expect(200);
    expect((found.body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([person.id]);
    const read = await requests(test).get(officer, `/v1/persons/${person.id}`).expect(200);
    expect((read.body as PersonDto).identifiers[0]?.value).toBe(number);
    const check = {
      fullName: person.fullName,
      birth: { date: person.birth.date },
      identifiers: [lookup],
    };
    const alike = await requests(test).post(officer, '/v1/persons/duplicate-check', check).expect(200);
    expect(alike.body).toMatchObject({
      items: [{ person: { id: person.id }, reasons: expect.arrayContaining(['same-identifier']) }],
    });
  }

  /** So many that no batch holds all of them. */
  async function addContacts(): Promise<void> {
    const { config } = old.database;
    const cipher = new ColumnCipher(config);
    const index = new BlindIndex(config);
    const ids = Array.from({ length: CONTACTS }, () => uuidv7());
    await owner(
      `insert into person_contact (id, person_id, kind, value_sealed, value_index, index_key_version, recorded_at)
       select id, $1, 'phone', sealed, print, 1, now() from unnest($2::uuid[], $3::bytea[], $4::bytea[]) r (id, sealed, print)`,
      [
        person.id,
        ids,
        ids.map((row, at) =>
          cipher.encrypt(`09${at}`, { table: 'person_contact', column: 'value_sealed', row }),
        ),
        ids.map((_row, at) => index.index('phone', `09${at}`).value),
      ],
    );
  }

  it('rewrite every column that is sealed, or say why not', async () => {
    const columns = await owner<{ name: string }>(
      `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
         and a.atttypid = 'bytea'::regtype and a.attnum > 0 and not a.attisdropped`,
    );
    const places = await owner<{ place: string }>('select place from app.sealed_columns()');
    expect(columns.map(({ name }) => name).toSorted()).toEqual(
      [...places.map(({ place }) => place), ...Object.keys(NOT_REWRITTEN)].toSorted(),
    );
  });

  it('let the old tokens in, and sign new ones with the new key', async () => {
    const path = `/v1/persons/${person.id}`;
    expect((await requests(now).get(officer, path).expect(200)).body).toMatchObject({ id: person.id });
    const token = await tokenOf(now, { kind: 'commune-police', role: 'commune-police-officer' });
    const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as object;
    expect(header).toMatchObject({ kid: '2' });
  });

  it('keep finding everything before, during and after the rewrite, at last by the new key alone', async () => {
    await expectFound(now);
    expect(now.app.get(BlindIndex).candidates('citizen-id', number)).toHaveLength(2);
    await start().expect(202);
    await now.app.get(IndexKeysInUse).look();
    expect(now.app.get(BlindIndex).candidates('citizen-id', number)).toHaveLength(2);
    await rewrite();
    await expectFound(now);
    await now.app.get(IndexKeysInUse).look();
    expect(now.app.get(BlindIndex).candidates('citizen-id', number)).toHaveLength(1);
    expect(now.app.get(BlindIndex).candidates('recovery-code', number)).toHaveLength(2);
    await expectFound(now);

    const { config } = now.database;
    const onlyNew = await withConfig(old, {
      ...config,
      keys: { ...config.keys, column: first(config.keys.column), blindIndex: first(config.keys.blindIndex) },
    });
    await expectFound(onlyNew);
    await onlyNew.app.close();
    const stale = new BlindIndex(old.database.config).index('citizen-id', number).value;
    expect(await owner('select 1 from person_match where key = $1', [stale])).toEqual([]);
  });

  it('know a card of before, and write it with the new key when it is shown', async () => {
    const site = await aDosingSite(old);
    const { episodeId } = await anEpisode(old, site);
    const { episodeId: another } = await anEpisode(old, site);
    const code = { code: 'THE-000123' };
    const issue = (test: TestApp, to: string) =>
      requests(test).post(site.dispenser, `/v1/dosing-episodes/${to}/card`, code);
    const find = (test: TestApp) => requests(test).post(site.dispenser, '/v1/dosing-window/card', code);
    const stored = async (): Promise<Buffer | undefined> => {
      const sql = 'select card_code_hash as hash from treatment_episode where case_id = $1';
      return (await owner<{ hash: Buffer }>(sql, [episodeId]))[0]?.hash;
    };
    await issue(old, episodeId).expect(201);
    const before = await stored();
    // By the new key it would be another one, and two persons would have it.
    expect((await issue(now, another).expect(409)).body.code).toBe('treatment.cardTaken');
    expect((await find(now).expect(201)).body).toMatchObject({ episodeId });
    const after = await stored();
    expect(after).toEqual(now.app.get(BlindIndex).index('treatment-card', code.code).value);
    expect(after).not.toEqual(before);
    await find(now).expect(201);
  });

  it('go on where a worker died in the middle, and tell how far they are', async () => {
    await addContacts();
    await start().expect(202);
    const [at] = await owner<{ id: string }>('select id from person_contact order by id offset 300 limit 1');
    await owner(`create function die() returns trigger language plpgsql as
      $$ begin if old.id = '${at?.id}' then raise 'died'; end if; return new; end $$`);
    await owner('create trigger dies before update on person_contact for each row execute function die()');
    await expect(rewrite()).rejects.toThrow('died');
    const half = (await progress())?.steps.find(({ place }) => place === 'person_contact.value_sealed');
    expect(half).toMatchObject({ done: 200, failed: 0, finishedAt: null });
    await expectFound(now);
    await owner('drop trigger dies on person_contact');
    await Promise.all([rewrite(), rewrite()]);
    await rewrite();
    const whole = await progress();
    expect(whole?.finishedAt).not.toBeNull();
    for (const { total, done, failed } of whole?.steps ?? [])
      expect({ done, failed }).toEqual({ done: total, failed: 0 });
    const left = await owner(
      'select 1 from person_contact where index_key_version <> 2 or app.key_version(value_sealed) <> 2',
    );
    expect(left).toEqual([]);
    await expectFound(now);
  });

  it('leave what no key opens, say so, and ask every key from then on', async () => {
    await owner(`update person_identifier set value_sealed = '\\x00000009aa'`);
    await start().expect(202);
    await rewrite();
    const step = (await progress())?.steps.find(({ place }) => place === 'person_identifier.value_sealed');
    expect(step).toMatchObject({ total: 1, done: 0, failed: 1 });
    await now.app.get(IndexKeysInUse).look();
    expect(now.app.get(BlindIndex).candidates('citizen-id', number)).toHaveLength(2);
  });

  it('are asked for by administrators, one rotation at a time, and rewritten by who has the same keys', async () => {
    await start(officer).expect(403);
    await start().expect(202);
    await start().expect(409);
    await expect(old.app.get(KeyRewriting).rotate({}, KEY_ROTATION)).rejects.toThrow('other keys');
    const acts = await owner(`select 1 from audit_event where action = 'keys.rotation.started'`);
    expect(acts).toHaveLength(1);
  });

  it('are replaced by newer ones before the rotation to them has ended, and not by older ones', async () => {
    await start().expect(202);
    await owner(
      `update key_rotation_step set finished_at = now() where place <> 'person_identifier.value_sealed'`,
    );
    await requests(old).post(administrator, '/v1/key-rotations', {}).expect(409);
    const newer = await withConfig(old, withNewKeys(now.database.config, newerKey));
    await expect(newer.app.get(KeyRewriting).rotate({}, KEY_ROTATION)).rejects.toThrow('other keys');
    await requests(newer).post(administrator, '/v1/key-rotations', {}).expect(202);
    await expect(rewrite()).rejects.toThrow('other keys');
    await newer.app.get(KeyRewriting).rotate({}, KEY_ROTATION);
    const answer = await requests(now).get(administrator, '/v1/key-rotations').expect(200);
    expect(answer.body).toMatchObject({
      items: [
        { columnKeyVersion: 3, indexKeyVersion: 3, finishedAt: expect.any(String), supersededAt: null },
        { columnKeyVersion: 2, indexKeyVersion: 2, finishedAt: null, supersededAt: expect.any(String) },
      ],
    });
    expect(await owner('select distinct index_key_version as key from person_identifier')).toEqual([
      { key: 3 },
    ]);
    expect(await owner(`select 1 from audit_event where action = 'keys.rotation.superseded'`)).toHaveLength(
      1,
    );
    await expectFound(newer);
    await newer.app.close();
  });
});

const newKey = { version: 2, bytes: randomBytes(32) };
const newerKey = { version: 3, bytes: randomBytes(32) };

function withNewKeys(config: Config, key = newKey): Config {
  const { jwt, column, blindIndex, audit } = config.keys;
  const before = (ring: KeyRing): KeyRing => [key, ...ring];
  return {
    ...config,
    keys: { jwt: before(jwt), column: before(column), blindIndex: before(blindIndex), audit },
  };
}

const first = (ring: KeyRing): KeyRing => [ring[0]];

/** Another process on the same database. */
async function withConfig({ database }: TestApp, config: Config): Promise<TestApp> {
  const app = await createApp(AppModule.register(config), config);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = await app.getUrl();
  return { app, database: { ...database, config }, http: () => request(url), close: () => app.close() };
}

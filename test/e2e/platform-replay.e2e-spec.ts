// @redis
import type { Response } from 'supertest';
import { seedOrganisation, seedUser, signIn, type SeededUser } from '../setup/factories.js';
import { aPerson, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const NAME = 'Đoàn Văn Thuận';

interface Event {
  readonly action: string;
  readonly outcome: string;
  readonly userId: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly persons: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

describe('a request sent again with its Idempotency-Key', () => {
  let test: TestApp;
  let http: Requests;
  let officer: SeededUser;
  let token: string;
  let organisationId: number;
  beforeAll(async () => {
    test = await createTestApp();
    http = requests(test);
    organisationId = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
  });
  beforeEach(async () => {
    officer = await seedUser(test.database.owner, { organisationId, roles: ['commune-police-officer'] });
    token = await signIn(test, officer);
  });
  afterAll(() => test.close());

  const body = aPerson({ fullName: NAME, identifiers: [], noIdentifierReason: 'Chưa làm thẻ căn cước' });
  const register = (as = token): PromiseLike<Response> =>
    http.post(as, '/v1/persons', body).set('Idempotency-Key', 'nop-lai');
  const correct = (as: string, id: string): PromiseLike<Response> =>
    http
      .patch(as, `/v1/persons/${id}`, { fullName: NAME, reason: 'Ghi nhầm tên' })
      .set({ 'If-Match': '"1"', 'Idempotency-Key': 'sua-lai' });
  const newest = async (action: string): Promise<Event | undefined> => {
    const { rows } = await test.database.owner.query<Event>(
      `select action, outcome, user_id as "userId", subject_kind as "subjectKind", subject_id as "subjectId",
         persons, detail
       from audit_event where user_id = $1 and action = $2 order by at desc limit 1`,
      [officer.id, action],
    );
    return rows[0];
  };
  const loseSight = (id: string): Promise<unknown> =>
    test.database.owner
      .query(`update person_access set until_on = date '2020-01-02', from_on = date '2020-01-01'
      where person_id = '${id}'`);

  it('is recorded with who asked, where and whom the answer shows', async () => {
    const first = await register();
    const again = await register();
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const similar = first.body.possibleDuplicates as { person: { id: string } }[];
    const shown = [first.body.id as string, ...similar.map(({ person }) => person.id)];
    const row = await newest('request.replayed');
    expect(row?.persons.toSorted()).toEqual(shown.toSorted());
    expect(row).toMatchObject({
      outcome: 'done',
      userId: officer.id,
      subjectKind: 'person',
      subjectId: first.body.id,
      detail: { route: 'POST /v1/persons' },
    });
  });

  it('shows in the record of the person like every other look', async () => {
    const { id } = (await register()).body as { id: string };
    await register();
    const head = await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] });
    const { body: page } = await http
      .get(await signIn(test, head), `/v1/persons/${id}/audit-events`)
      .expect(200);
    const actions = (page.items as { action: string }[]).map(({ action }) => action);
    expect(actions).toEqual(['request.replayed', 'people.person.registered']);
  });

  it('is absent for who no longer sees the person, and the attempt is recorded with the person', async () => {
    const { id } = (await register()).body as { id: string };
    await loseSight(id);
    const again = await register();
    expect(again.status).toBe(404);
    expect(again.body).toMatchObject({ code: 'http.notFound' });
    expect(JSON.stringify(again.body)).not.toContain(id);
    expect(await newest('request.replayed')).toBeUndefined();
    expect(await newest('request.refused')).toMatchObject({
      outcome: 'refused',
      subjectKind: 'person',
      subjectId: id,
    });
  });

  it('is refused to who has lost the permission', async () => {
    await register();
    await test.database.owner.query('delete from user_role where user_id = $1', [officer.id]);
    const again = await register();
    expect(again.status).toBe(403);
    expect(again.body).toMatchObject({ code: 'http.forbidden' });
  });

  it('tells nothing of it to the same user at another organisation', async () => {
    const { id } = await registerPerson(test, token);
    expect((await correct(token, id)).status).toBe(200);
    const elsewhere = await seedOrganisation(test.database.owner, {
      kind: 'commune-police',
      unitId: 2_331_069,
    });
    await test.database.owner.query('update user_account set organisation_id = $2 where id = $1', [
      officer.id,
      elsewhere,
    ]);
    expect((await correct(token, id)).status).toBe(401);
    const moved = await correct(await signIn(test, officer), id);
    expect(moved.status).toBe(404);
    expect(JSON.stringify(moved.body)).not.toContain(NAME);
  });

  it('is a first request when a colleague sends it', async () => {
    const { id } = (await register()).body as { id: string };
    const colleague = await seedUser(test.database.owner, {
      organisationId,
      roles: ['commune-police-officer'],
    });
    const other = await register(await signIn(test, colleague));
    expect(other.headers['idempotency-replayed']).toBeUndefined();
    expect(other.body.id).not.toBe(id);
  });
});

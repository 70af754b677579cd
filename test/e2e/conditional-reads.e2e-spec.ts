import { aPerson, registerPerson } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, type VinhThuan } from '../setup/vinh-thuan.js';

describe('reads with a tag', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let path: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    const token = scene.tokens.policeOfficer;
    path = `/v1/persons/${(await registerPerson(test, token, aPerson())).id}`;
  });
  afterAll(() => test.close());

  const get = (asked: string, held?: string, token = scene.tokens.policeOfficer) => {
    const request = test.http().get(asked).auth(token, { type: 'bearer' });
    return held === undefined ? request : request.set('If-None-Match', held);
  };
  const readsOnRecord = async (): Promise<number> => {
    const { rows } = await test.database.owner.query<{ reads: number }>(
      `select count(*)::int as reads from audit_event where action = 'people.person.read'`,
    );
    return rows[0]?.reads ?? 0;
  };

  it('are answered with 304 and nothing else while the answer is the same', async () => {
    const first = await get(path).expect(200);
    const tag = first.headers['etag'] ?? '';
    expect(tag).toMatch(/^"\d-[\w-]{22}"$/);
    const second = await get(path, `W/${tag}`).expect(304);
    expect(second.text).toBe('');
    expect(second.headers['etag']).toBe(tag);
    expect((await get(path, `"${first.body.version}"`).expect(200)).body).toEqual(first.body);
  });

  it('stand in the audit though nothing was sent', async () => {
    const tag = (await get(path).expect(200)).headers['etag'];
    const before = await readsOnRecord();
    await get(path, tag).expect(304);
    expect(await readsOnRecord()).toBe(before + 1);
  });

  it('tell who may not read the same as without a tag', async () => {
    const tag = (await get(path).expect(200)).headers['etag'];
    await get(path, tag, scene.tokens.neighbourPoliceOfficer).expect(404);
    await get(path, '*', scene.tokens.neighbourPoliceOfficer).expect(404);
  });

  it('give the tag that a change takes, and another one after it', async () => {
    const tag = (await get(path).expect(200)).headers['etag'] ?? '';
    const change = (ifMatch: string, sex: string) =>
      test
        .http()
        .patch(path)
        .auth(scene.tokens.policeOfficer, { type: 'bearer' })
        .set('If-Match', ifMatch)
        .send({ sex, reason: 'Đã đối chiếu giấy khai sinh' });
    const { body } = await change(tag, 'female').expect(200);
    await change(tag, 'unknown').expect(412);
    expect((await get(path, tag).expect(200)).headers['etag']).toMatch(new RegExp(`^"${body.version}-`));
  });

  it('give a HEAD the tag of the GET', async () => {
    const tag = (await get(path).expect(200)).headers['etag'] ?? '';
    const head = (held: string) =>
      test.http().head(path).auth(scene.tokens.policeOfficer, { type: 'bearer' }).set('If-None-Match', held);
    expect((await head('"other"').expect(200)).headers['etag']).toBe(tag);
    await head(tag).expect(304);
  });

  it('have a tag without a version too', async () => {
    const law = '/v1/law/instruments';
    const tag = (await get(law).expect(200)).headers['etag'];
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    await get(law, tag).expect(304);
  });
});

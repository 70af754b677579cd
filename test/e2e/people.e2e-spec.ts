import { tokenOf, VINH_PHONG } from '../setup/factories.js';
import { aMinor, aPerson, registerPerson } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;

describe('the register of persons', () => {
  let test: TestApp;
  let officer: string;
  beforeAll(async () => {
    test = await createTestApp();
    officer = await tokenOf(test, {
      kind: 'commune-police',
      role: 'commune-police-officer',
      unit: VINH_PHONG,
    });
  });
  afterAll(() => test.close());

  const read = (token: string, id: string) =>
    test.http().get(`/v1/persons/${id}`).auth(token, { type: 'bearer' });

  it('registers a person and shows everything to who may read', async () => {
    const registered = await registerPerson(test, officer);
    expect(registered).toMatchObject({ fullName: 'Nguyễn Văn Bình', warnings: [], version: 1 });
    const answer = await read(officer, registered.id).expect(200);
    expect(answer.body).toEqual(registered);
    expect(answer.headers['etag']).toBe('"1"');
  });

  it('lets the superior read, and nobody of another commune', async () => {
    const { id } = await registerPerson(test, officer);
    const superior = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-police-director',
      unit: AN_GIANG,
    });
    await read(superior, id).expect(200);
    const neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'commune-police-officer',
      unit: VINH_THUAN,
    });
    const refused = await read(neighbour, id).expect(404);
    expect(refused.body).toMatchObject({ code: 'http.notFound', title: 'Không tìm thấy' });
  });

  it('keeps a minor with his mother', async () => {
    const answer = await test
      .http()
      .post('/v1/persons')
      .auth(officer, { type: 'bearer' })
      .send(aMinor())
      .expect(201);
    expect(answer.body).toMatchObject({
      guardians: [{ relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: '0987654321' }],
      noIdentifierReason: 'Chưa làm thẻ căn cước',
    });
  });

  it('asks for a session', async () => {
    await test.http().post('/v1/persons').send(aPerson()).expect(401);
  });
});

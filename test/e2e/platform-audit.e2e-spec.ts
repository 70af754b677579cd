// @redis
import { tokenOf } from '../setup/factories.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;

interface Event {
  readonly action: string;
  readonly outcome: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

describe('the record of who did what', () => {
  let test: TestApp;
  let http: Requests;
  let officer: string;
  let neighbour: string;
  let auditor: string;
  beforeAll(async () => {
    test = await createTestApp();
    http = requests(test);
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'head-of-commune-police',
      unit: VINH_THUAN,
    });
    auditor = await tokenOf(test, { kind: 'system-operator', role: 'auditor' });
  });
  afterAll(() => test.close());

  const refusals = async (token: string, id: string): Promise<readonly Event[]> => {
    const { body } = await http.get(token, `/v1/audit-events?outcome=refused&subject=${id}`).expect(200);
    return body.items as Event[];
  };

  it.each([
    ['in the address', (id: string) => http.get(neighbour, `/v1/persons/${id}`)],
    ['in the query', (id: string) => http.get(officer, `/v1/audit-events?subjectId=${id}`)],
    ['in the body', (id: string) => http.post(officer, '/v1/users', { personId: id })],
  ])('names what was asked for and refused: %s', async (_where, send) => {
    const { id } = await registerPerson(test, officer);
    expect([403, 404]).toContain((await send(id)).status);
    expect(await refusals(auditor, id)).toMatchObject([
      { action: 'request.refused', outcome: 'refused', subjectId: id },
    ]);
  });

  it('names to nobody what he does not see himself, though it was done in his line', async () => {
    const { id } = await registerPerson(test, officer);
    await http.get(neighbour, `/v1/persons/${id}`).expect(404);
    const { body } = await http.get(neighbour, '/v1/audit-events?action=request.refused&limit=1').expect(200);
    expect(body.items).toMatchObject([{ action: 'request.refused', subjectId: null, detail: {} }]);
    expect(JSON.stringify(body)).not.toContain(id);
  });

  it('names to a superior what he sees', async () => {
    const superior = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-police-director',
      unit: 2_100_091,
    });
    const { id } = await registerPerson(test, officer);
    await http.get(neighbour, `/v1/persons/${id}`).expect(404);
    expect(await refusals(superior, id)).toMatchObject([
      { subjectId: id, detail: { route: '/v1/persons/:personId', code: 'http.notFound' } },
    ]);
  });
});

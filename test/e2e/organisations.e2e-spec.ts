import { seedOrganisation, tokenOf } from '../setup/factories.js';
import {
  anOrganisation,
  faultOf,
  organisationClient,
  type OrganisationAnswer,
  type OrganisationClient,
} from '../setup/organisation-client.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const AN_GIANG = 2_100_091;

describe('organisations', () => {
  let test: TestApp;
  let clerk: string;
  let organisations: OrganisationClient;
  beforeAll(async () => {
    test = await createTestApp();
    const administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    clerk = await tokenOf(test, { kind: 'court', role: 'court-clerk', unit: '91' });
    organisations = organisationClient(test, administrator, clerk);
  });
  afterAll(() => test.close());
  beforeEach(() =>
    test.database.owner.query(`
      delete from organisation_closure;
      delete from organisation_succession;
      delete from organisation where id not in (select organisation_id from user_account)`),
  );

  const namesOf = async (query: string): Promise<readonly string[]> => {
    const { status, body } = await organisations.get(`organisations?${query}`);
    expect(status).toBe(200);
    return (body as { items: OrganisationAnswer[] }).items.map(({ name }) => name);
  };

  describe('are made', () => {
    it('by administrators, and known to everybody', async () => {
      const made = await organisations.create();
      expect(made).toMatchObject({
        kind: 'commune-police',
        sector: null,
        name: 'Công an xã Vĩnh Phong',
        unitId: 2_331_051,
        unitName: 'Xã Vĩnh Phong',
        validFrom: '2025-07-01',
        validTo: null,
        version: 1,
      });
      const known = await organisations.get(`organisations/${made.id}`);
      expect(known.body).toEqual(made);
      expect(known.headers['etag']).toMatch(/^"1-[\w-]{22}"$/);
    });

    it('by nobody else', async () => {
      const refused = await test
        .http()
        .post('/v1/organisations')
        .auth(clerk, { type: 'bearer' })
        .send(anOrganisation());
      expect(refused.status).toBe(403);
      expect(refused.body).toMatchObject({ permission: 'organisations.manage' });
    });

    it('once for an authority of a unit', async () => {
      await organisations.create();
      const again = await organisations.send('organisations', anOrganisation({ name: 'Công an xã thứ hai' }));
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({ code: 'organisations.alreadyThere', kind: 'commune-police' });
    });

    it.each([
      ['that ends before', { validTo: '2026-12-31' }, { validFrom: '2026-12-31' }],
      ['that ends later', {}, { validTo: '2099-12-31' }],
      ['for one day', {}, { validFrom: '2026-03-01', validTo: '2026-03-01' }],
    ])('never two at a time: not beside one %s', async (_name, first, second) => {
      await organisations.create(first);
      const again = await organisations.send('organisations', anOrganisation({ name: 'Thứ hai', ...second }));
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({ code: 'organisations.alreadyThere' });
    });

    it('one after the other', async () => {
      await organisations.create({ validTo: '2026-12-31' });
      await organisations.create({ validFrom: '2027-01-01' });
    });

    it('with a second department of health refused, however its end is told', async () => {
      const department = {
        kind: 'provincial-department',
        sector: 'health',
        unitId: AN_GIANG,
        name: 'Sở Y tế tỉnh An Giang',
      };
      await organisations.create(department);
      const again = await organisations.send(
        'organisations',
        anOrganisation({ ...department, validTo: '2030-12-31' }),
      );
      expect(again.status).toBe(409);
    });

    it.each<[string, object, string]>([
      ['a kind that is not', { kind: 'guild' }, '/kind field.oneOf'],
      ['no unit', { unitId: null }, '/unitId organisation.unit'],
      ['a province’s unit for the commune police', { unitId: AN_GIANG }, '/unitId organisation.unitLevel'],
      [
        'a department without its field',
        { kind: 'provincial-department', unitId: AN_GIANG },
        '/sector organisation.sector',
      ],
      ['a field for the police', { sector: 'health' }, '/sector organisation.sector'],
      ['a day that does not exist', { validFrom: '2025-02-30' }, '/validFrom field.day'],
      ['an end before the beginning', { validTo: '2025-06-30' }, '/validTo organisation.period'],
      ['a name without letters', { name: '12' }, '/name field.pattern'],
      ['an unknown field', { code: 'CA01' }, '/code field.unknown'],
    ])('not with %s', async (_name, overrides, expected) => {
      const answer = await organisations.send('organisations', anOrganisation(overrides));
      expect(faultOf(answer)).toBe(expected);
    });

    it('not in a unit that does not exist', async () => {
      const answer = await organisations.send('organisations', anOrganisation({ unitId: 1 }));
      expect(answer).toMatchObject({ status: 422, body: { code: 'units.unknown' } });
    });

    it('not in a unit that does not stand on the first day', async () => {
      const answer = await organisations.send('organisations', anOrganisation({ validFrom: '2025-06-30' }));
      expect(answer.body).toMatchObject({ code: 'units.notValidOn' });
    });
  });

  describe('are listed', () => {
    it('as they stand on a day', async () => {
      const { owner } = test.database;
      const old = { unitCode: '31051', codeAsOf: '2025-06-30', validTo: '2025-06-30' };
      await seedOrganisation(owner, { kind: 'commune-police', name: 'Công an thị trấn Vĩnh Thuận', ...old });
      await organisations.create();
      const query = 'kind=commune-police&limit=200';
      expect(await namesOf(`${query}&asOf=2025-06-30`)).toEqual(['Công an thị trấn Vĩnh Thuận']);
      expect(await namesOf(`${query}&asOf=2025-07-01`)).toEqual(['Công an xã Vĩnh Phong']);
      expect(await namesOf(query)).toEqual(['Công an xã Vĩnh Phong']);
    });

    it('by name without accents, by unit with all below it, by kind', async () => {
      await organisations.create();
      await organisations.create({ kind: 'health-centre', name: 'Trạm y tế xã Vĩnh Phong' });
      expect(await namesOf('q=tram%20y%20te')).toEqual(['Trạm y tế xã Vĩnh Phong']);
      expect(await namesOf('q=V%C4%A9nh%20Ph')).toEqual(['Công an xã Vĩnh Phong', 'Trạm y tế xã Vĩnh Phong']);
      expect(await namesOf(`unit=${AN_GIANG}&kind=health-centre`)).toEqual(['Trạm y tế xã Vĩnh Phong']);
      expect(await namesOf('unit=2100092')).toEqual([]);
    });

    it('page by page, each once', async () => {
      for (const number of [1, 2, 3, 4, 5]) {
        await organisations.create({ kind: 'health-centre', name: `Trạm y tế số ${number}` });
      }
      const first = await organisations.get('organisations?kind=health-centre&limit=3');
      const { items, nextCursor } = first.body as { items: OrganisationAnswer[]; nextCursor: string };
      const rest = await namesOf(`kind=health-centre&limit=3&cursor=${nextCursor}`);
      expect([...items.map(({ name }) => name), ...rest]).toEqual(
        [1, 2, 3, 4, 5].map((number) => `Trạm y tế số ${number}`),
      );
    });

    it.each(['kind=guild', 'asOf=2025-02-30', 'unit=x', 'limit=201', 'cursor=abc', 'q=%25', 'colour=red'])(
      'not when asked with %s',
      async (query) => {
        expect((await organisations.get(`organisations?${query}`)).status).toBe(400);
      },
    );
  });

  it.each([
    ['abc', 400],
    ['0', 400],
    ['99999999999', 400],
    ['999999', 404],
  ])('are not read by the id %s', async (id, status) => {
    const answer = await organisations.get(`organisations/${id}`);
    expect(answer.status).toBe(status);
  });
});

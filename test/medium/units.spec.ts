import { dateOnly } from '../../src/law/date.js';
import { Database } from '../../src/platform/database/database.js';
import type { Tx } from '../../src/platform/database/tx.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { codedUnitId, namedUnitId } from '../../src/units/dataset/unit-id.js';
import { Units } from '../../src/units/units.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const EVE = dateOnly('2025-06-30');
const REFORM = dateOnly('2025-07-01');
const LATER = dateOnly('2026-07-02');

const VINH_PHONG = codedUnitId('current', 'commune', '31051');
const THI_TRAN_VINH_THUAN = codedUnitId('former', 'commune', '31051');
const VINH_THUAN_DISTRICT = namedUnitId('district', ['Tỉnh Kiên Giang', 'Huyện Vĩnh Thuận']);
// Phường Dịch Vọng went to Phường Cầu Giấy and Phường Nghĩa Đô; nobody says which of them is main.
const DICH_VONG = codedUnitId('former', 'commune', '00166');

const anyone: UserActor = {
  kind: 'user',
  userId: '01890a5d-ac96-774b-bcce-b302099a8057',
  organisationId: 1,
  sessionId: '01890a5d-ac96-774b-bcce-b302099a8058',
  roles: [],
  permissions: new Set(),
};

describe('what other slices ask about units', () => {
  let test: TestApp;
  let units: Units;
  beforeAll(async () => {
    test = await createTestApp();
    units = test.app.get(Units);
  });
  afterAll(() => test.close());

  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => test.app.get(Database).read(anyone, work);

  it('gives a unit by its id', async () => {
    expect(await read((tx) => units.byId(tx, VINH_PHONG))).toEqual({
      id: VINH_PHONG,
      code: '31051',
      level: 'commune',
      type: 'xa',
      name: 'Xã Vĩnh Phong',
      shortName: 'Vĩnh Phong',
      parentId: codedUnitId('current', 'province', '91'),
      validFrom: '2025-07-01',
      validTo: null,
      standing: 'confirmed',
    });
    await expect(read((tx) => units.byId(tx, 7))).rejects.toMatchObject({ type: { code: 'units.notFound' } });
  });

  it('accepts a unit on its first and on its last day', async () => {
    expect(await read((tx) => units.validOn(tx, VINH_PHONG, REFORM))).toMatchObject({ id: VINH_PHONG });
    expect(await read((tx) => units.validOn(tx, THI_TRAN_VINH_THUAN, EVE))).toMatchObject({ validTo: EVE });
  });

  it('refuses a unit on a day on which it does not stand, and names the one that carries on', async () => {
    await expect(read((tx) => units.validOn(tx, THI_TRAN_VINH_THUAN, REFORM))).rejects.toMatchObject({
      type: { code: 'units.notValidOn', status: 422 },
      details: { extensions: { validTo: EVE, successorId: VINH_PHONG } },
    });
    await expect(read((tx) => units.validOn(tx, VINH_PHONG, EVE))).rejects.toMatchObject({
      details: { extensions: { validFrom: REFORM, successorId: null } },
    });
    await expect(read((tx) => units.validOn(tx, 7, LATER))).rejects.toMatchObject({
      type: { code: 'units.unknown', status: 422 },
    });
  });

  it.each([
    ['itself while it stands', THI_TRAN_VINH_THUAN, EVE, THI_TRAN_VINH_THUAN],
    ['its main successor afterwards', THI_TRAN_VINH_THUAN, LATER, VINH_PHONG],
    ['nobody for a district', VINH_THUAN_DISTRICT, LATER, null],
    ['nobody where several may carry on', DICH_VONG, LATER, null],
    ['nobody before it stood', VINH_PHONG, EVE, null],
  ])('carries on: %s', async (_case, id, day, expected) => {
    expect((await read((tx) => units.successorOn(tx, id, day)))?.id ?? null).toBe(expected);
  });

  async function successorOn(id: number, day: string): Promise<number | null> {
    return read(async (tx) => (await units.successorOn(tx, id, dateOnly(day)))?.id ?? null);
  }

  it('follows main successors over several changes, each from its day on', async () => {
    const [former, current] = [
      codedUnitId('former', 'commune', '31060'),
      codedUnitId('current', 'commune', '31064'),
    ];
    await test.database.owner.query(`update unit set valid_to = '2026-04-29' where id = $1`, [current]);
    const entered = await test.database.owner.query<{ id: number }>(
      `insert into unit (level, type, name, short_name, name_folded, valid_from, standing, source)
       values ('commune', 'phuong', 'Phường Cửa Sông', 'Cửa Sông', 'phuong cua song', '2026-04-30',
         'confirmed', 'invented') returning id`,
    );
    const ward = entered.rows[0]?.id ?? 0;
    await test.database.owner.query(
      `insert into unit_succession (predecessor_id, successor_id, effective_on, kind, main)
       values ($1, $2, '2026-04-30', 'whole', true)`,
      [current, ward],
    );
    expect(await successorOn(former, '2026-04-29')).toBe(current);
    expect(await successorOn(former, '2026-04-30')).toBe(ward);
  });
});

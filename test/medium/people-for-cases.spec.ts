import type pg from 'pg';
import { dateOnly, legalDayOf } from '../../src/law/date.js';
import { People } from '../../src/people/people.js';
import { PersonPartsService } from '../../src/people/person-parts.service.js';
import { PersonService } from '../../src/people/person.service.js';
import { PersonUsages } from '../../src/people/person-usage.js';
import { PersonVoidService } from '../../src/people/person-void.service.js';
import { residenceOn } from '../../src/people/residence.js';
import { Database } from '../../src/platform/database/database.js';
import type { Tx } from '../../src/platform/database/tx.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { seedOrganisation, VINH_PHONG } from '../setup/factories.js';
import { aMinor, anActor, aPerson } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const VINH_BINH = 2_331_064;
const today = legalDayOf(new Date());

const problemOf = (code: string) => ({ type: { code } });
const address = (kind: 'current' | 'permanent', unitId: number) => ({ kind, unitId, fromOn: '2025-07-01' });

async function somebodyWaits(owner: pg.Client): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  do {
    // Within a transaction it would not see connections that began after the first look.
    await owner.query('select pg_stat_clear_snapshot()');
  } while ((await owner.query(waiting)).rowCount === 0);
}

describe('what other slices ask of the register', () => {
  let test: TestApp;
  let people: People;
  let giver: UserActor;
  let receiver: UserActor;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    people = test.app.get(People);
    const { owner } = test.database;
    giver = anActor(await seedOrganisation(owner, { kind: 'commune-police' }));
    receiver = anActor(await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_THUAN }));
  });
  afterAll(() => test.close());

  const within = <T>(actor: UserActor, work: (tx: Tx) => Promise<T>): Promise<T> =>
    test.app.get(Database).write(actor, work);
  const register = async (overrides = {}): Promise<string> =>
    (await test.app.get(PersonService).register(giver, aPerson(overrides))).id;
  const registerElsewhere = async (): Promise<string> =>
    (await test.app.get(PersonService).register(receiver, aPerson())).id;
  const sees = (actor: UserActor, id: string): Promise<boolean> =>
    within(actor, (tx) => people.forCase(tx, id)).then(
      () => true,
      () => false,
    );
  const grantToReceiver = (tx: Tx, id: string, acts = true): Promise<void> =>
    people.grantAccess(tx, id, {
      organisationId: receiver.organisationId,
      reason: 'keeper',
      acts,
      fromOn: today,
    });
  const voiding = (id: string) =>
    test.app.get(PersonVoidService).void(giver, id, 1, { reason: 'Nhập trùng' });

  const linkBoth = (one: string, other: string) =>
    test.database.owner.query(
      `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by,
         linked_by_organisation_id)
       values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), 'x', '{own-statement}', now(),
         gen_random_uuid(), $3)`,
      [one, other, giver.organisationId],
    );
  const cluster = (actor: UserActor, id: string) => within(actor, (tx) => people.clusterOf(tx, id));

  describe('the person of a file', () => {
    it('comes with the guardians of today', async () => {
      const { id } = await test.app.get(PersonService).register(giver, aMinor());
      expect(await within(giver, (tx) => people.forCase(tx, id))).toMatchObject({
        id,
        fullName: 'Lê Hoàng Phúc',
        birth: { date: '2011-03-05', year: 2011 },
        sex: 'male',
        guardians: [{ relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: '0987654321' }],
        voided: false,
      });
    });

    it('comes with the year alone where no more is known, and without guardians who were', async () => {
      const persons = test.app.get(PersonService);
      const { id, guardians } = await persons.register(giver, aMinor({ birth: { year: 2012 } }));
      await test.app.get(PersonPartsService).endPart(giver, id, {
        part: 'guardian',
        id: guardians[0]?.id ?? '',
        lastDay: '2020-01-01',
        reason: 'Đã mất',
      });
      const person = await within(giver, (tx) => people.forCase(tx, id));
      expect(person.birth).toEqual({ year: 2012 });
      expect(person.guardians).toEqual([]);
    });

    it('is not found out of scope', async () => {
      const id = await register();
      const question = within(receiver, (tx) => people.forCase(tx, id));
      await expect(question).rejects.toMatchObject(problemOf('http.notFound'));
    });
  });

  describe('access', () => {
    it('is given by who acts, and lets the receiver act in turn', async () => {
      const id = await register();
      await within(giver, (tx) => grantToReceiver(tx, id));
      expect(await sees(receiver, id)).toBe(true);
      const contact = { kind: 'phone', value: '0977123456' } as const;
      const person = await test.app.get(PersonPartsService).addContact(receiver, id, contact);
      expect(person.contacts).toHaveLength(2);
    });

    it('to read only does not let change or grant', async () => {
      const id = await register();
      await within(giver, (tx) => grantToReceiver(tx, id, false));
      expect(await sees(receiver, id)).toBe(true);
      const contact = { kind: 'phone', value: '0977123456' } as const;
      await expect(test.app.get(PersonPartsService).addContact(receiver, id, contact)).rejects.toMatchObject(
        problemOf('people.onlyReads'),
      );
      await expect(within(receiver, (tx) => grantToReceiver(tx, id))).rejects.toMatchObject(
        problemOf('http.notFound'),
      );
    });

    it('is not taken by a stranger', async () => {
      const id = await register();
      await expect(within(receiver, (tx) => grantToReceiver(tx, id))).rejects.toMatchObject(
        problemOf('http.notFound'),
      );
      expect(await sees(receiver, id)).toBe(false);
    });

    it('given twice is given once', async () => {
      const id = await register();
      await within(giver, async (tx) => {
        await grantToReceiver(tx, id);
        await grantToReceiver(tx, id);
      });
      expect(await sees(receiver, id)).toBe(true);
    });

    it('passes on: the giver sees no more after the last day, the receiver keeps', async () => {
      const id = await register();
      const end = { organisationId: giver.organisationId, reason: 'registered' } as const;
      const ended = await within(giver, async (tx) => {
        await grantToReceiver(tx, id);
        return people.endAccess(tx, id, { ...end, lastDay: dateOnly('2000-01-01') });
      });
      expect(ended).toBe(1);
      expect(await sees(giver, id)).toBe(false);
      expect(await sees(receiver, id)).toBe(true);
      const again = await within(giver, (tx) => people.endAccess(tx, id, { ...end, lastDay: today }));
      expect(again).toBe(0);
    });

    it('is not ended by who was given access only', async () => {
      const id = await register();
      await within(giver, (tx) => grantToReceiver(tx, id));
      const ended = await within(receiver, (tx) =>
        people.endAccess(tx, id, {
          organisationId: giver.organisationId,
          reason: 'registered',
          lastDay: dateOnly('2000-01-01'),
        }),
      );
      expect(ended).toBe(0);
      expect(await sees(giver, id)).toBe(true);
    });

    it('given at once to two organisations is found by both', async () => {
      const { owner } = test.database;
      const third = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
      const id = await register({ fullName: 'Kim Thị Song Song' });
      const linked = { organisationId: third, reason: 'linked', acts: false, fromOn: today } as const;
      let second: Promise<void> = Promise.resolve();
      await within(giver, async (tx) => {
        await grantToReceiver(tx, id);
        second = within(giver, (other) => people.grantAccess(other, id, linked));
        await somebodyWaits(owner);
      });
      await second;
      const { rows } = await owner.query<{ id: number }>(
        'select distinct organisation_id as id from person_search where person_id = $1',
        [id],
      );
      expect(rows.map((row) => row.id).toSorted()).toEqual(
        [giver.organisationId, receiver.organisationId, third].toSorted(),
      );
    });
  });

  it('registers nobody for a body that has ended', async () => {
    const ended = await seedOrganisation(test.database.owner, {
      kind: 'commune-police',
      unitId: VINH_BINH,
      validTo: '2025-06-30',
    });
    const registration = test.app.get(PersonService).register(anActor(ended), aPerson());
    await expect(registration).rejects.toMatchObject(problemOf('http.notFound'));
  });

  describe('a voided entry', () => {
    it('takes no file and no access', async () => {
      const id = await register();
      await voiding(id);
      await expect(within(giver, (tx) => people.forCase(tx, id))).rejects.toMatchObject(
        problemOf('people.voided'),
      );
      await expect(within(giver, (tx) => grantToReceiver(tx, id))).rejects.toMatchObject(
        problemOf('people.voided'),
      );
    });

    it('is refused while a slice says that something open is about the person', async () => {
      const [used, unused] = [await register(), await register()];
      test.app.get(PersonUsages).register({ isOpenFor: async (_tx, personId) => personId === used });
      await expect(voiding(used)).rejects.toMatchObject(problemOf('people.inUse'));
      await expect(voiding(unused)).resolves.toMatchObject({ voidReason: 'Nhập trùng' });
    });

    it('waits for a file that is being opened', async () => {
      const id = await register();
      let voided: Promise<unknown> = Promise.resolve();
      await within(giver, async (tx) => {
        await grantToReceiver(tx, id);
        voided = voiding(id);
        await somebodyWaits(test.database.owner);
      });
      await expect(voided).resolves.toMatchObject({ id });
    });
  });

  describe('the entries of one person', () => {
    it('are those linked with it, by others too, and itself', async () => {
      const [a, b, c, d] = [await register(), await register(), await register(), await register()];
      await linkBoth(a, b);
      await linkBoth(c, b);
      expect((await cluster(giver, a)).toSorted()).toEqual([a, b, c].toSorted());
      expect(await cluster(giver, d)).toEqual([d]);
    });

    it('end where the acting organisation sees no further, so that two that it sees are not joined by a third', async () => {
      const [mine, between, alsoMine] = [await register(), await registerElsewhere(), await register()];
      await linkBoth(mine, between);
      await linkBoth(between, alsoMine);
      expect(await cluster(giver, mine)).toEqual([mine]);
      expect(await cluster(receiver, between)).toEqual([between]);
    });
  });

  describe('the residence on a day', () => {
    it('is the present abode before the temporary and the permanent one', async () => {
      const id = await register({
        addresses: [address('permanent', VINH_THUAN), address('current', VINH_PHONG)],
      });
      const on = (day: string) => within(giver, (tx) => residenceOn(tx, id, dateOnly(day)));
      expect(await on('2025-08-01')).toEqual({ unitId: VINH_PHONG, kind: 'current', fromOn: '2025-07-01' });
      expect(await on('2025-06-30')).toBeNull();
    });

    it('changes with the address', async () => {
      const { id, addresses } = await test.app.get(PersonService).register(giver, aPerson());
      await test.app.get(PersonPartsService).addAddress(giver, id, {
        kind: 'current',
        unitId: VINH_THUAN,
        fromOn: '2025-08-15',
        replaces: { id: addresses[0]?.id ?? '', reason: 'Chuyển chỗ ở' },
      });
      const on = async (day: string): Promise<number | undefined> =>
        (await within(giver, (tx) => residenceOn(tx, id, dateOnly(day))))?.unitId;
      expect(await on('2025-08-14')).toBe(VINH_PHONG);
      expect(await on('2025-08-15')).toBe(VINH_THUAN);
    });
  });
});

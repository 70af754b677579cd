import type { OfficeHolderDto } from '../../src/documents/office-holder.dto.js';
import { seedUser } from '../setup/factories.js';
import { aHolder, enterHolder, openRegister } from '../setup/paper-factory.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const HOLDERS = '/v1/office-holders';
const REGISTERS = '/v1/number-registers';

const faults = (body: { errors?: readonly { pointer: string; code: string }[] }): readonly string[] =>
  (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

describe('offices and registers of a body', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let head: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    head = scene.tokens.headOfPolice;
  });
  afterAll(() => test.close());
  beforeEach(() => test.database.owner.query('delete from number_register; delete from office_holder'));

  const list = async (token: string, query = ''): Promise<readonly OfficeHolderDto[]> =>
    (await requests(test).get(token, `${HOLDERS}${query}`).expect(200)).body.items as OfficeHolderDto[];

  describe('who holds an office', () => {
    it('is entered by the head, and told by the day', async () => {
      await enterHolder(test, head, { fromOn: '2025-07-01' as never, untilOn: '2026-06-30' as never });
      await enterHolder(test, head, { fromOn: '2026-07-01' as never, fullName: 'Trần Thị Bông' });
      expect((await list(head)).map(({ fromOn }) => fromOn)).toEqual(['2026-07-01', '2025-07-01']);
      expect((await list(head, '?on=2026-06-30')).map(({ fullName }) => fullName)).toEqual([
        'Thiếu tá Nguyễn Hữu Nghĩa',
      ]);
    });

    it('takes the name of an account of the body, and of no other', async () => {
      const { police, neighbourPolice } = scene.organisations;
      const seed = { roles: ['commune-police-officer'], fullName: 'Danh Hoàng Phúc' } as const;
      const own = await seedUser(test.database.owner, { ...seed, organisationId: police });
      const other = await seedUser(test.database.owner, { ...seed, organisationId: neighbourPolice });
      const holder = await enterHolder(test, head, { userId: own.id, fullName: undefined });
      expect(holder).toMatchObject({ fullName: 'Danh Hoàng Phúc', userId: own.id });
      const refused = await requests(test).post(
        head,
        HOLDERS,
        aHolder({ userId: other.id, office: 'deputy' }),
      );
      expect([refused.status, faults(refused.body)]).toEqual([422, ['/userId documents.holderUnknown']]);
    });

    it('is one head at a time; who was entered by mistake is voided, and stays on record', async () => {
      const first = await enterHolder(test, head);
      const second = await requests(test).post(head, HOLDERS, aHolder({ fromOn: '2026-07-01' as never }));
      expect([second.status, second.body.code]).toEqual([409, 'documents.headAlready']);
      const path = `${HOLDERS}/${first.id}/void`;
      const voiding = requests(test).post(head, path, { reason: 'Ghi nhầm người' });
      const { body } = await voiding.set('If-Match', '"1"').expect(200);
      expect(body).toMatchObject({ voidReason: 'Ghi nhầm người', version: 2 });
      await enterHolder(test, head, { fromOn: '2026-07-01' as never });
      expect(await list(head)).toHaveLength(2);
    });

    it('ends after a last day, once seen as it stands', async () => {
      const holder = await enterHolder(test, head);
      const end = (version: number, untilOn: string) =>
        requests(test)
          .post(head, `${HOLDERS}/${holder.id}/ending`, { untilOn, act: 'Quyết định thử nghiệm 30' })
          .set('If-Match', `"${version}"`);
      expect(faults((await end(1, '2025-06-30').expect(422)).body)).toEqual([
        '/untilOn documents.endsBeforeItBegan',
      ]);
      await end(9, '2026-07-01').expect(412);
      const { body } = await end(1, '2026-07-01').expect(200);
      expect(body).toMatchObject({ untilOn: '2026-07-01', endAct: 'Quyết định thử nghiệm 30' });
      expect(await list(head, '?on=2026-07-02')).toEqual([]);
    });

    it.each([
      [{ office: 'delegate', untilOn: '2026-12-31' }, '/paperKinds documents.delegationWithoutPapers'],
      [{ office: 'delegate', paperKinds: ['decision'] }, '/untilOn documents.delegationWithoutEnd'],
      [{ office: 'deputy', paperKinds: ['decision'] }, '/paperKinds documents.onlyOfDelegates'],
      [{ untilOn: '2020-01-01' }, '/untilOn documents.endsBeforeItBegan'],
      [{ fullName: undefined }, '/fullName documents.holderUnknown'],
    ])('is not entered as %j', async (overrides, expected) => {
      const answer = await requests(test)
        .post(head, HOLDERS, aHolder(overrides as never))
        .expect(422);
      expect(faults(answer.body)).toEqual([expected]);
    });
  });

  describe('a register', () => {
    it('goes on from the book on paper and says its last number', async () => {
      const register = await openRegister(test, head, 'decision', '{number}/QĐ-CAX', 14);
      expect(register).toMatchObject({ bookYear: 2026, bookLast: 14, last: 14, version: 1 });
      const again = { kind: 'decision', pattern: '{number}/QĐ' };
      const { body } = await requests(test).post(head, REGISTERS, again).expect(409);
      expect(body.code).toBe('documents.registerExists');
    });

    it('may write its next numbers otherwise', async () => {
      const { id } = await openRegister(test, head, 'decision', '{number}/QĐ-CA');
      const path = `${REGISTERS}/${id}/pattern`;
      const change = (pattern: string) => requests(test).post(head, path, { pattern }).set('If-Match', '"1"');
      expect(faults((await change('QĐ-CAX').expect(422)).body)).toEqual(['/pattern documents.pattern']);
      const { body } = await change('{number}/QĐ-CAX').expect(200);
      expect(body).toMatchObject({ pattern: '{number}/QĐ-CAX', version: 2 });
    });
  });

  describe('of another body', () => {
    it('are shown and changed by its superior not at all, by an administrator as by its head', async () => {
      const { administrator, provincialOfficer } = scene.tokens;
      const { police } = scene.organisations;
      const holder = await enterHolder(test, administrator, { organisationId: police });
      expect(holder.organisationId).toBe(police);
      expect(await list(provincialOfficer, `?organisation=${police}`)).toHaveLength(1);
      await requests(test).post(provincialOfficer, HOLDERS, aHolder()).expect(403);
      const register = { organisationId: police, kind: 'decision', pattern: '{number}/QĐ-CAX' };
      await requests(test).post(administrator, REGISTERS, register).expect(201);
      const { body } = await requests(test).get(administrator, `${REGISTERS}?organisation=${police}`);
      expect(body.items).toMatchObject([{ organisationId: police, last: 0 }]);
    });

    it('are out of reach of a neighbour: 404 for what is there, 403 for entering', async () => {
      const { organisations } = scene;
      const { owner } = test.database;
      const seed = {
        organisationId: organisations.neighbourPolice,
        roles: ['head-of-commune-police'],
      } as const;
      const user = await seedUser(owner, seed);
      const login = await test
        .http()
        .post('/v1/auth/login')
        .send({ login: user.login, password: user.password });
      const neighbour = (login.body as { accessToken: string }).accessToken;
      const holder = await enterHolder(test, head);
      const register = await openRegister(test, head, 'decision', '{number}/QĐ-CAX');
      const { get, post } = requests(test);
      expect(await list(neighbour, `?organisation=${organisations.police}`)).toEqual([]);
      await get(neighbour, `${REGISTERS}/${register.id}/numbers`).expect(404);
      const changes: readonly [string, object][] = [
        [`${HOLDERS}/${holder.id}/void`, { reason: 'x' }],
        [`${HOLDERS}/${holder.id}/ending`, { untilOn: '2026-07-02', act: 'x' }],
        [`${REGISTERS}/${register.id}/pattern`, { pattern: '{number}/X' }],
      ];
      for (const [path, body] of changes) {
        await post(neighbour, path, body).set('If-Match', '"1"').expect(404);
      }
      const organisationId = organisations.police;
      await post(neighbour, HOLDERS, aHolder({ organisationId })).expect(403);
      await post(neighbour, REGISTERS, { organisationId, kind: 'decision', pattern: '{number}' }).expect(403);
    });

    it('are an officer’s to read and not to change', async () => {
      const { policeOfficer } = scene.tokens;
      await enterHolder(test, head);
      expect(await list(policeOfficer)).toHaveLength(1);
      await requests(test).post(policeOfficer, HOLDERS, aHolder()).expect(403);
      await requests(test)
        .post(policeOfficer, REGISTERS, { kind: 'decision', pattern: '{number}' })
        .expect(403);
    });
  });
});

import type { Response } from 'supertest';
import { authClient, type Tokens } from '../setup/auth-client.js';
import { seedOrganisation, seedUser, tokenOf, type SeededUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const OFFICE = '203.0.113.7';
const HOME = '198.51.100.20';
const WRONG = 'đoán mò lần nữa';

const codeOf = ({ status, body }: Response): string =>
  status === 200 ? 'in' : (body as { code: string }).code;

/** An attacker has as many addresses as he likes. */
const strange = (number: number): string => `192.0.2.${number}`;

describe('signing in while strangers guess', () => {
  let test: TestApp;
  let police: number;
  let user: SeededUser;
  beforeAll(async () => {
    test = await createTestApp({ TRUSTED_PROXIES: '1' });
    police = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.database.owner.query('delete from login_failure');
    user = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['commune-police-officer'],
    });
  });

  const tryFrom = async (address: string, login: string, password: string): Promise<string> =>
    codeOf(await authClient(test, address).login(login, password));
  const signInFrom = (address: string): Promise<string> => tryFrom(address, user.login, user.password);

  /** Guesses from address after address, three from each. */
  async function guess(login: string, times: number): Promise<readonly string[]> {
    const answers: string[] = [];
    for (let i = 0; i < times; i++) answers.push(await tryFrom(strange(1 + Math.floor(i / 3)), login, WRONG));
    return answers;
  }

  it('goes on from where the account signed in before', async () => {
    expect(await signInFrom(OFFICE)).toBe('in');
    await guess(user.login, 24);
    expect(await signInFrom(OFFICE)).toBe('in');
    expect(await signInFrom(strange(200))).toBe('auth.paused');
  });

  it('leaves twenty guesses to all strange addresses together, whether or not there is such a login', async () => {
    const [known, unknown] = [await guess(user.login, 23), await guess('khong.co.that', 23)];
    expect(known).toEqual([
      ...Array<string>(20).fill('auth.wrongCredentials'),
      ...Array<string>(3).fill('auth.paused'),
    ]);
    expect(unknown).toEqual(known);
  });

  it('gives nobody a new round because the owner came in', async () => {
    await signInFrom(OFFICE);
    await guess(user.login, 19);
    expect(await signInFrom(OFFICE)).toBe('in');
    expect(await tryFrom(strange(100), user.login, WRONG)).toBe('auth.wrongCredentials');
    expect(await tryFrom(strange(101), user.login, WRONG)).toBe('auth.paused');
  });

  it('pauses a known place by its own failures, and no other', async () => {
    await signInFrom(OFFICE);
    await signInFrom(HOME);
    for (let i = 0; i < 5; i++)
      expect(await tryFrom(OFFICE, user.login, WRONG)).toBe('auth.wrongCredentials');
    expect(await signInFrom(OFFICE)).toBe('auth.paused');
    expect(await signInFrom(HOME)).toBe('in');
  });

  it('knows a place of one account for that account alone', async () => {
    const neighbour = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['commune-police-officer'],
    });
    expect(await tryFrom(OFFICE, neighbour.login, neighbour.password)).toBe('in');
    await guess(user.login, 20);
    expect(await signInFrom(OFFICE)).toBe('auth.paused');
  });

  it('takes the addresses of one IPv6 network as one', async () => {
    for (let i = 1; i <= 5; i++) await tryFrom(`2001:db8:1:2::${i}`, user.login, WRONG);
    expect(await signInFrom('2001:db8:1:2::99')).toBe('auth.paused');
    expect(await signInFrom('2001:db8:1:3::99')).toBe('in');
  });

  it('takes a temporary password, which nobody guesses, from anywhere', async () => {
    await test.database.owner.query('update user_credential set temporary = true where user_id = $1', [
      user.id,
    ]);
    await guess(user.login, 20);
    expect(await tryFrom(strange(150), user.login, WRONG)).toBe('auth.paused');
    expect(await signInFrom(strange(151))).toBe('in');
  });

  it('lets whoever is signed in change the password', async () => {
    const { accessToken } = (await authClient(test, OFFICE).login(user.login, user.password)).body as Tokens;
    await guess(user.login, 20);
    const changed = await authClient(test, strange(160)).changePassword(
      accessToken,
      user.password,
      'mưa rào trên mái tôn cũ',
    );
    expect(changed.status).toBe(204);
  });

  it('keeps fingerprints of places, no address', async () => {
    await signInFrom(OFFICE);
    const { rows } = await test.database.owner.query<{ place_index: Buffer }>(
      'select place_index from known_place where user_id = $1',
      [user.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.place_index).toHaveLength(16);
    expect(rows[0]?.place_index.toString('latin1')).not.toContain('203');
  });

  describe('is freed by an administrator', () => {
    let administrator: string;
    let administratorId: string;
    beforeEach(async () => {
      administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
      const { body } = await authClient(test).me(administrator);
      administratorId = (body as { userId: string }).userId;
    });
    const endPause = async (id: string): Promise<Response> =>
      test.http().post(`/v1/users/${id}/pause-ending`).auth(administrator, { type: 'bearer' }).send({});

    it('who ends every pause of the login, and leaves a record', async () => {
      for (let i = 0; i < 5; i++) await tryFrom(HOME, user.login, WRONG);
      await guess(user.login, 20);
      expect(await signInFrom(HOME)).toBe('auth.paused');
      expect((await endPause(user.id)).status).toBe(204);
      expect(await signInFrom(HOME)).toBe('in');
      const { rows } = await test.database.owner.query<{ user_id: string; detail: object }>(
        `select user_id, detail from audit_event where action = 'users.user.end-pause' and subject_id = $1`,
        [user.id],
      );
      expect(rows).toMatchObject([{ user_id: administratorId, detail: { counters: 7 } }]);
    });

    it('ends no other login’s pause', async () => {
      for (let i = 0; i < 5; i++) await tryFrom(HOME, 'nguoi.khac', WRONG);
      await endPause(user.id);
      expect(await tryFrom(HOME, 'nguoi.khac', WRONG)).toBe('auth.paused');
    });

    it('not by himself for himself', async () => {
      const refused = await endPause(administratorId);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'users.notOnOneself' });
    });

    it('when he gives another password', async () => {
      for (let i = 0; i < 5; i++) await tryFrom(HOME, user.login, WRONG);
      const { body } = await test
        .http()
        .post(`/v1/users/${user.id}/password-reset`)
        .auth(administrator, { type: 'bearer' })
        .set('If-Match', '"1"')
        .send({});
      const { temporaryPassword } = body as { temporaryPassword: string };
      expect(await tryFrom(HOME, user.login, temporaryPassword)).toBe('in');
    });
  });
});

import { v7 as uuidv7 } from 'uuid';
import { FORGET_TRACES } from '../../src/identity/identity.jobs.js';
import { JobHandlers } from '../../src/platform/jobs/job-handlers.js';
import { seedOrganisation, seedUser } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

describe('the housekeeping of identity', () => {
  let test: TestApp;
  beforeAll(async () => {
    // A worker would do the same work in between.
    test = await createTestApp({ APP_ROLE: 'api' });
  });
  afterAll(() => test.close());

  const left = async (table: string): Promise<number> =>
    Number((await test.database.owner.query(`select count(*) from ${table}`)).rows[0]?.count);
  const tidy = (): Promise<void> => test.app.get(JobHandlers).run(FORGET_TRACES.name, {});

  it('forgets failures after a week', async () => {
    await test.database.owner.query(
      `insert into login_failure (login_index, failures, last_failed_at)
       values ('\\x01', 5, now() - interval '8 days'), ('\\x02', 5, now() - interval '6 days')`,
    );
    await tidy();
    expect(await left('login_failure')).toBe(1);
  });

  it('forgets the places from which nobody has signed in for 90 days', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
    const { id } = await seedUser(owner, { organisationId, roles: ['commune-officer'] });
    await owner.query(
      `insert into known_place (user_id, place_index, last_used_at)
       values ($1, '\\x01', now() - interval '91 days'), ($1, '\\x02', now() - interval '89 days')`,
      [id],
    );
    await tidy();
    expect(await left('known_place')).toBe(1);
  });

  it('forgets sign-ins that waited for a code a day ago', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
    const { id } = await seedUser(owner, { organisationId, roles: ['administrator'] });
    await owner.query(
      `insert into login_challenge (hash, user_id, credential_hash, expires_at)
       values ('\\x01', $1, '\\x01', now() - interval '25 hours'), ('\\x02', $1, '\\x01', now() - interval '23 hours')`,
      [id],
    );
    await tidy();
    expect(await left('login_challenge')).toBe(1);
  });

  it('forgets the tokens of sessions that ended a month ago, never the sessions', async () => {
    const { owner } = test.database;
    const organisationId = await seedOrganisation(owner, { kind: 'commune-police' });
    const { id } = await seedUser(owner, { organisationId, roles: ['commune-police-officer'] });
    for (const age of ['31 days', '29 days', '-1 days']) {
      const session = uuidv7();
      await owner.query(
        'insert into session (id, user_id, expires_at) values ($1, $2, now() - $3::interval)',
        [session, id, age],
      );
      await owner.query('insert into refresh_token (hash, session_id) values ($1, $2)', [
        Buffer.from(session),
        session,
      ]);
    }
    await tidy();
    expect(await left('refresh_token')).toBe(2);
    expect(await left('session')).toBe(3);
  });
});

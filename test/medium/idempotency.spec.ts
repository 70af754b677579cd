import { createHash } from 'node:crypto';
import { Database } from '../../src/platform/database/database.js';
import { Replay } from '../../src/platform/database/idempotency-store.js';
import { P } from '../../src/platform/errors/platform.problems.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { runInRequest, type IdempotencyRequest } from '../../src/platform/http/request-context.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { seedOrganisation } from '../setup/factories.js';
import { anActor } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const CONTENT = '["POST","/v1/users",null,{"login":"nguyen.thi.lua"}]';
const PASSWORD = 'cây-cầu-tạm-1987';

describe('answers kept for repeated requests', () => {
  let test: TestApp;
  let organisationId: number;
  let actor: UserActor;
  beforeAll(async () => {
    test = await createTestApp();
    organisationId = await seedOrganisation(test.database.owner, { kind: 'commune-police' });
  });
  beforeEach(() => {
    actor = anActor(organisationId);
  });
  afterAll(() => test.close());

  async function ask<T>(
    options: Partial<IdempotencyRequest>,
    work: () => Promise<T>,
    subject?: { kind: string; id: string },
  ): Promise<T> {
    const request = { route: 'POST /v1/users', key: 'mot', content: CONTENT, secret: false, ...options };
    const context = {
      requestId: 'thu-nghiem',
      locale: 'vi',
      idempotency: { ...request, taken: false },
    } as const;
    return runInRequest(context, () =>
      test.app.get(Database).write(actor, async (tx) => {
        if (subject) await test.app.get(AuditLog).record(tx, { action: 'users.user.create', subject });
        return work();
      }),
    );
  }

  const stored = async (): Promise<{ answer: Buffer | null; request_hash: Buffer } | undefined> => {
    const { rows } = await test.database.owner.query<{ answer: Buffer | null; request_hash: Buffer }>(
      'select answer, request_hash from idempotency_key where user_id = $1',
      [actor.userId],
    );
    return rows[0];
  };

  it('hold no secret: the work is done once and the secret told once', async () => {
    let done = 0;
    const make = async (): Promise<object> => ({ temporaryPassword: PASSWORD, done: ++done });
    await expect(ask({ secret: true }, make)).resolves.toEqual({ temporaryPassword: PASSWORD, done: 1 });
    expect((await stored())?.answer).toBeNull();
    await expect(ask({ secret: true }, make)).rejects.toMatchObject({ type: P.answeredOnce });
    await expect(ask({ secret: true, content: 'khác' }, make)).rejects.toMatchObject({
      type: P.idempotencyKeyReused,
    });
    expect(done).toBe(1);
  });

  it('are given again where they hold none', async () => {
    await ask({}, async () => ({ login: 'nguyen.thi.lua' }));
    const again = ask({}, async () => ({ login: 'another' }));
    await expect(again).rejects.toBeInstanceOf(Replay);
    await expect(again).rejects.toMatchObject({ answer: { login: 'nguyen.thi.lua' } });
  });

  it('lie beside a fingerprint that cannot be tried out without the key', async () => {
    await ask({}, async () => ({}));
    expect((await stored())?.request_hash).not.toEqual(createHash('sha256').update(CONTENT).digest());
  });

  it('are never made about a kind of subject that nobody can judge', async () => {
    const subject = { kind: 'balloon', id: actor.userId };
    await expect(ask({}, async () => ({}), subject)).rejects.toThrow('"balloon" is not declared');
  });
});

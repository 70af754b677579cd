import { JwtService } from '@nestjs/jwt';
import type { Response } from 'supertest';
import { JwtKeys } from '../../src/identity/jwt-keys.js';
import { seedUser, signIn, tokenOf } from '../setup/factories.js';
import { call, changesOf, LISTS, nameOf, pairingsOf, READS, type FileRoute } from '../setup/file-routes.js';
import { createDocumentedTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

type Statuses = Readonly<Record<string, number>>;

/** What a route answers with: the same for all of a kind, but for those that are named. */
const all = (routes: readonly FileRoute[], status: number, except: Statuses = {}): Statuses =>
  Object.fromEntries(routes.map((route) => [nameOf(route), except[nameOf(route)] ?? status]));

const FILE_PATHS =
  /^\/v1\/(persons|person-links|possible-duplicates|cases|home-rehabilitations|papers|attachments|deadlines|notifications|audit-events)/;
const UNKNOWN = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Routes that only those may ask who work on rehabilitation. */
const ofRehabilitation = ({ path }: FileRoute): boolean =>
  /home-rehabilitations|papers|numbers|attachments/.test(path);

function claimsOf(token: string): object {
  const [, payload = ''] = token.split('.');
  const { sub, org, sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  return { sub, org, sid };
}

function expectNothing(found: Statuses): void {
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, 0])));
}

/** All that an answer tells, but for its own id. */
const told = ({ status, headers, body }: Response): unknown => [
  status,
  headers['content-type'],
  headers['content-length'],
  { ...body, requestId: null },
];

/** The file was the committee's until 30/06/2026 and is the police's since; its time limit and notice are theirs. */
describe('who sees and changes a file over HTTP', () => {
  let test: TestApp;
  let file: WalledFile;
  let changes: readonly FileRoute[];
  let pairings: readonly FileRoute[];
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    test = await createDocumentedTestApp();
    file = await arrangeWalledFile(test);
    changes = changesOf(file);
    pairings = pairingsOf(file);
    const { rows } = await test.database.owner.query<{ id: string }>(
      'select id from notification where organisation_id = $1 and subject_id = $2',
      [file.keeper.organisationId, file.moved.id],
    );
    ids = {
      personId: file.moved.personId,
      caseId: file.moved.id,
      paperId: file.paperId,
      attachmentId: file.attachmentId,
      deadlineId: file.moved.deadlines[0]?.id ?? '',
      notificationId: rows[0]?.id ?? '',
      possibleDuplicateId: await onlyIdOf('possible_duplicate'),
      personLinkId: await onlyIdOf('person_link'),
    };
  });
  afterAll(() => test.close());

  const onlyIdOf = async (table: string): Promise<string> =>
    (await test.database.owner.query<{ id: string }>(`select id from ${table}`)).rows[0]?.id ?? '';
  const statuses = async (token: string | null, routes: readonly FileRoute[]): Promise<Statuses> => {
    const found: [string, number][] = [];
    for (const route of routes) found.push([nameOf(route), (await call(test, token, route, ids)).status]);
    return Object.fromEntries(found);
  };
  /** How many things each list shows. */
  const counts = async (token: string, except: readonly string[] = []): Promise<Statuses> => {
    const found: [string, number][] = [];
    for (const route of LISTS.filter((each) => !except.includes(nameOf(each)))) {
      const { body } = await call(test, token, route, ids);
      found.push([nameOf(route), (body as { items: readonly unknown[] }).items.length]);
    }
    return Object.fromEntries(found);
  };

  const refusalsOf = async (
    userId: string,
  ): Promise<readonly { subject_id: string | null; outcome: string }[]> =>
    (
      await test.database.owner.query<{ subject_id: string | null; outcome: string }>(
        `select subject_id, outcome from audit_event where user_id = $1 and action = 'request.refused'`,
        [userId],
      )
    ).rows;
  const expired = (token: string): string => {
    const keys = test.app.get(JwtKeys);
    return test.app.get(JwtService).sign(claimsOf(token), {
      privateKey: keys.signing,
      keyid: keys.signingVersion,
      algorithm: 'HS256',
      issuer: 'case-management',
      audience: 'case-management-api',
      expiresIn: -1,
    });
  };
  const aKeeper = async (): Promise<{ id: string; token: string }> => {
    const { organisationId } = file.keeper;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] });
    return { id: user.id, token: await signIn(test, user) };
  };

  it('is asked of every route about persons, files, time limits, notices and the audit', async () => {
    const { body } = await test.http().get('/openapi.json').expect(200);
    const paths = body.paths as Record<string, Record<string, unknown>>;
    const documented = Object.entries(paths)
      .filter(([path]) => FILE_PATHS.test(path))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const registering = 'POST /v1/persons';
    const asked = [...LISTS, ...READS, ...changes, ...pairings].map(nameOf);
    expect([...asked, registering].toSorted()).toEqual(documented.toSorted());
  });

  it('lets the keeper read all of it', async () => {
    expect(await statuses(file.scene.tokens.headOfPolice, READS)).toEqual(all(READS, 200));
    expect(Object.values(await counts(file.scene.tokens.headOfPolice))).not.toContain(0);
  });

  describe('the head of police of another commune', () => {
    let token: string;
    let userId: string;
    beforeAll(async () => {
      const { neighbourPolice } = file.scene.organisations;
      const user = await seedUser(test.database.owner, {
        organisationId: neighbourPolice,
        roles: ['head-of-commune-police'],
      });
      userId = user.id;
      token = await signIn(test, user);
    });

    it('finds nothing of it, and can change nothing', async () => {
      const routes = [...READS, ...changes, ...pairings];
      expect(await statuses(token, routes)).toEqual(all(routes, 404));
    });

    it('finds every list empty, and in the audit none but his own acts', async () => {
      expectNothing(await counts(token, ['GET /v1/audit-events']));
      const { body } = await call(test, token, { method: 'get', path: '/v1/audit-events' }, ids);
      const actors = (body.items as { organisationId: number }[]).map((event) => event.organisationId);
      expect(new Set(actors)).toEqual(new Set([file.scene.organisations.neighbourPolice]));
    });

    it('cannot tell what is out of his scope from what is not there', async () => {
      for (const route of [...READS, ...changes, ...pairings].filter(({ path }) => path.includes('{'))) {
        const absent = Object.fromEntries(Object.keys(ids).map((name) => [name, UNKNOWN]));
        const [there, gone] = [await call(test, token, route, ids), await call(test, token, route, absent)];
        expect([nameOf(route), told(there)]).toEqual([nameOf(route), told(gone)]);
      }
    });

    it('leaves a trace of every attempt', async () => {
      const before = (await refusalsOf(userId)).length;
      const routes = [...READS, ...changes, ...pairings];
      await statuses(token, routes);
      const after = await refusalsOf(userId);
      expect(after).toHaveLength(before + routes.length);
      expect(new Set(after.map((trace) => trace.outcome))).toEqual(new Set(['refused']));
      expect(after.map((trace) => trace.subject_id)).toEqual(expect.arrayContaining(Object.values(ids)));
    });
  });

  it('lets the superior in the province read, and act on nothing', async () => {
    const token = await tokenOf(test, {
      kind: 'provincial-police',
      role: 'provincial-police-director',
      unit: '91',
    });
    const reads = all(READS, 200, {
      'GET /v1/persons/{personId}/corrections': 403,
      'GET /v1/persons/{personId}/compulsory-grounds': 403,
      // Who may ask for treatment: no province.
      'GET /v1/cases/{caseId}/treatment-requests': 403,
    });
    expect(await statuses(token, READS)).toEqual(reads);
    const acts = all(changes, 403, { 'POST /v1/notifications/{notificationId}/read': 404 });
    expect(await statuses(token, changes)).toEqual(acts);
    expect(await counts(token)).toMatchObject({
      'GET /v1/cases': 2,
      'GET /v1/deadlines': 3,
      'GET /v1/notifications': 0,
    });
  });

  it('lets the committee that gave it away read during the handover, and act on nothing', async () => {
    const token = file.scene.tokens.chairman;
    const alone = { 'GET /v1/cases/{caseId}/monitoring-duty': 404 };
    expect(await statuses(token, READS)).toEqual(all(READS, 200, alone));
    // Of the two entries it sees one.
    expect(await statuses(token, pairings)).toEqual(all(pairings, 404));
    const acts = all(changes, 403, { 'POST /v1/notifications/{notificationId}/read': 404 });
    expect(await statuses(token, changes)).toEqual(acts);
    expect(await counts(token)).toMatchObject({ 'GET /v1/cases': 1, 'GET /v1/deadlines': 0 });
  });

  it('shows the committee of the absorbed commune nothing of what it never had', async () => {
    const organisationId = file.scene.organisations.formerCommittee;
    const user = await seedUser(test.database.owner, { organisationId, roles: ['commune-chairman'] });
    const token = await signIn(test, user);
    expect(await statuses(token, READS)).toEqual(all(READS, 404));
    const except = { 'POST /v1/home-rehabilitations': 403 };
    expect(await statuses(token, changes)).toEqual(all(changes, 404, except));
    expect(await statuses(token, pairings)).toEqual(all(pairings, 404));
    expectNothing(await counts(token, ['GET /v1/audit-events']));
  });

  it('shows a clinician of the same commune nothing', async () => {
    const token = await tokenOf(test, { kind: 'health-centre', role: 'clinician', unit: file.scene.unitId });
    const ofPapers = READS.filter(({ path }) => /papers|numbers|attachments/.test(path));
    const except = {
      ...all(ofPapers, 403),
      'GET /v1/persons/{personId}/audit-events': 403,
      'GET /v1/persons/{personId}/compulsory-grounds': 403,
      'GET /v1/cases/{caseId}/treatment-requests': 403,
    };
    expect(await statuses(token, READS)).toEqual(all(READS, 404, except));
    const homeChanges = changes.filter(ofRehabilitation);
    const refused = {
      ...all(homeChanges, 403),
      // A clinic tells of treatment in files that were referred to it; this one was not.
      'POST /v1/home-rehabilitations/{caseId}/start': 404,
      'POST /v1/persons/{personId}/void': 403,
      'POST /v1/cases/{caseId}/support-workers': 403,
      'POST /v1/cases/{caseId}/monitoring-requests': 403,
      'POST /v1/cases/{caseId}/electronic-monitorings': 403,
      'POST /v1/cases/{caseId}/assignments': 403,
      'POST /v1/cases/{caseId}/treatment-requests': 403,
      'POST /v1/cases/{caseId}/treatment-contacts': 403,
      'POST /v1/cases/{caseId}/ordinal-corrections': 403,
    };
    expect(await statuses(token, changes)).toEqual(all(changes, 404, refused));
    expect(await statuses(token, pairings)).toEqual(all(pairings, 403));
    const notHis = ['GET /v1/audit-events', 'GET /v1/possible-duplicates'];
    const forbidden = Object.fromEntries(notHis.map((name) => [name, 403]));
    expect(await statuses(token, LISTS)).toEqual(all(LISTS, 200, forbidden));
    expectNothing(await counts(token, notHis));
  });

  it('refuses everything of a file to administrators, and to auditors all but the audit', async () => {
    const routes = [...LISTS, ...READS, ...changes, ...pairings];
    expect(await statuses(file.scene.tokens.administrator, routes)).toEqual(all(routes, 403));
    const auditor = await tokenOf(test, { kind: 'system-operator', role: 'auditor' });
    expect(await statuses(auditor, routes)).toEqual(all(routes, 403, { 'GET /v1/audit-events': 200 }));
  });

  describe('asks for a living session', () => {
    it.each<[string, () => Promise<string | null>]>([
      ['no token', async () => null],
      ['an expired token', async () => expired((await aKeeper()).token)],
      [
        'the token of a session that was ended',
        async () => {
          const { token } = await aKeeper();
          await test.http().post('/v1/auth/logout').auth(token, { type: 'bearer' }).expect(204);
          return token;
        },
      ],
      [
        'the token of a user who was locked',
        async () => {
          const { id, token } = await aKeeper();
          const lock = `update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`;
          await test.database.owner.query(lock, [id]);
          return token;
        },
      ],
    ])('and refuses %s everywhere', async (_what, arrange) => {
      const routes = [...LISTS, ...READS, ...changes, ...pairings];
      expect(await statuses(await arrange(), routes)).toEqual(all(routes, 401));
    });
  });
});

// @alone: its requests take minutes
import { JwtService } from '@nestjs/jwt';
import { CasesController } from '../../src/cases/cases.controller.js';
import { JwtKeys } from '../../src/identity/jwt-keys.js';
import { cellsOf, run, type Cell, type Miss } from '../setup/matrix/run.js';
import { routesOf, type MatrixRoute } from '../setup/matrix/routes.js';
import { CALLERS, expectedWithout, SITUATIONS, TOKENS, type TokenState } from '../setup/matrix/rules.js';
import { arrangeMatrix, sessionOf, type MatrixScene, type Principal } from '../setup/matrix/scene.js';
import {
  withOpenPolicy,
  withoutDecorator,
  withoutPolicy,
  withoutScope,
  withWeakerPermission,
  type Mutation,
} from '../setup/matrix/mutants.js';
import { createDocumentedTestApp, type TestApp } from '../setup/test-app.js';

describe('the matrix of who may do what with whose things', () => {
  let test: TestApp;
  let routes: readonly MatrixRoute[];
  let scene: MatrixScene;
  beforeAll(async () => {
    test = await createDocumentedTestApp();
    const { body } = await test.http().get('/openapi.json').expect(200);
    routes = routesOf(body);
    scene = await arrangeMatrix(test);
  });
  afterAll(() => test.close());

  const tokenIn = async (state: TokenState): Promise<string | null> => {
    const organisationId = scene.bodies.own;
    const { userId, sessionId, token } = await sessionOf(test, organisationId, 'head-of-commune-police');
    const { owner } = test.database;
    switch (state) {
      case 'none':
        return null;
      case 'forged':
        return `${token.slice(0, -4)}AAAA`;
      case 'expired':
        return expired({ sub: userId, org: organisationId, sid: sessionId });
      case 'ended':
        await owner.query(`update session set revoked_at = now(), revoked_reason = 'logout' where id = $1`, [
          sessionId,
        ]);
        return token;
      case 'locked':
        await owner.query(
          `update user_account set locked_at = now(), locked_reason = 'Nghỉ việc' where id = $1`,
          [userId],
        );
        return token;
    }
  };
  const expired = (claims: object): string => {
    const keys = test.app.get(JwtKeys);
    return test.app.get(JwtService).sign(claims, {
      privateKey: keys.signing,
      keyid: keys.signingVersion,
      algorithm: 'HS256',
      issuer: 'case-management',
      audience: 'case-management-api',
      expiresIn: -1,
    });
  };
  const cellsWithout = async (state: TokenState): Promise<readonly Cell[]> => {
    const token = await tokenIn(state);
    return routes.map((route) => ({ route, token, who: `token ${state}`, wanted: expectedWithout(route) }));
  };

  it('holds on every route, for every caller, in every situation', async () => {
    const cells = cellsOf(routes, scene.principals);
    for (const state of TOKENS) cells.push(...(await cellsWithout(state)));
    const started = Date.now();
    const missed = await run(test, scene, cells);
    process.stdout.write(
      `matrix: ${routes.length} routes × ${CALLERS.length} callers × ${SITUATIONS.length} situations, ` +
        `and × ${TOKENS.length} tokens that open nothing: ${cells.length} requests in ${Date.now() - started} ms\n`,
    );
    expect(missed).toEqual([] satisfies Miss[]);
  }, 600_000);

  it.each([
    ['whom it reaches', { 'x-permission': 'cases.read' }],
    ['whom it reaches', { 'x-permission': 'cases.read', 'x-reach': 'everywhere' }],
    ['who may ask it', { 'x-reach': 'file' }],
  ])('has no place for a route of which nothing says %s', (what, said) => {
    const get = { operationId: 'getTreatment', responses: {}, ...said };
    expect(() => routesOf({ paths: { '/v1/treatments': { get } } })).toThrow(
      `getTreatment: nothing says ${what}`,
    );
  });

  describe('turns red', () => {
    /** Somebody with few rights and somebody with many, in each body. */
    let principals: readonly Principal[];
    beforeAll(async () => {
      // What the whole matrix linked, where it ran before, is no pair to look into any more.
      await test.database.owner.query('delete from person_link where id <> $1', [scene.ids['personLinkId']]);
      const found: Principal[] = [];
      for (const situation of SITUATIONS) {
        for (const caller of ['head-of-commune-police', 'stock-keeper'] as const) {
          const { token } = await sessionOf(test, scene.bodies[situation], caller);
          found.push({ caller, situation, token });
        }
      }
      principals = found;
    });
    const missedBy = async (ids: readonly string[]): Promise<readonly Miss[]> =>
      run(
        test,
        scene,
        cellsOf(
          routes.filter(({ id }) => ids.includes(id)),
          principals,
        ),
      );
    const expectRed = async (mutation: Mutation, ids: readonly string[]): Promise<void> => {
      expect(await missedBy(ids)).toEqual([]);
      const putBack = await mutation(test.database.owner);
      const missed = await missedBy(ids).finally(putBack);
      expect(missed.length).toBeGreaterThan(0);
      expect(await missedBy(ids)).toEqual([]);
    };

    it.each<[string, Mutation]>([
      ['is missing', withoutDecorator(CasesController, 'getCase')],
      ['asks for less', withWeakerPermission(CasesController, 'getCase')],
    ])('when the decorator of a route %s', async (_what, mutation) => expectRed(mutation, ['getCase']));

    it.each<[string, string, ...string[]]>([
      ['case_access', 'read', 'getCase', 'listCases', 'getPaper', 'getHomeRehabilitation'],
      ['case_file', 'read', 'getCase', 'listCases'],
      ['case_file', 'change', 'recordHomeRehabilitationDeath', 'attachToCase'],
      ['person_access', 'read', 'getPerson', 'listPersonLinks'],
      ['person', 'read', 'getPerson'],
      ['deadline', 'of_file', 'explainDeadline'],
      ['notification', 'inbox', 'listNotifications', 'markNotificationRead'],
      ['registration_failure', 'read', 'getRegistrationFailure', 'listRegistrationFailures'],
      ['office_holder', 'read', 'listOfficeHolders'],
      ['number_register', 'read', 'listNumberRegisters', 'listGivenNumbers'],
      ['user_account', 'seen', 'getUser', 'listUsers'],
      ['audit_event', 'supervised', 'listAuditEvents'],
    ])('without the policy of %s to %s, and when it asks nothing', async (table, name, ...ids) => {
      await expectRed(withoutPolicy(table, name), ids);
      await expectRed(withOpenPolicy(table, name), ids);
    });

    /** Opened alone these let nobody in: the file or the person behind them is asked for too. */
    it.each<[string, string, ...string[]]>([
      ['possible_duplicate', 'read', 'listPossibleDuplicates'],
      ['paper', 'read', 'getPaper', 'getPaperFile'],
      ['attachment', 'of_file', 'getAttachment', 'downloadAttachment'],
    ])('without the policy of %s to %s', async (table, name, ...ids) =>
      expectRed(withoutPolicy(table, name), ids),
    );

    it.each<[string, string, string]>([
      ['app.acts_on_case', 'c.viewer_id = app.org_id()', 'attachToCase'],
      ['app.acts_on_person', 'c.viewer_id = app.org_id()', 'addPersonContact'],
    ])('when %s looks beyond the scope', async (name, condition, id) =>
      expectRed(withoutScope(name, condition), [id]),
    );
  });
});

import { accessProblem } from './access.rules.js';
import type { SessionHolder } from './session-states.js';

const holder = (overrides: Partial<SessionHolder> = {}, client = false): SessionHolder => ({
  actor: {
    kind: 'user',
    userId: '01890a5d-ac96-774b-bcce-b302099a8057',
    organisationId: 1,
    sessionId: '01890a5d-ac96-774b-bcce-b302099a8058',
    roles: [],
    permissions: new Set(['auth.self', 'cases.read']),
    ...(client ? { client: true } : {}),
  },
  temporaryPassword: false,
  secondFactorMissing: false,
  ...overrides,
});
const reads = { permission: 'cases.read', unsafe: false };
const writes = { permission: 'cases.read', unsafe: true };
const self = { permission: 'auth.self', unsafe: true };

describe('a caller at a route', () => {
  it.each<[string, SessionHolder, typeof reads | undefined, string | null]>([
    ['with the permission', holder(), reads, null],
    ['with the permission, that writes', holder(), writes, null],
    ['without it', holder(), { permission: 'users.manage', unsafe: false }, 'http.forbidden'],
    ['that says nothing', holder(), undefined, 'http.forbidden'],
    ['that reads, as a client', holder({}, true), reads, null],
    ['that writes, as a client', holder({}, true), writes, 'http.forbidden'],
    ['with a temporary password', holder({ temporaryPassword: true }), reads, 'auth.passwordChangeRequired'],
    ['with a temporary password, about himself', holder({ temporaryPassword: true }), self, null],
    ['without a second factor', holder({ secondFactorMissing: true }), reads, 'auth.secondFactorRequired'],
    ['without a second factor, about himself', holder({ secondFactorMissing: true }), self, null],
  ])('%s', (_name, who, rules, code) => {
    expect(accessProblem(who, rules)?.type.code ?? null).toBe(code);
  });
});

import type { Response } from 'supertest';
import type { SeededUser } from './factories.js';
import type { TestApp } from './test-app.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The routes of `/v1/auth`, as a client calls them. */
export interface AuthClient {
  login(login: string, password: string): Promise<Response>;
  refresh(refreshToken: string): Promise<Response>;
  me(accessToken: string): Promise<Response>;
  /** Signs in as one who must succeed. */
  tokensOf(user: Pick<SeededUser, 'login' | 'password'>): Promise<Tokens>;
  changePassword(accessToken: string, currentPassword: string, newPassword: string): Promise<Response>;
}

/** @param address where the calls come from; the application must trust one proxy (`TRUSTED_PROXIES`) */
export function authClient(test: TestApp, address?: string): AuthClient {
  const from = address === undefined ? {} : { 'X-Forwarded-For': address };
  const post = (path: string, body: object): ReturnType<ReturnType<TestApp['http']>['post']> =>
    test.http().post(`/v1/auth/${path}`).set(from).send(body);
  return {
    login: async (login, password) => post('login', { login, password }),
    refresh: async (refreshToken) => post('refresh', { refreshToken }),
    me: async (accessToken) => test.http().get('/v1/auth/me').set('Authorization', `Bearer ${accessToken}`),
    tokensOf: async ({ login, password }) =>
      (await post('login', { login, password }).expect(200)).body as Tokens,
    changePassword: async (accessToken, currentPassword, newPassword) =>
      post('password', { currentPassword, newPassword }).auth(accessToken, { type: 'bearer' }),
  };
}

import type { Response } from 'supertest';
import { createTestApp, type TestApp } from '../setup/test-app.js';

describe('one address', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ SIGN_INS_PER_MINUTE: '3', REQUESTS_PER_MINUTE: '50', TRUSTED_PROXIES: '1' });
  });
  afterAll(() => test.close());

  const post = (path: string, body: object, address: string): Promise<Response> =>
    test.http().post(`/v1/auth/${path}`).set('X-Forwarded-For', address).send(body);

  it.each<[string, object, number]>([
    ['login', { login: 'khong.co.ai', password: 'mật khẩu nào đó' }, 401],
    ['login/code', { challenge: 'x', code: '123456' }, 401],
    ['refresh', { refreshToken: 'x' }, 401],
  ])('tries %s less often than it asks for other things', async (path, body, status) => {
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await post(path, body, '203.0.113.1')).status);
    expect(statuses).toEqual([status, status, status, 429]);
    const refused = await post(path, body, '203.0.113.1');
    expect(refused.body).toMatchObject({ code: 'http.tooManyRequests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(path, body, '203.0.113.2')).status).toBe(status);
    const other = await test.http().get('/v1/problems').set('X-Forwarded-For', '203.0.113.1');
    expect(other.status).toBe(200);
  });
});

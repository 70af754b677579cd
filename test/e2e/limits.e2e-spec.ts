import { createTestApp, type TestApp } from '../setup/test-app.js';

/** What no route should have to think of: bodies, headers, languages and numbers of requests. */
describe('limits of every route', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ BODY_LIMIT_KB: '4' });
  });
  afterAll(() => test.close());

  const login = () => test.http().post('/v1/auth/login');

  it('refuses a body that is too large, before reading it', async () => {
    const { body, headers } = await login()
      .send({ login: 'a'.repeat(5000), password: 'x' })
      .expect(413);
    expect(body.code).toBe('http.tooLarge');
    expect(headers['content-type']).toContain('application/problem+json');
  });

  it('refuses what is not JSON', async () => {
    const broken = await login().set('Content-Type', 'application/json').send('{"login": ').expect(400);
    expect(broken.body).toMatchObject({
      code: 'http.malformedJson',
      title: 'Nội dung gửi lên không phải JSON hợp lệ',
    });
    const empty = await login().set('Content-Type', 'application/json').send('').expect(400);
    expect(empty.body.code).toBe('http.malformedJson');
    const form = await login()
      .set('Content-Type', 'application/x-www-form-urlencoded')
      .send('login=a')
      .expect(415);
    expect(form.body.code).toBe('http.unsupportedMediaType');
    const poisoned = '{"login":"a","password":"b","__proto__":{"admin":true}}';
    await login().set('Content-Type', 'application/json').send(poisoned).expect(400);
  });

  it('names unknown, missing and wrong fields all at once', async () => {
    const { body } = await login().send({ login: 7, admin: true }).expect(422);
    expect(body.code).toBe('request.invalidBody');
    const faults = body.errors.map((fault: { pointer: string; code: string }) => [fault.pointer, fault.code]);
    expect(faults).toEqual(
      expect.arrayContaining([
        ['/login', 'field.text'],
        ['/password', expect.any(String)],
        ['/admin', 'field.unknown'],
      ]),
    );
  });

  it('refuses a list, a number and null where an object is wanted', async () => {
    for (const value of ['[]', '7', 'null', '"text"']) {
      const { status } = await login().set('Content-Type', 'application/json').send(value);
      expect([value, [400, 422].includes(status)]).toEqual([value, true]);
    }
  });

  it('takes over a harmless request id and makes its own for any other', async () => {
    const kept = await test.http().get('/health/live').set('X-Request-Id', 'phieu-2026.07');
    expect(kept.headers['x-request-id']).toBe('phieu-2026.07');
    const made = await test.http().get('/health/live').set('X-Request-Id', '<script>alert(1)</script>');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers 404 and 405-like misses as problems', async () => {
    const missing = await test.http().delete('/v1/persons').expect(404);
    expect(missing.body.code).toBe('http.notFound');
    await test
      .http()
      .get('/v1/%00')
      .expect((answer) => expect(answer.status).toBeLessThan(500));
    await test
      .http()
      .get('/v1/%c0%ae%c0%ae/etc')
      .expect((answer) => expect(answer.status).toBeLessThan(500));
  });
});

describe('the number of requests', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ REQUESTS_PER_MINUTE: '5' });
  });
  afterAll(() => test.close());

  it('is limited, with the time to wait, but never for probes', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) statuses.push((await test.http().get('/v1/problems')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await test.http().get('/v1/problems').expect(429);
    expect(refused.body.code).toBe('http.tooManyRequests');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await test.http().get('/health/live').expect(200);
  });
});

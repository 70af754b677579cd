import { exchange } from '../setup/raw-http.js';
import { createDocumentedTestApp, createTestApp, type TestApp } from '../setup/test-app.js';

/** What no route should have to think of: bodies, headers, languages and numbers of requests. */
describe('limits of every route', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createDocumentedTestApp({ BODY_LIMIT_KB: '4' });
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

  const HEAD = 'Host: localhost\r\nConnection: close\r\nAccept-Language: en\r\n';
  const post = (body: Buffer | string, more = ''): Buffer =>
    Buffer.concat([
      Buffer.from(
        `POST /v1/auth/login HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\n${more}` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
      ),
      Buffer.from(body),
    ]);

  it.each<[string, string | Buffer, number, string]>([
    ['an address that cannot be decoded', `GET /v1/%zz HTTP/1.1\r\n${HEAD}\r\n`, 400, 'http.badRequest'],
    ['an overlong encoding', `GET /v1/persons/%c0%ae HTTP/1.1\r\n${HEAD}\r\n`, 400, 'http.badRequest'],
    [
      'an address with a part that is too long',
      `GET /v1/persons/${'a'.repeat(300)} HTTP/1.1\r\n${HEAD}\r\n`,
      414,
      'http.addressTooLong',
    ],
    [
      'an endless address',
      `GET /v1/${'a'.repeat(20_000)} HTTP/1.1\r\n${HEAD}\r\n`,
      431,
      'http.headersTooLarge',
    ],
    [
      'endless headers',
      `GET /v1/problems HTTP/1.1\r\n${HEAD}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'http.headersTooLarge',
    ],
    ['what is not HTTP', 'xin chào\r\n\r\n', 400, 'http.badRequest'],
    ['an unknown method', `TAKE /v1/problems HTTP/1.1\r\n${HEAD}\r\n`, 400, 'http.badRequest'],
    ['a method that no route has', `PROPFIND /v1/problems HTTP/1.1\r\n${HEAD}\r\n`, 404, 'http.notFound'],
    ['a method that this route has not', `DELETE /v1/problems HTTP/1.1\r\n${HEAD}\r\n`, 404, 'http.notFound'],
    ['a zero byte', `GET /v1/problems/%00 HTTP/1.1\r\n${HEAD}\r\n`, 404, 'http.notFound'],
    [
      'a file above the documentation',
      `GET /docs/..%2f..%2fpackage.json HTTP/1.1\r\n${HEAD}\r\n`,
      404,
      'http.notFound',
    ],
    ['two lengths', post('{}', 'Transfer-Encoding: chunked\r\n'), 400, 'http.badRequest'],
    [
      'a body without a type',
      `POST /v1/auth/login HTTP/1.1\r\n${HEAD}Content-Length: 2\r\n\r\n{}`,
      415,
      'http.unsupportedMediaType',
    ],
    ['no body where one is said to be', post(''), 400, 'http.malformedJson'],
    [
      'another prototype',
      post('{"login":"a","constructor":{"prototype":{"admin":true}}}'),
      400,
      'http.malformedJson',
    ],
    [
      'bytes that are not UTF-8',
      post(Buffer.from('{"login":"Tr\xe2m"}', 'latin1')),
      400,
      'http.malformedJson',
    ],
    ['two members of one name', post('{"login":"a","login":"b"}'), 400, 'http.malformedJson'],
  ])('answers %s with a problem like any other', async (_what, request, status, code) => {
    const { statusCode, headers, body } = await exchange(await test.app.getUrl(), request);
    expect([statusCode, headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    const told = JSON.parse(body) as Readonly<Record<string, unknown>>;
    expect(told).toMatchObject({
      code,
      status,
      type: `/v1/problems/${code}`,
      requestId: headers['x-request-id'],
    });
    expect(told['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['cache-control']).toBe('no-store');
    await test.http().get(`/v1/problems/${code}`).expect(200);
  });

  it.each([
    ['en', 'The request is not valid'],
    ['vi', 'Yêu cầu không hợp lệ'],
  ])('tells in the language asked for that an address cannot be decoded: %s', async (language, title) => {
    const { body } = await test.http().get('/v1/%zz').set('Accept-Language', language).expect(400);
    expect(body.title).toBe(title);
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
    expect(refused.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0' });
    expect(Number(refused.headers['x-ratelimit-reset'])).toBeGreaterThan(0);
    await test.http().get('/health/live').expect(200);
  });
});

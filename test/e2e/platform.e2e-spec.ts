// @redis
import request from 'supertest';
import { MetricsServer } from '../../src/platform/observability/metrics-server.js';
import { createDocumentedTestApp, type TestApp } from '../setup/test-app.js';

describe('the platform over HTTP', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createDocumentedTestApp({ METRICS_PORT: '0' });
  });
  afterAll(() => test.close());

  it('says that it lives and can be used', async () => {
    await test.http().get('/health/live').expect(200, { status: 'ok' });
    const queue = process.env['TEST_REDIS_URL'] ? 'redis' : 'postgres';
    await test.http().get('/health/ready').expect(200, { status: 'ok', queue });
  });

  it('shows its measurements, outside production on its own port too', async () => {
    expect((await test.http().get('/metrics').expect(200)).text).toContain('http_request_duration_seconds');
    const inside = request(`http://127.0.0.1:${test.app.get(MetricsServer).port}`);
    await test.http().get('/health/live').expect(200);
    const metrics = await inside.get('/metrics').expect(200);
    expect(metrics.text).toContain('http_request_duration_seconds');
    await inside.get('/health/live').expect(404);
    await inside.post('/metrics').expect(404);
  });

  it('answers in Vietnamese unless English is preferred', async () => {
    const vi = await test.http().get('/v1/nothing-here').expect(404);
    expect(vi.headers['content-type']).toContain('application/problem+json');
    expect(vi.body).toMatchObject({ code: 'http.notFound', title: 'Không tìm thấy', status: 404 });
    const en = await test.http().get('/v1/nothing-here').set('Accept-Language', 'en').expect(404);
    expect(en.body.title).toBe('Not found');
    expect(en.headers['x-request-id']).toBe(en.body.requestId);
  });

  it('sends security headers and forbids storing answers', async () => {
    const { headers } = await test.http().get('/health/live');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('packs the document and the parts of its page for who takes it, and nothing else', async () => {
    const parts = ['/openapi.json', '/docs', '/docs/swagger-ui-init.js', '/docs/swagger-ui-bundle.js'];
    for (const part of parts) {
      const ask = (encoding: string) => test.http().get(part).set('Accept-Encoding', encoding).expect(200);
      const [packed, again, plain] = [await ask('gzip, br'), await ask('gzip'), await ask('gzip;q=0')];
      expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect([packed.text, again.text]).toEqual([plain.text, plain.text]);
    }
    const other = await test.http().get('/v1/problems').set('Accept-Encoding', 'gzip').expect(200);
    expect(other.headers['content-encoding']).toBeUndefined();
  });

  it('says of an empty body that it is empty', async () => {
    const empty = test.http().post('/v1/auth/login').set('Content-Type', 'application/json');
    const { body } = await empty.expect(400);
    expect(body).toMatchObject({ code: 'http.malformedJson', detail: expect.stringContaining('rỗng') });
  });

  it('shows the document and its page', async () => {
    const document = await test.http().get('/openapi.json').expect(200);
    expect(document.body.openapi).toMatch(/^3\./);
    await test.http().get('/docs').expect(200);
    await test.http().get('/docs/').expect(302).expect('location', '/docs');
  });
});

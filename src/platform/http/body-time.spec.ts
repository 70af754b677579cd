import Fastify, { type FastifyInstance } from 'fastify';
import net from 'node:net';
import { limitBodyTime } from './body-time.js';

const IN_TIME_MS = 150;

/** Sends the pieces and nothing more. @returns what came back before the connection was closed */
function exchange(port: number, pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    const socket = net.connect(port, '127.0.0.1', () => pieces.forEach((piece) => socket.write(piece)));
    socket.setTimeout(3_000, () => socket.destroy(new Error('left open')));
    socket.on('data', (bytes) => (told += bytes.toString('utf8')));
    socket.on('error', reject);
    socket.on('close', () => resolve(told));
  });
}

const head = (path: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`;

describe('the time that a body may take', () => {
  let fastify: FastifyInstance;
  let port: number;
  beforeEach(async () => {
    fastify = Fastify({ clientErrorHandler: () => undefined });
    limitBodyTime(fastify, IN_TIME_MS);
    fastify.post('/json', async () => ({ done: true }));
    fastify.addContentTypeParser('text/file', (_request, _payload, done) => done(null));
    fastify.post('/file', { config: { form: true } as object }, async () => ({ refused: true }));
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    port = (fastify.server.address() as net.AddressInfo).port;
  });
  afterEach(() => fastify.close());

  it('ends a request whose body does not come, and says why', async () => {
    const told = await exchange(port, [head('/json'), '{"a":']);
    expect(told).toContain('408');
    expect(told).toContain('http.requestTooSlow');
  });

  it('lets a whole one be answered, and does not end the connection after it', async () => {
    const body = JSON.stringify({ a: 1 });
    const request = head('/json').replace('100', String(body.length)) + body;
    const told = exchange(port, [request]);
    await expect(told).rejects.toThrow('left open');
  });

  it('ends the connection on who was answered and goes on sending nothing', async () => {
    const told = await exchange(port, [head('/file').replace('application/json', 'text/file'), 'abc']);
    expect(told).toContain('{"refused":true}');
    expect(told).not.toContain('408');
  });
});

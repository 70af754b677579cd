import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import net from 'node:net';
import { problemOfError } from './problem-of-error.js';
import { takeForms, type FormRouteConfig } from './form-routes.js';
import { IncomingForm } from './incoming-form.js';
import { answerConnectionError } from './raw-errors.js';

const BEGINNING =
  '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7';
const HEAD =
  'POST /file HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n' +
  'Content-Length: 5000\r\n\r\n';

/** Sends the beginning of a form, and then a byte in each interval, or nothing. @returns what came back */
function sendSlowly(port: number, everyMs: number | null): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    let drip: NodeJS.Timeout | undefined;
    // What is written before it is connected would stand before the head.
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.write(HEAD + BEGINNING);
      if (everyMs !== null) drip = setInterval(() => socket.write('x'), everyMs);
    });
    socket.setTimeout(5_000, () => socket.destroy(new Error('left open')));
    socket.on('data', (bytes) => {
      told += bytes.toString('utf8');
      clearInterval(drip);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearInterval(drip);
      resolve(told);
    });
  });
}

describe('a form whose file comes too slowly', () => {
  let fastify: FastifyInstance;
  let port: number;
  let failed: Promise<unknown>;
  const start = async (requestTimeout: number, stalledAfterMs: number): Promise<void> => {
    fastify = Fastify({
      requestTimeout,
      http: { connectionsCheckingInterval: 50, headersTimeout: requestTimeout },
      clientErrorHandler: answerConnectionError,
    });
    await takeForms(fastify);
    const config: FormRouteConfig = { form: true };
    failed = new Promise((resolve) => {
      const handler = async (request: FastifyRequest): Promise<void> => {
        const form = new IncomingForm(request, stalledAfterMs);
        await form.read(1_000_000, drain).catch((error: unknown) => resolve(error));
      };
      fastify.route({ method: 'POST', url: '/file', config: config as object, handler });
    });
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    port = (fastify.server.address() as net.AddressInfo).port;
  };
  afterEach(() => fastify.close());

  it.each<[string, number, number, number | null]>([
    ['stops coming', 60_000, 100, null],
    ['takes longer than it may in all', 400, 60_000, 20],
  ])('ends when it %s, in Vietnamese, and the reader learns of it', async (_how, all, stalled, everyMs) => {
    await start(all, stalled);
    const told = await sendSlowly(port, everyMs);
    expect(told).toContain('HTTP/1.1 408');
    expect(told).toContain('Content-Type: application/problem+json');
    expect(told).toContain('Yêu cầu gửi tới quá chậm');
    // A refusal, upon which what was stored is removed.
    expect(problemOfError(await failed).type.status).toBeLessThan(500);
  });
});

async function drain({ content }: { readonly content: AsyncIterable<Buffer> }): Promise<number> {
  let size = 0;
  for await (const piece of content) size += piece.length;
  return size;
}

import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const pack = promisify(gzip);
const TEXT = /^(?:text\/|application\/(?:json|javascript))/;
/** Not where it is refused by a weight of 0. */
const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

/**
 * Packs the document and its page, which are large and the same for everybody. What is a text is packed once and kept;
 * what comes from a file as it comes. Nothing else is packed: an answer that mixes a secret with what a stranger sent
 * would tell of it by its length.
 */
export function compressPages(fastify: FastifyInstance): void {
  const packed = new Map<string, { readonly plain: string; readonly bytes: Promise<Buffer> }>();
  const packOnce = async (path: string, plain: string): Promise<Buffer> => {
    const known = packed.get(path);
    if (known?.plain === plain) return known.bytes;
    const bytes = pack(plain);
    packed.set(path, { plain, bytes });
    return bytes;
  };
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (!isPage(request, reply)) return payload;
    void reply.header('Vary', 'Accept-Encoding');
    if (!GZIP.test(request.headers['accept-encoding'] ?? '')) return payload;
    if (typeof payload !== 'string' && !(payload instanceof Readable)) return payload;
    void reply.header('Content-Encoding', 'gzip').removeHeader('content-length');
    if (typeof payload === 'string') return packOnce(pathOf(request), payload);
    return pipeline(payload, createGzip(), () => undefined);
  });
}

function isPage(request: FastifyRequest, reply: FastifyReply): boolean {
  const path = pathOf(request);
  const type = reply.getHeader('content-type');
  return (
    request.method === 'GET' &&
    reply.statusCode === 200 &&
    (path === '/openapi.json' || path === '/docs' || path.startsWith('/docs/')) &&
    typeof type === 'string' &&
    TEXT.test(type)
  );
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? url;
}

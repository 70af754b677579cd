import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const VERSION_AND_CONTENT = /^((?:W\/)?"\d{1,9})-[\w-]{1,64}"$/;
const HASH_CHARACTERS = 22;

/**
 * Gives every JSON answer to a GET an `ETag`, a HEAD the one of its GET, and answers 304 where the caller holds the same.
 * The tag is strong: a version alone would hide what moves without it, such as a time limit that passes. The handler has
 * run by then, so that who confirms what he holds of a person stands in the audit like who reads it.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const held = request.headers['if-match'];
    if (held !== undefined) request.headers['if-match'] = versionTag(held);
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!isTagged(request, reply) || typeof payload !== 'string') return done(null, payload);
    const tag = entityTag(reply.getHeader('etag'), payload);
    void reply.header('ETag', tag);
    if (!holds(request.headers['if-none-match'], tag)) return done(null, payload);
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    // Of a HEAD the server takes the body away itself, and has to see one.
    done(null, request.method === 'HEAD' ? payload : null);
  });
}

/** What `If-Match` compares: the version before the hash of the content; any other text as it is. */
export function versionTag(held: string): string {
  return held.trim().replace(VERSION_AND_CONTENT, '$1"');
}

/** @param version the tag that the answer's version has already given, such as `"3"` */
export function entityTag(version: unknown, body: string): string {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, HASH_CHARACTERS);
  return typeof version === 'string' ? `${version.slice(0, -1)}-${hash}"` : `"${hash}"`;
}

/** Whether `If-None-Match` names the tag, weakly compared as RFC 9110, 13.1.2 wants it. */
export function holds(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .some((held) => held.trim() === '*' || held.trim().replace(/^W\//, '') === tag);
}

function isTagged(request: FastifyRequest, reply: FastifyReply): boolean {
  const type = reply.getHeader('content-type');
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    reply.statusCode === 200 &&
    request.url.startsWith('/v1/') &&
    typeof type === 'string' &&
    type.startsWith('application/json')
  );
}

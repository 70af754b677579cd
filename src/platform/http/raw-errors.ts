import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { P } from '../errors/platform.problems.js';
import { problem, type ProblemType } from '../errors/problem.js';
import { PROBLEMS } from '../observability/metrics.js';
import { PROBLEM_TYPE, sendProblem } from './problem-answer.js';
import { problemBody } from './problem-body.js';
import { problemOfError } from './problem-of-error.js';

/** Answers what the router refuses before any route or hook: an address that cannot be decoded, or is too long. */
export function answerRouterError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(request, reply, problemOfError(error));
}

/** What Node means by the errors of a connection on which no request could be read. */
const BY_NODE_CODE: Readonly<Record<string, ProblemType>> = {
  HPE_HEADER_OVERFLOW: P.headersTooLarge,
  ERR_HTTP_REQUEST_TIMEOUT: P.requestTooSlow,
};

/** Answers what is no request, as far as the other side still listens. In Vietnamese: no header has been read. */
export function answerConnectionError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const type = BY_NODE_CODE[error.code ?? ''] ?? P.badRequest;
  PROBLEMS.inc({ code: type.code });
  socket.end(rawAnswer(type));
}

/** As Node's own error for a request that does not come to its end in time. */
export function tooSlow(): NodeJS.ErrnoException {
  return Object.assign(new Error('The body came too slowly'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
}

function rawAnswer(type: ProblemType): string {
  const requestId = uuidv7();
  const body = JSON.stringify(problemBody(problem(type), 'vi', requestId));
  return [
    `HTTP/1.1 ${type.status} ${STATUS_CODES[type.status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Language: vi',
    'Cache-Control: no-store',
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

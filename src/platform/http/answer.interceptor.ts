import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, of, throwError, type Observable } from 'rxjs';
import { Replay } from '../database/idempotency-store.js';
import { P } from '../errors/platform.problems.js';
import { problem } from '../errors/problem.js';
import { endpointRules, type EndpointRules } from './endpoint.js';
import { tellDeprecation } from './deprecation.js';
import { currentRequest, type IdempotencyRequest } from './request-context.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Hands the `Idempotency-Key` to the request's transaction, answers replays, and sets `ETag` from the version. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const here = currentRequest();
    const rules = endpointRules(context.getHandler());
    tellDeprecation(reply, rules?.deprecated ?? null);
    if (here && rules?.unsafe) here.idempotency = idempotencyOf(request, rules);
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof Replay)) return throwError(() => error);
        void reply.header('Idempotency-Replayed', 'true');
        return of(error.answer);
      }),
      map((answer: unknown) => {
        const version = versionOf(answer);
        if (version !== null) void reply.header('ETag', `"${version}"`);
        return answer;
      }),
    );
  }
}

/** @throws Problem 400 for a key that is not 1 to 200 visible ASCII characters */
function idempotencyOf(request: FastifyRequest, rules: EndpointRules): IdempotencyRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw problem(P.invalidParameter, {
      faults: [
        {
          parameter: 'Idempotency-Key',
          code: 'field.idempotencyKey',
          detail: { vi: 'Phải là 1 đến 200 ký tự ASCII', en: 'Must be 1 to 200 visible ASCII characters' },
        },
      ],
    });
  }
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const content = rules.form ? null : contentOf(request);
  return { route, key, content, secret: rules.secretAnswer, taken: false };
}

function contentOf({ method, url, headers, body }: FastifyRequest): string {
  return JSON.stringify([method, url, headers['if-match'] ?? null, body ?? null]);
}

function versionOf(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null || !('version' in answer)) return null;
  return typeof answer.version === 'number' ? answer.version : null;
}

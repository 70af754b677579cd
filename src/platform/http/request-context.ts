import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from '../i18n/locale.js';

/** The claim that an `Idempotency-Key` makes; the first write transaction of the request takes it. */
export interface IdempotencyRequest {
  readonly route: string;
  readonly key: string;
  /** SHA-256 of method, path parameters and body. */
  readonly requestHash: Buffer;
  /** Set by the transaction that took the claim. */
  taken: boolean;
}

export interface RequestContext {
  readonly requestId: string;
  readonly locale: Locale;
  idempotency: IdempotencyRequest | null;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs the rest of the request within its context. */
export function runInRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the request being served; undefined in jobs and commands. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

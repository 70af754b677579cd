import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale } from '../i18n/locale.js';

/** The claim that an `Idempotency-Key` makes; the first write transaction of the request takes it. */
export interface IdempotencyRequest {
  readonly route: string;
  readonly key: string;
  /**
   * Method, URL, `If-Match` and body as one text: what a repetition must have in common with the first request. Null
   * until the form of a route that takes one has been read.
   */
  content: string | null;
  /** The answer holds a secret that is told once: it is not kept. */
  readonly secret: boolean;
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

/**
 * Says what a form held, so that a repetition of the request can be told from another one under the same key.
 *
 * @param values subject, fields and the hash of the file
 */
export function tellFormContent(values: readonly unknown[]): void {
  const claim = storage.getStore()?.idempotency;
  if (claim) claim.content = JSON.stringify(['form', ...values]);
}

import { randomBytes } from 'node:crypto';

/**
 * Keeps contents under keys. Knows nothing of them: what is confidential is sealed before it comes here.
 * A content is written once and never changed.
 */
export interface ObjectStore {
  /** Where contents lie, in words for an operator, without secrets. */
  readonly place: string;

  /** Keeps the content; when it resolves, the content outlives a crash. What fails leaves nothing that can be read. */
  put(key: string, content: AsyncIterable<Buffer>): Promise<void>;

  /**
   * Reads from `start` up to, not including, `end`.
   *
   * @throws Error when there is no such content
   */
  read(key: string, start: number, end: number): Promise<AsyncIterable<Buffer>>;

  /** Removes the content and what an interrupted `put` left of it; that there is none is no error. */
  remove(key: string): Promise<void>;
}

/** Injection token of the store that the configuration chose. */
export const OBJECT_STORE = Symbol('OBJECT_STORE');

const KEY = /^[0-9a-f]{32}$/;

/** A key that nobody guesses and that tells nothing. */
export function newObjectKey(): string {
  return randomBytes(16).toString('hex');
}

/** Keys become parts of paths. @throws Error for what `newObjectKey` does not make */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error('Not a key of the object store');
  return key;
}

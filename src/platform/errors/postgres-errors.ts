import { P } from './platform.problems.js';
import { Problem, problem, type ProblemType } from './problem.js';

interface PostgresError {
  readonly code: string;
  readonly constraint?: string;
  readonly message?: string;
}

/** What an SQLSTATE means to a caller. Anything not listed is a fault of ours: 500. */
const BY_STATE: Readonly<Record<string, ProblemType>> = {
  '23505': P.conflict,
  '23P01': P.conflict,
  '23503': P.conflict,
  '23514': P.conflict,
  '40001': P.unavailable,
  '40P01': P.unavailable,
  '55P03': P.unavailable,
  '57014': P.unavailable,
  '53300': P.unavailable,
  '57P01': P.unavailable,
  '57P02': P.unavailable,
  '57P03': P.unavailable,
};

/** Failures of the connection itself, before PostgreSQL could say anything. */
const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** The driver says these without a code. */
const LOST = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

/** Another try of the whole transaction may succeed after these. */
const RETRIABLE = new Set(['40001', '40P01']);

/** What to answer for an error of the database; null when the database did not cause it. */
export function problemOfDatabaseError(error: unknown): Problem | null {
  const state = stateOf(error);
  const type = state ? typeOf(state) : hasLost(error) ? P.unavailable : undefined;
  if (!type) return null;
  return problem(type, { cause: error, retryAfterSeconds: type.status === 503 ? 2 : undefined });
}

function hasLost(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (LOST.test(at.message)) return true;
  return false;
}

function typeOf(state: PostgresError): ProblemType | undefined {
  if (CONNECTION.has(state.code)) return P.unavailable;
  // Writing beyond the scope looks like absence. A missing grant has the same code and is a fault of ours.
  if (state.code === '42501') return refusedByPolicy(state) ? P.notFound : undefined;
  return BY_STATE[state.code];
}

function refusedByPolicy({ code, message }: PostgresError): boolean {
  return code === '42501' && /row-level security/.test(message ?? '');
}

/** True when row-level security refused to write: also for the problem that was made of it. */
export function isBeyondScope(error: unknown): boolean {
  const state = stateOf(error);
  return state !== null && refusedByPolicy(state);
}

/** True for serialisation failures and deadlocks: repeat the transaction from its start. */
export function isRetriable(error: unknown): boolean {
  return RETRIABLE.has(stateOf(error)?.code ?? '');
}

/** The constraint that a write violated, to name the rule behind it. */
export function violatedConstraint(error: unknown): string | null {
  const state = stateOf(error);
  return state?.code.startsWith('23') ? (state.constraint ?? null) : null;
}

function stateOf(error: unknown): PostgresError | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const driver: unknown = 'driverError' in at ? at.driverError : at;
    if (hasCode(driver)) return driver;
  }
  return null;
}

function hasCode(value: unknown): value is PostgresError {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}

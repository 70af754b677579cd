import { Gauge } from 'prom-client';
import { TypeORMError } from 'typeorm';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { Problem } from '../../platform/errors/problem.js';
import { METRICS } from '../../platform/observability/metrics.js';

/** Somebody may drop out unseen on such a day. */
export const MISSED_FAILING = new Gauge({
  name: 'missed_days_failing',
  help: 'Days of persons, and sites, whose missed doses could not be derived so far; should be 0',
  registers: [METRICS],
});

/** Nobody's own failure: the database is away, or the program is ending. */
export const isOutage = (error: unknown): boolean =>
  error instanceof TypeORMError || (error instanceof Problem && error.type === HTTP.unavailable);

/** What a log may say of a failure: no value of any row. */
export function faultOf(error: unknown): string {
  if (error instanceof Problem) return error.type.code;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}

export const eachOnce = (faults: readonly string[]): string => [...new Set(faults)].join(', ');

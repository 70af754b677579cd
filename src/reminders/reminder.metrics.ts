import { Histogram } from 'prom-client';
import { METRICS } from '../platform/observability/metrics.js';

/** An officer who hears late has lost part of his time limit. */
export const REMINDER_LATENESS = new Histogram({
  name: 'reminder_lateness_seconds',
  help: 'How long after its time a reminder fired',
  buckets: [1, 5, 15, 60, 300, 1800, 7200, 86_400],
  registers: [METRICS],
});

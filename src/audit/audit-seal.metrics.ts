import { Counter, Gauge } from 'prom-client';
import { METRICS } from '../platform/observability/metrics.js';

/** Falls when the end of the chain was cut off: an alert on that is the proof that no table can give. */
export const SEAL_NUMBER = new Gauge({
  name: 'audit_seal_number',
  help: 'Number of the newest seal of the audit',
  registers: [METRICS],
});

export const UNSEALED_SECONDS = new Gauge({
  name: 'audit_unsealed_seconds',
  help: 'Age of the oldest row of the audit that is not sealed yet',
  registers: [METRICS],
});

export const ROWS_SEALED = new Counter({
  name: 'audit_rows_sealed_total',
  help: 'Rows of the audit that were sealed',
  registers: [METRICS],
});

export const SEALS_LOST = new Counter({
  name: 'audit_seals_lost_total',
  help: 'How often a seal that was there before was not found again, or was another one',
  registers: [METRICS],
});

import { Counter } from 'prom-client';
import { METRICS } from '../platform/observability/metrics.js';

export const DELIVERIES = new Counter({
  name: 'mail_deliveries_total',
  help: 'Attempts to hand a mail to the server, by outcome',
  labelNames: ['outcome'] as const,
  registers: [METRICS],
});

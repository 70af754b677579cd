import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** One registry a process; `metrics-server.ts` shows it. Labels are closed sets, never ids or names. */
export const METRICS = new Registry();
collectDefaultMetrics({ register: METRICS });

export const HTTP_REQUESTS = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of requests by route template and status',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [METRICS],
});

export const JOBS_RUN = new Histogram({
  name: 'job_duration_seconds',
  help: 'Duration of jobs by name and outcome',
  labelNames: ['job', 'outcome'] as const,
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
  registers: [METRICS],
});

export const PROBLEMS = new Counter({
  name: 'http_problems_total',
  help: 'Answers that were problems, by code',
  labelNames: ['code'] as const,
  registers: [METRICS],
});

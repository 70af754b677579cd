import {
  createPostgresBackend,
  Queue,
  withBackend,
  Worker,
  type BackendFactory,
  type JobsOptions,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
} from 'bullmq';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { Client } from '../database/client.js';
import type { JobPayload } from './job.js';
import { QUEUE_NAME } from './queue-name.js';

export interface JobToAdd {
  readonly name: string;
  readonly data: JobPayload;
  readonly opts?: JobsOptions;
}

/** The part of BullMQ's queue that this program uses, the same on both backends. */
export interface WorkQueue {
  add(name: string, data: JobPayload, opts?: JobsOptions): Promise<unknown>;
  addBulk(jobs: JobToAdd[]): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: JobPayload },
  ): Promise<unknown>;
  getJobSchedulers(): Promise<readonly { readonly key: string }[]>;
  getJobCounts(...states: 'waiting'[]): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

export interface WorkWorker {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

export type Work = (job: { readonly name: string; readonly data: JobPayload }) => Promise<void>;
type OnError = (error: Error) => void;

export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(onError: OnError): WorkQueue;
  worker(work: Work, onError: OnError): WorkWorker;
  close(): Promise<void>;
}

/** How long the queue's store may take to answer what does not wait for work. */
export const ANSWER_WITHIN_MS = 5_000;

const RETRIES: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: { count: 1_000 },
  removeOnFail: { count: 5_000 },
};

/** BullMQ on Redis when its URL is given, otherwise on PostgreSQL with the queue role's own small pool. */
export function queueBackend(config: Config['queue']): QueueBackend {
  return config.redisUrl ? redisBackend(config, config.redisUrl) : postgresBackend(config);
}

const RECONNECT_WITHIN_MS = 2_000;

function redisBackend(config: Config['queue'], url: string): QueueBackend {
  const connection = {
    url,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, RECONNECT_WITHIN_MS),
  };
  const prefix = config.redisPrefix;
  // Who adds a job must learn at once that it was not taken: the outbox keeps it. A worker waits as long as it takes.
  const adding = { ...connection, enableOfflineQueue: false, commandTimeout: ANSWER_WITHIN_MS };
  return {
    kind: 'redis',
    queue: (onError) =>
      listening(
        new Queue<JobPayload>(QUEUE_NAME, { connection: adding, prefix, defaultJobOptions: RETRIES }),
        onError,
      ),
    worker: (work, onError) =>
      listening(
        new Worker<JobPayload>(QUEUE_NAME, work, { connection, prefix, concurrency: config.concurrency }),
        onError,
      ),
    close: async () => undefined,
  };
}

function postgresBackend(config: Config['queue']): QueueBackend {
  const connection = new pg.Pool({
    Client,
    connectionString: config.databaseUrl,
    max: config.poolSize,
    options: '-c search_path=bullmq',
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
  });
  // Without a listener a broken idle connection would end the process; the pool opens another by itself.
  connection.on('error', () => undefined);
  const onPostgres = withBackend(forgivingBackend);
  return {
    kind: 'postgres',
    queue: (onError) =>
      listening(
        new onPostgres.Queue<JobPayload>(QUEUE_NAME, { connection, defaultJobOptions: RETRIES }),
        onError,
      ),
    worker: (work, onError) =>
      listening(
        new onPostgres.Worker<JobPayload>(QUEUE_NAME, work, { connection, concurrency: config.concurrency }),
        onError,
      ),
    close: () => connection.end(),
  };
}

/**
 * BullMQ looks once at the database and remembers for good how that went. A process that is busy for longer than a
 * connection may take, as one that starts on a machine full of work is, would have no queue until it starts again: a
 * look that failed is forgotten, and whoever asks next looks anew.
 */
const forgivingBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (...args) => {
  const backend = createPostgresBackend(...args);
  const { connection } = backend;
  const ready = connection.waitUntilReady.bind(connection);
  connection.waitUntilReady = async () => {
    try {
      await ready();
    } catch (error) {
      for (const each of [connection, backend]) Reflect.deleteProperty(each, 'readyPromise');
      throw error;
    }
  };
  return backend;
};

/** BullMQ emits `error` on lost connections; unheard, it would end the process. */
function listening<T extends { on(event: 'error', listener: OnError): unknown }>(
  emitter: T,
  onError: OnError,
): T {
  emitter.on('error', onError);
  return emitter;
}

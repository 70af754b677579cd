import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CONFIG, type Config } from '../config/config.js';
import { JOBS_RUN } from '../observability/metrics.js';
import { JobHandlers } from './job-handlers.js';
import { knownJobs, type JobDefinition, type JobPayload } from './job.js';
import {
  ANSWER_WITHIN_MS,
  queueBackend,
  type QueueBackend,
  type WorkQueue,
  type WorkWorker,
} from './queue-backend.js';
import { within } from './within.js';

const START_WITHIN_MS = 30_000;
/** Jobs under way come to their end. */
const CLOSE_WITHIN_MS = 20_000;
/** So many at most are added one by one: in bulk, PostgreSQL makes and drops two tables on the way, about 10 ms of work. */
const FEW = 8;
const LOOK_AT_LEAST_EVERY_MS = 60_000;

export interface QueuedJob {
  /** Stable id: the queue takes the same id once. */
  readonly id: string;
  readonly job: string;
  readonly payload: JobPayload;
  readonly delayMs: number;
}

/** The one door to BullMQ: adds jobs in every process, works on them in worker processes. */
@Injectable()
export class JobQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(JobQueue.name);
  private readonly backend: QueueBackend;
  private readonly queue: WorkQueue;
  private worker: WorkWorker | null = null;
  private schedule: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly handlers: JobHandlers,
  ) {
    this.backend = queueBackend(config.queue);
    this.queue = this.backend.queue((error) => this.report('queue', error));
  }

  get backendKind(): 'redis' | 'postgres' {
    return this.backend.kind;
  }

  /** BullMQ's own queue, for pages that show it; nobody adds or changes jobs through it. */
  get shown(): unknown {
    return this.queue;
  }

  /** @throws Error when the queue's store cannot be reached: who works on jobs does not start without */
  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    await within(START_WITHIN_MS, 'Reaching the queue', this.queue.waitUntilReady());
    await this.scheduleRepeating();
    this.keepSchedule();
    this.worker = this.backend.worker(
      async (job) => this.work(job.name, job.data),
      (error) => this.report('worker', error),
    );
    await this.worker.waitUntilReady();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.schedule);
    // A store that does not answer cannot say goodbye either.
    await this.bounded('closing', CLOSE_WITHIN_MS, () => this.worker?.close());
    await this.bounded('closing', ANSWER_WITHIN_MS, () => this.queue.close());
    await this.backend.close();
  }

  /** @throws Error when the queue has not taken them in time; some may be there all the same, under their ids */
  async addAll(jobs: readonly QueuedJob[]): Promise<void> {
    const bulk = jobs.map(({ id, job, payload, delayMs }) => ({
      name: job,
      data: payload,
      opts: { jobId: id, delay: delayMs },
    }));
    const add =
      bulk.length > FEW
        ? this.queue.addBulk(bulk)
        : Promise.all(bulk.map(({ name, data, opts }) => this.queue.add(name, data, opts)));
    await within(ANSWER_WITHIN_MS, 'Handing jobs to the queue', add);
  }

  /** Runs a repeating job soon, besides its schedule. */
  async runSoon(job: JobDefinition): Promise<void> {
    await this.addAll([{ id: uuidv7(), job: job.name, payload: {}, delayMs: 0 }]);
  }

  /** Answers when the queue's store can be reached. */
  async ping(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }

  /** A store that comes back without its data has forgotten what repeats: sweeps would never come again. */
  private keepSchedule(): void {
    const look = async (): Promise<void> => {
      const known = await this.queue.getJobSchedulers();
      await this.scheduleRepeating(new Set(known.map(({ key }) => key)));
    };
    const every = Math.min(this.config.queue.sweepEveryMs * 4, LOOK_AT_LEAST_EVERY_MS);
    this.schedule = setInterval(() => void this.bounded('schedule', ANSWER_WITHIN_MS, look), every).unref();
  }

  private async scheduleRepeating(known: ReadonlySet<string> = new Set()): Promise<void> {
    for (const job of knownJobs()) {
      if (!job.repeat || known.has(job.name)) continue;
      const every = job.repeat === 'sweep' ? this.config.queue.sweepEveryMs : job.repeat.everyMs;
      await this.queue.upsertJobScheduler(job.name, { every }, { name: job.name, data: {} });
    }
  }

  private async work(name: string, payload: JobPayload): Promise<void> {
    const end = JOBS_RUN.startTimer({ job: name });
    try {
      await this.handlers.run(name, payload);
      end({ outcome: 'done' });
    } catch (error) {
      end({ outcome: 'failed' });
      this.report(`job ${name}`, error);
      throw error;
    }
  }

  private async bounded(
    what: string,
    milliseconds: number,
    work: () => Promise<unknown> | undefined,
  ): Promise<void> {
    try {
      await within(milliseconds, what, Promise.resolve(work()));
    } catch (error) {
      this.report(what, error);
    }
  }

  private report(what: string, error: unknown): void {
    this.logger.warn(`${what}: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

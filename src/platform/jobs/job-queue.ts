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
import { queueBackend, type QueueBackend, type WorkQueue, type WorkWorker } from './queue-backend.js';

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

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    await this.queue.waitUntilReady();
    await this.scheduleRepeating();
    this.worker = this.backend.worker(
      async (job) => this.work(job.name, job.data),
      (error) => this.report('worker', error),
    );
    await this.worker.waitUntilReady();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
    await this.backend.close();
  }

  async addAll(jobs: readonly QueuedJob[]): Promise<void> {
    await this.queue.addBulk(
      jobs.map(({ id, job, payload, delayMs }) => ({
        name: job,
        data: payload,
        opts: { jobId: id, delay: delayMs },
      })),
    );
  }

  /** Runs a repeating job soon, besides its schedule. */
  async runSoon(job: JobDefinition): Promise<void> {
    await this.queue.addBulk([{ name: job.name, data: {}, opts: { jobId: uuidv7() } }]);
  }

  /** Answers when the queue's store can be reached. */
  async ping(): Promise<void> {
    await this.queue.getJobCounts('waiting');
  }

  private async scheduleRepeating(): Promise<void> {
    for (const job of knownJobs()) {
      if (!job.repeat) continue;
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

  private report(what: string, error: unknown): void {
    this.logger.warn(`${what}: ${error instanceof Error ? error.message : 'unknown error'}`);
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { handledJob, knownJobs, type JobDefinition, type JobPayload } from './job.js';
import type { SystemActor } from '../security/actor.js';

type BoundHandler = (payload: JobPayload, actor: SystemActor) => Promise<void>;

/** Finds the handler of each declared job and refuses to start when one is missing or there are two. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly handlers = new Map<string, BoundHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws Error for a declared job with no handler, or with two */
  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.isNotMetatype ? null : wrapper.instance;
      if (typeof instance === 'object' && instance !== null)
        this.collect(instance as Record<string, unknown>);
    }
    const missing = knownJobs().filter((job) => !this.handlers.has(job.name));
    if (missing.length > 0)
      throw new Error(`No handler for the job(s) ${missing.map((job) => job.name).join(', ')}`);
  }

  /** @throws Error for a job that this program does not know */
  async run(name: string, payload: JobPayload): Promise<void> {
    const handler = this.handlers.get(name);
    const definition = knownJobs().find((job: JobDefinition) => job.name === name);
    if (!handler || !definition) throw new Error(`Unknown job ${name}`);
    await handler(payload, definition.actor);
  }

  private collect(instance: Record<string, unknown>): void {
    for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
      const name = handledJob(instance[key]);
      if (name === undefined) continue;
      if (this.handlers.has(name)) throw new Error(`Two handlers for the job ${name}`);
      this.handlers.set(name, (payload, actor) =>
        (instance[key] as BoundHandler).call(instance, payload, actor),
      );
    }
  }
}

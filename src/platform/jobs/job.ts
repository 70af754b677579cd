import type { SystemActor } from '../security/actor.js';

/** What a job carries: ids, never personal data. */
export type JobPayload = Readonly<Record<string, string | number>>;

export interface JobDefinition<P extends JobPayload = JobPayload> {
  /** `slice.what`; BullMQ shows it, so it says nothing about a person. */
  readonly name: string;
  /** In whose name the handler works; row-level security has policies for it. */
  readonly actor: SystemActor;
  /** For jobs that repeat by themselves: how often, in milliseconds of real time, or the sweep interval. */
  readonly repeat?: 'sweep' | { readonly everyMs: number };
  /** Type marker only. */
  readonly payload?: P;
}

const definitions = new Map<string, JobDefinition>();

/**
 * Declares a job; start-up fails unless exactly one handler is there for it.
 *
 * @throws Error when the name is declared twice
 */
export function defineJob<P extends JobPayload>(definition: JobDefinition<P>): JobDefinition<P> {
  if (definitions.has(definition.name)) throw new Error(`The job ${definition.name} is declared twice`);
  definitions.set(definition.name, definition);
  return definition;
}

/** Every declared job, in the order in which the slices were loaded. */
export function knownJobs(): readonly JobDefinition[] {
  return [...definitions.values()];
}

const HANDLES = Symbol('job handler');

type Handler<P extends JobPayload> = (payload: P, actor: SystemActor) => Promise<void>;

/** Marks the method that does the job's work. It may run twice for one job, so it must find its work undone. */
export function HandlesJob<P extends JobPayload>(job: JobDefinition<P>) {
  return (_target: object, _key: string, descriptor: TypedPropertyDescriptor<Handler<P>>): void => {
    if (descriptor.value) Reflect.defineMetadata(HANDLES, job.name, descriptor.value);
  };
}

/** The name of the job that a method handles, undefined for other methods. */
export function handledJob(method: unknown): string | undefined {
  return typeof method === 'function'
    ? (Reflect.getMetadata(HANDLES, method) as string | undefined)
    : undefined;
}

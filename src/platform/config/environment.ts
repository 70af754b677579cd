import type { Environment } from './load-config.js';

/** The process's environment; nothing else in the program reads it. An empty variable counts as absent. */
export function processEnvironment(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
}

/** What a program of the machine needs to start, and none of our settings: those hold secrets. */
const FOR_CHILDREN = ['PATH', 'SystemRoot'] as const;

/** The environment for a program that this one starts. */
export function childEnvironment(): Environment {
  return Object.fromEntries(FOR_CHILDREN.map((name) => [name, process.env[name]]));
}

/** True when an npm script started the process, so that a shell stands between. */
export function startedByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

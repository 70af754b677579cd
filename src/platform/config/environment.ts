import type { Environment } from './settings-reader.js';

/** The process's environment; nothing else in the program reads it. An empty variable counts as absent. */
export function processEnvironment(): Environment {
  return Object.fromEntries(Object.entries(process.env).filter(([, value]) => value?.trim()));
}

import type { Environment } from './load-config.js';

/** The process's environment; nothing else in the program reads it. */
export function processEnvironment(): Environment {
  return process.env;
}

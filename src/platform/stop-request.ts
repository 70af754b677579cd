import type { Environment } from './config/load-config.js';

const LOOK_EVERY_MS = 200;

/**
 * Resolves when the process is asked to end: by SIGTERM or SIGINT, or by the end of the shell that npm put between
 * itself and this process. Many shells die of npm's signal and hand it to nobody. Asked from the first moment on, a
 * start under way comes to its end first; a second signal ends the process at once.
 */
export function stopRequest(env: Environment): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
    if (env['npm_lifecycle_event']) onceLeftAlone(() => asked || ask());
  });
}

function onceLeftAlone(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY_MS);
  timer.unref();
}

// The built program as a process of its own, as an operator runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../dist/platform/embedded/embedded-postgres.js';

/**
 * @typedef {object} Place where a program runs, and as whom
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 */

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

/**
 * Runs one of the built programs to its end.
 *
 * @param {Record<string, string>} env the whole environment besides PATH and HOME
 * @param {{ input?: string, place?: Place }} options what it reads from standard input, and where it runs
 * @returns its exit code and everything that it wrote
 */
export async function runProgram(args, env, { input = '', place = {} } = {}) {
  const child = startProgram([process.execPath, ...args], env, place);
  child.process.stdin.end(input);
  const [code] = await once(child.process, 'close');
  return { code, output: child.output() };
}

/**
 * Starts the service on a free port and waits until it is ready.
 *
 * @param {Record<string, string>} env the whole environment besides PATH and HOME
 * @param {string[]} command what starts it
 * @param {Place} place
 * @throws Error with its output when it ends before or is not ready in time, and with what it last said of its readiness
 */
export async function startService(env, command = [process.execPath, 'dist/main.js'], place = {}) {
  const began = performance.now();
  const port = await freePort();
  const metricsPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: String(port), HOST: '127.0.0.1', METRICS_PORT: String(metricsPort) };
  const child = startProgram(command, { ...settings, ...env }, place);
  try {
    await isReady(url, child);
  } catch (error) {
    child.process.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    pid: child.process.pid,
    output: child.output,
    readyAfterMs: Math.round(performance.now() - began),
    stop: () => stop(child, command[0] === 'npm'),
    /** Ends it without a word, as a power cut would. */
    kill: async () => {
      child.process.kill('SIGKILL');
      await once(child.process, 'close');
    },
  };
}

/**
 * Starts several at once. When one is not ready, the others end too.
 *
 * @param {Promise<{ stop(): Promise<number> }>[]} starting
 * @throws Error of the first that failed
 */
export async function allOrNone(starting) {
  const started = await Promise.allSettled(starting);
  const failed = started.find(({ status }) => status === 'rejected');
  const services = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  if (!failed) return services;
  await Promise.allSettled(services.map((service) => service.stop()));
  throw failed.reason;
}

function startProgram([program, ...args], env, place) {
  const { PATH, HOME } = process.env;
  const child = spawn(program, args, { ...place, env: { PATH, HOME, ...env }, stdio: 'pipe' });
  const words = [];
  child.stdout.on('data', (chunk) => words.push(chunk));
  child.stderr.on('data', (chunk) => words.push(chunk));
  return { process: child, output: () => Buffer.concat(words).toString() };
}

async function isReady(url, child) {
  const until = performance.now() + READY_WITHIN_MS;
  let last = '';
  while (performance.now() < until) {
    if (child.process.exitCode !== null) throw new Error(`The service ended at once:\n${child.output()}`);
    const answer = await fetch(`${url}/health/ready`).catch((error) => error);
    if (answer.ok) return;
    last =
      answer instanceof Error ? reasonOf(answer) : `${answer.status} ${await answer.text().catch(reasonOf)}`;
    await sleep(50);
  }
  throw new Error(
    `The service was not ready within ${READY_WITHIN_MS} ms, but last said: ${last}\n${child.output()}`,
  );
}

const reasonOf = ({ message, cause }) => cause?.message ?? message;

/**
 * Asks it to end, and waits until nothing writes to its pipes any more.
 *
 * @throws Error unless it ends by itself, in time, with 0; npm itself may end by the signal
 */
async function stop(child, throughNpm) {
  const began = performance.now();
  const closed = once(child.process, 'close');
  child.process.kill('SIGTERM');
  const late = setTimeout(() => child.process.kill('SIGKILL'), STOPPED_WITHIN_MS);
  const [code, signal] = await closed;
  clearTimeout(late);
  const ended = code === 0 || (throughNpm && (signal === 'SIGTERM' || code === 128 + 15));
  if (!ended) throw new Error(`The service ended with ${code ?? signal} on SIGTERM:\n${child.output()}`);
  return Math.round(performance.now() - began);
}

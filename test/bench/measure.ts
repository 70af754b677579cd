import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const ROUNDS = 40;
/** What else runs makes every figure worse: waits until the machine's load is below this. */
const IDLE = Number(process.env['BENCH_IDLE'] ?? Infinity);

export async function idleMachine(): Promise<void> {
  while ((loadavg()[0] ?? 0) >= IDLE) await sleep(5_000);
  process.stdout.write(`load ${(loadavg()[0] ?? 0).toFixed(1)}\n`);
}

/** Asks forty times and tells how long it took. @returns milliseconds */
export async function p95Of(what: string, ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = process.hrtime.bigint();
    await ask();
    times.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  process.stdout.write(`${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms\n`);
  return p95;
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0;
}

import { spawnSync } from 'node:child_process';

/** How many are killed; of which chance; on which queue. */
export const KILLS = Number(process.env['KILLS'] ?? 5);
export const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const wanted = process.env['BACKEND'];
export const BACKENDS = (['postgres', 'redis'] as const)
  .filter((backend) => backend === 'postgres' || hasRedis)
  .filter((backend) => !wanted || backend === wanted);

/** 'postgres 2, api 1 1' */
export function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

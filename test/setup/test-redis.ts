import { Redis } from 'ioredis';
import type { Config } from '../../src/platform/config/config.js';

/** With `TEST_REDIS_URL` the queue of each test database is on Redis, below a prefix of its own. */
export function redisSettings(database: string): Readonly<Record<string, string>> {
  const url = process.env['TEST_REDIS_URL'];
  return url ? { REDIS_URL: url, REDIS_PREFIX: database } : {};
}

/** Removes what a queue has left in Redis; the server may be somebody's own. */
export async function forgetKeys({ redisUrl, redisPrefix }: Config['queue']): Promise<void> {
  if (!redisUrl) return;
  const redis = new Redis(redisUrl);
  try {
    for await (const keys of redis.scanStream({ match: `${redisPrefix}:*`, count: 500 })) {
      if (keys.length > 0) await redis.unlink(...(keys as string[]));
    }
  } finally {
    redis.disconnect();
  }
}

/** How often a queue in Redis holds a job, and how often it waits for its time. */
export async function copiesInRedis(
  url: string,
  queue: string,
  id: string,
): Promise<{ readonly stored: number; readonly delayed: number }> {
  const redis = new Redis(url);
  try {
    const delayed = await redis.zrange(`${queue}:delayed`, '0', '-1');
    return {
      stored: await redis.exists(`${queue}:${id}`),
      delayed: delayed.filter((job) => job === id).length,
    };
  } finally {
    redis.disconnect();
  }
}

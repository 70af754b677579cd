// Starts and stops the built program again and again on the same files; every fifth time it is killed instead, and
// the next start has to find its way. Takes the number of rounds, 20 unless told.
import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { withDirectory } from './lib/directory.mjs';
import { startService } from './lib/service.mjs';

const rounds = Number(process.argv[2] ?? 20);
assert.ok(Number.isInteger(rounds) && rounds > 0, 'The number of rounds must be a whole number above 0');

await withDirectory(async (directory) => {
  const ready = [];
  const stopped = [];
  for (let round = 1; round <= rounds; round += 1) {
    const service = await startService({ DATA_DIRECTORY: directory });
    ready.push(service.readyAfterMs);
    // The last round ends in order: nothing may be left running.
    if (round % 5 === 0 && round < rounds) await service.kill();
    else stopped.push(await service.stop());
  }
  await assert.rejects(
    access(path.join(directory, 'postgres', 'postmaster.pid')),
    'PostgreSQL was left running',
  );
  console.log(`${rounds} starts: ${spread(ready)} to be ready, ${spread(stopped)} to end with 0`);
});

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return `${sorted[0]}–${sorted.at(-1)} ms (median ${sorted[Math.floor(sorted.length / 2)]})`;
}

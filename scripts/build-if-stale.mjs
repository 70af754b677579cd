// Builds only where dist is missing or older than what it is made of: a build empties dist, also under a running service.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const MADE_OF = ['src', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];
// Written in one go: where any is missing, so may others be.
const MADE = [
  'dist/main.js',
  'dist/app.module.js',
  'dist/commands/verify-audit.js',
  'dist/units/load-units.js',
];

const built = Math.min(...MADE.map((file) => writtenAt(file) ?? 0));
if (built < Math.max(...MADE_OF.map(newest))) {
  const { status } = spawnSync('npx --no nest build', { shell: true, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

function newest(file) {
  if (!statSync(file).isDirectory()) return writtenAt(file);
  const below = readdirSync(file, { withFileTypes: true }).filter(({ name }) => !name.endsWith('.spec.ts'));
  return Math.max(...below.map((entry) => newest(path.join(file, entry.name))));
}

/** Undefined where there is no such file. */
function writtenAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

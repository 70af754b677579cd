// Adds to package-lock.json the optional packages of other platforms that a registry did not offer when the lock was
// written. Without an entry for them `npm ci` refuses the lock; with one it skips them, as it would have anyway.
// The added entries carry no integrity hash: there was nothing to hash.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
let added = 0;

for (const [location, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(location, name)) continue;
    const platform = platformOf(name);
    if (!platform) {
      console.log(`left alone, not a package of one platform: ${name}`);
      continue;
    }
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[~^]/, ''),
      ...(platform.cpu && { cpu: [platform.cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(platform.os && { os: [platform.os] }),
    };
    added += 1;
  }
}

lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);

/** Node looks for a package beside the one that asks for it, then further up. */
function isLocked(location, name) {
  for (let at = location; ;) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
    const cut = at.lastIndexOf('node_modules/');
    at = cut > 0 ? at.slice(0, cut - 1) : '';
  }
}

function platformOf(name) {
  const words = name.replace('windows', 'win32').replace('gnueabihf', 'arm').split(/[-/_]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  return os || cpu ? { os, cpu } : null;
}

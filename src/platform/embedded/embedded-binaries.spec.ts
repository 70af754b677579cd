import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { completeLinks, reachableBinaries } from './embedded-binaries.js';

const LINKS = [
  { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
  { source: 'native/lib/postgresql/plpgsql.so.1', target: 'native/lib/plpgsql.so' },
];

const read = (...parts: string[]): Promise<string> => readFile(path.join(...parts), 'utf8');

describe('binaries whose install script did not run', () => {
  let root: string;
  let native: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'binaries-'));
    native = path.join(root, 'package', 'native');
    await mkdir(path.join(native, 'lib', 'postgresql'), { recursive: true });
    await writeFile(path.join(native, 'lib', 'libpq.so.5.18'), 'pq');
    await writeFile(path.join(native, 'lib', 'postgresql', 'plpgsql.so.1'), 'plpgsql');
    await writeFile(path.join(native, 'pg-symlinks.json'), JSON.stringify(LINKS));
    await upgrade('1.0.0');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const upgrade = (version: string): Promise<void> =>
    writeFile(path.join(root, 'package', 'package.json'), JSON.stringify({ version }));

  it('get their links, relative so that the directory can be moved', async () => {
    await expect(completeLinks(native)).resolves.toBe(true);
    await expect(read(native, 'lib', 'libpq.so.5')).resolves.toBe('pq');
    await expect(readlink(path.join(native, 'lib', 'plpgsql.so'))).resolves.toBe('postgresql/plpgsql.so.1');
  });

  it('keep the links that they have', async () => {
    await writeFile(path.join(native, 'lib', 'libpq.so.5'), 'made before');
    await completeLinks(native);
    await expect(read(native, 'lib', 'libpq.so.5')).resolves.toBe('made before');
    await expect(read(native, 'lib', 'plpgsql.so')).resolves.toBe('plpgsql');
  });

  it('are used in place where the server can read them', async () => {
    const { postgres } = await reachableBinaries(path.join(root, 'home'), false, native);
    expect(postgres).toBe(path.join(native, 'bin', 'postgres'));
  });

  it('are copied with their links where it cannot, again after an upgrade only', async () => {
    const home = path.join(root, 'home');
    const copied = path.join(home, 'native', 'lib', 'libpq.so.5');
    const { postgres } = await reachableBinaries(home, true, native);
    expect(postgres).toBe(path.join(home, 'native', 'bin', 'postgres'));
    await writeFile(path.join(native, 'lib', 'libpq.so.5.18'), 'newer pq');
    await reachableBinaries(home, true, native);
    await expect(read(copied)).resolves.toBe('pq');
    await upgrade('2.0.0');
    await reachableBinaries(home, true, native);
    await expect(read(copied)).resolves.toBe('newer pq');
  });
});

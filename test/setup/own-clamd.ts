import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from './time.js';

/** The test file that scanners agree upon; in pieces, so that none takes this file for it. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD', 'ANTIVIRUS', 'TEST', 'FILE!$H+H*'].join('-'),
  'latin1',
);

/** What the daemon below calls it: signatures that are nobody's but one's own are unofficial. */
export const FINDING = 'Own.Test.EICAR.UNOFFICIAL';

export const CLAMD_IS_INSTALLED = spawnSync('clamd', ['--version']).status === 0;

export interface OwnClamd {
  readonly url: string;
  close(): Promise<void>;
}

/** A real daemon with one signature of its own, on a Unix socket. Nothing is downloaded. */
export async function startClamd(limitMegabytes: number): Promise<OwnClamd> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'clamd-'));
  const [database, socket, settings] = ['database', 'clamd.ctl', 'clamd.conf'].map((name) =>
    path.join(directory, name),
  ) as [string, string, string];
  await mkdir(database);
  await writeFile(path.join(database, 'own.ndb'), `Own.Test.EICAR:0:*:${EICAR.toString('hex')}\n`);
  const lines = [
    `LocalSocket ${socket}`,
    `DatabaseDirectory ${database}`,
    `LogFile ${path.join(directory, 'clamd.log')}`,
    'Foreground yes',
    `User ${os.userInfo().username}`,
    `StreamMaxLength ${limitMegabytes}M`,
    `MaxFileSize ${limitMegabytes}M`,
    'AlertExceedsMax yes',
  ];
  await writeFile(settings, `${lines.join('\n')}\n`);
  const daemon = spawn('clamd', ['-c', settings], { stdio: 'ignore' });
  await eventually(
    () => stat(socket).catch(() => null),
    (found) => found !== null || daemon.exitCode !== null,
  );
  return {
    url: `unix://${socket}`,
    close: async () => {
      const ended = once(daemon, 'exit');
      if (daemon.kill()) await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

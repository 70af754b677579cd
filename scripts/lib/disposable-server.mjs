import path from 'node:path';
import { startEmbeddedPostgres } from '../../dist/platform/embedded/embedded-postgres.js';
import { withDirectory } from './directory.mjs';

/** Runs the work with a PostgreSQL server of its own; nothing of it is left. */
export async function withServer(work) {
  return withDirectory(async (directory) => {
    const server = await startEmbeddedPostgres({
      dataDirectory: path.join(directory, 'data'),
      disposable: true,
    });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  });
}

/**
 * URLs of the three roles on one database of the server.
 *
 * @returns {Record<string, string>} as the environment names them
 */
export function databaseUrls(server, database) {
  const appUrl = new URL(server.ownerUrl(database));
  appUrl.username = 'app';
  appUrl.password = 'app-password-of-the-checks';
  return { DATABASE_URL: appUrl.toString(), DATABASE_OWNER_URL: server.ownerUrl(database) };
}

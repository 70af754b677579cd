import { rm } from 'node:fs/promises';

/** Stops the server of this run and removes its files. */
export default async function globalTeardown(): Promise<void> {
  const server = globalThis.testServer;
  globalThis.testServer = undefined;
  if (!server) return;
  await server.stop();
  await rm(server.directory, { recursive: true, force: true });
}

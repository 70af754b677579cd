/** Stops the servers of this run and removes their files. */
export default async function globalTeardown(): Promise<void> {
  const server = globalThis.testServer;
  globalThis.testServer = undefined;
  await server?.stop();
}

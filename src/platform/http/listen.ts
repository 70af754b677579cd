import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.js';
import { ConfigurationError } from '../config/load-config.js';

/**
 * Opens the service's port.
 *
 * @returns the address, for people
 * @throws ConfigurationError where another program has the port
 */
export async function listen(app: NestFastifyApplication, { http }: Config): Promise<string> {
  try {
    await app.listen({ port: http.port, host: http.host });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new ConfigurationError([`PORT ${http.port} is taken by another program: end it, or name another`]);
  }
  return app.getUrl();
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { API_TAGS } from './api-tags.js';
import { prepareDatabase } from './commands/prepare-database.js';
import { processEnvironment } from './platform/config/environment.js';
import { ConfigurationError, loadConfig } from './platform/config/load-config.js';
import { prepareEnvironment } from './platform/embedded/embedded-environment.js';
import { createApp } from './platform/http/app-factory.js';
import { buildDocument, serveDocument } from './platform/http/openapi.js';

/** Starts the process in the role that `APP_ROLE` names. */
async function main(): Promise<void> {
  const { env, embedded, stop } = await prepareEnvironment(processEnvironment());
  try {
    const config = loadConfig(env);
    if (config.database.ownerUrl) await prepareDatabase(config);
    const app = await createApp(AppModule.register(config), config);
    serveDocument(app, buildDocument(app, API_TAGS));
    onceStopped(async () => {
      await app.close();
      await stop();
    });
    await app.listen({ port: config.http.port, host: config.http.host });
    tell([`${config.role} on ${await app.getUrl()} (documentation at /docs)`, ...embedded]);
  } catch (error) {
    await stop();
    throw error;
  }
}

function onceStopped(close: () => Promise<void>): void {
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function tell(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  const message =
    error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(message)}\n`);
  process.exit(1);
});

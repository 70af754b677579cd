import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { API_TAGS } from './api-tags.js';
import { prepareDatabase } from './commands/prepare-database.js';
import { processEnvironment } from './platform/config/environment.js';
import { ConfigurationError, loadConfig } from './platform/config/load-config.js';
import { prepareEnvironment } from './platform/embedded/embedded-environment.js';
import { createApp } from './platform/http/app-factory.js';
import { listen } from './platform/http/listen.js';
import { buildDocument, serveDocument } from './platform/http/openapi.js';
import { stopRequest } from './platform/stop-request.js';

/** Runs the process in the role that `APP_ROLE` names, until it is asked to end. */
async function main(): Promise<void> {
  const given = processEnvironment();
  const stopRequested = stopRequest(given);
  const { env, parts, stop } = await prepareEnvironment(given);
  try {
    const config = loadConfig(env);
    if (config.database.ownerUrl) await prepareDatabase(config);
    const app = await createApp(AppModule.register(config), config);
    const documented = config.role !== 'worker';
    if (documented) serveDocument(app, buildDocument(app, API_TAGS));
    const address = await listen(app, config);
    tell([`${config.role} on ${address}${documented ? ' (documentation at /docs)' : ''}`, ...parts]);
    await stopRequested;
    await app.close();
  } finally {
    await stop();
  }
}

function tell(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message =
      error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : error;
    process.stderr.write(`${String(message)}\n`);
    process.exit(1);
  },
);

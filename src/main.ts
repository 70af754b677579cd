import './platform/small-heap.js';
import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { API_ENUMS } from './api-enums.js';
import { API_TAGS } from './api-tags.js';
import { prepareDatabase } from './commands/prepare-database.js';
import type { Config } from './platform/config/config.js';
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
    try {
      tell([await open(app, config), ...parts]);
      await stopRequested;
    } finally {
      await app.close();
    }
  } finally {
    await stop();
  }
}

/** @returns what stands open where, for people */
async function open(app: NestFastifyApplication, config: Config): Promise<string> {
  if (config.role === 'worker') return `worker on ${await listen(app, config)}`;
  serveDocument(app, buildDocument(app, API_TAGS, API_ENUMS));
  return `${config.role} on ${await listen(app, config)} (documentation at /docs)`;
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

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { API_ENUMS } from '../../src/api-enums.js';
import { API_TAGS } from '../../src/api-tags.js';
import { createApp } from '../../src/platform/http/app-factory.js';
import { buildDocument, serveDocument } from '../../src/platform/http/openapi.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  /** supertest on the running application. */
  http(): ReturnType<typeof request>;
  close(): Promise<void>;
}

/** The whole application on a database of its own, API and worker in one process as in the default start. */
export async function createTestApp(overrides: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  return open(overrides, () => undefined);
}

/** The same with its document and the page of it, which take longer to make than all the rest. */
export async function createDocumentedTestApp(
  overrides: Readonly<Record<string, string>> = {},
): Promise<TestApp> {
  return open(overrides, (app) => serveDocument(app, buildDocument(app, API_TAGS, API_ENUMS)));
}

async function open(
  overrides: Readonly<Record<string, string>>,
  prepare: (app: NestFastifyApplication) => void,
): Promise<TestApp> {
  const database = await createTestDatabase(overrides);
  const app = await createApp(AppModule.register(database.config), database.config);
  prepare(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = await app.getUrl();
  return {
    app,
    database,
    http: () => request(url),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

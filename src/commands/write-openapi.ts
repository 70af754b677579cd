import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { API_ENUMS } from '../api-enums.js';
import { API_TAGS } from '../api-tags.js';
import { loadConfig } from '../platform/config/load-config.js';
import { buildDocument } from '../platform/http/openapi.js';

/** Nothing is started: these only let the configuration be read. */
const NO_KEY = `1:${Buffer.alloc(32).toString('base64')}`;
const NO_SERVICE = {
  DATABASE_URL: 'postgres://app:none@127.0.0.1:1/none',
  JWT_KEYS: NO_KEY,
  COLUMN_KEYS: NO_KEY,
  BLIND_INDEX_KEYS: NO_KEY,
  AUDIT_KEYS: NO_KEY,
};

/** Writes `openapi.json` out of the routes alone, without a database or a queue. */
async function main(file: string): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(loadConfig(NO_SERVICE)),
    new FastifyAdapter(),
    { preview: true, logger: ['error'], abortOnError: false },
  );
  writeFileSync(file, `${JSON.stringify(buildDocument(app, API_TAGS, API_ENUMS), null, 2)}\n`);
  process.stdout.write(`${file} written\n`);
}

main(process.argv[2] ?? 'openapi.json').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

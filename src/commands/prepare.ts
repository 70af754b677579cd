import 'reflect-metadata';
import { processEnvironment } from '../platform/config/environment.js';
import { loadConfig } from '../platform/config/load-config.js';
import { prepareDatabase } from './prepare-database.js';

/** Makes roles and schema of the database that the environment names, then ends. For deployments. */
prepareDatabase(loadConfig(processEnvironment())).then(
  () => process.stdout.write('The database is ready\n'),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);

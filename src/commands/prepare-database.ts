import { continueAfterRestore } from '../audit/restored.js';
import { bootstrapDatabase } from '../platform/database/bootstrap.js';
import { migrate } from '../platform/database/migrations.js';
import { allowTimeTravel } from '../platform/clock/time-travel.js';
import type { Config } from '../platform/config/config.js';
import { loadUnits } from '../units/load-units.js';

/**
 * Makes roles and schema and loads the administrative units, each only where it is missing. Processes that start
 * together wait for one another.
 *
 * @throws Error when the configuration has no owner's URL
 */
export async function prepareDatabase(config: Config): Promise<void> {
  const { ownerUrl, url, auditUrl } = config.database;
  if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is needed to prepare the database');
  await bootstrapDatabase({ ownerUrl, appUrl: url, queueUrl: config.queue.databaseUrl, auditUrl });
  await migrate(ownerUrl);
  await continueAfterRestore(ownerUrl);
  await allowTimeTravel(ownerUrl, config.legalTimeTravel);
  await loadUnits(ownerUrl);
}

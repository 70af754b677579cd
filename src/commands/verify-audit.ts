import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { AuditMarks } from '../audit/audit-marks.js';
import {
  AuditVerification,
  type Finding,
  type KnownHead,
  type Verification,
} from '../audit/audit-verification.js';
import { withAuditReader } from '../audit/audit-reader.js';
import { wallFaults, type CatalogueTables } from '../audit/audit-walls.js';
import { migrationsDirectory } from '../platform/database/migrations.js';
import { processEnvironment } from '../platform/config/environment.js';
import { ConfigurationError, loadConfig } from '../platform/config/load-config.js';
import { prepareEnvironment } from '../platform/embedded/embedded-environment.js';

const USAGE = `Usage: npm run audit:verify [-- --head 42:3fa9…]

Checks every seal of the audit and every row that is sealed, through the role that only reads them. Ends with 1 when a
row was altered, deleted or inserted, the chain is broken, or what stands around the tables is not what the migrations
make: policies, triggers, rules, rights, owner. --head: a head that the log told, which must still be in
the chain; without it, a chain whose end was cut off looks like a shorter one.
`;

class UsageError extends Error {}

async function main(): Promise<void> {
  const known = knownHead();
  const { env, stop } = await prepareEnvironment(processEnvironment());
  try {
    const config = loadConfig(env);
    const tables = await catalogueTables();
    const faults = await withAuditReader(config.database.auditUrl, async (ask) => {
      const walls = await wallFaults(ask, tables);
      for (const wall of walls) process.stdout.write(`${wall}\n`);
      let count = walls.length;
      const report = (finding: Finding): void => {
        count += 1;
        process.stdout.write(`${lineOf(finding)}\n`);
      };
      tell(await new AuditVerification(ask, new AuditMarks(config), report, known).run());
      return count;
    });
    process.stdout.write(
      faults === 0 ? 'The audit is whole\n' : `The audit is not whole: ${faults} fault(s)\n`,
    );
    if (faults > 0) process.exitCode = 1;
  } finally {
    await stop();
  }
}

function lineOf({ seal, row, fault }: Finding): string {
  return row === null ? `seal ${seal}: ${fault}` : `seal ${seal}, row ${row}: ${fault}`;
}

function tell({ seals, rows, head, unsealed }: Verification): void {
  const end = head
    ? `; head ${head.number}:${head.digest.toString('hex')} of ${head.sealedAt.toISOString()}`
    : '';
  process.stdout.write(`${seals} seals with ${rows} rows${end}\n`);
  process.stdout.write(
    unsealed.rows === 0
      ? 'Every row is sealed\n'
      : `Not sealed yet: ${unsealed.rows} rows, from ${unsealed.firstId} of ${unsealed.firstAt?.toISOString()} on\n`,
  );
}

async function catalogueTables(): Promise<CatalogueTables> {
  const text = await readFile(path.join(migrationsDirectory(), 'catalogue.json'), 'utf8');
  return (JSON.parse(text) as { readonly tables: CatalogueTables }).tables;
}

/** @throws UsageError */
function knownHead(): KnownHead | null {
  const { head } = parsed();
  if (head === undefined) return null;
  const [, number, digest] = /^([1-9]\d*):([0-9a-f]{64})$/.exec(head) ?? [];
  if (!number || !digest) throw new UsageError(USAGE);
  return { number: Number(number), digest };
}

function parsed(): { readonly head?: string } {
  try {
    return parseArgs({ options: { head: { type: 'string' } } }).values;
  } catch {
    throw new UsageError(USAGE);
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof UsageError || error instanceof ConfigurationError;
  const message = expected ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
});

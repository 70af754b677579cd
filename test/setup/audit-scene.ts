import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../src/audit/audit-log.js';
import { AuditMarks } from '../../src/audit/audit-marks.js';
import { withAuditReader } from '../../src/audit/audit-reader.js';
import { AUDIT_SEALER, AuditSealing } from '../../src/audit/audit-sealing.js';
import {
  AuditVerification,
  type Finding,
  type KnownHead,
  type Verification,
} from '../../src/audit/audit-verification.js';
import { wallFaults, type CatalogueTables } from '../../src/audit/audit-walls.js';
import { ReplayRecorder } from '../../src/audit/replay-recorder.js';
import { continueAfterRestore } from '../../src/audit/restored.js';
import { BlindIndex } from '../../src/platform/crypto/blind-index.js';
import { ColumnCipher } from '../../src/platform/crypto/column-cipher.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { Database } from '../../src/platform/database/database.js';
import { IdempotencyStore } from '../../src/platform/database/idempotency-store.js';
import { migrationsDirectory } from '../../src/platform/database/migrations.js';
import { defineSystemActor } from '../../src/platform/security/actor.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { eventually } from './time.js';

const WRITER = defineSystemActor('test-audit-seals');

/** A database of its own with the audit and its seals; without the application, whose worker would seal in between. */
export class AuditScene {
  readonly marks: AuditMarks;
  readonly worker: AuditSealing;

  private constructor(
    readonly test: TestDatabase,
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {
    this.marks = new AuditMarks(test.config);
    this.worker = this.otherWorker();
  }

  static async arrange(): Promise<AuditScene> {
    Logger.overrideLogger(false);
    const test = await createTestDatabase();
    const { config } = test;
    const dataSource = await new DataSource(dataSourceOptions(config.database)).initialize();
    const replays = new ReplayRecorder(new AuditLog());
    const answers = new IdempotencyStore(new ColumnCipher(config), new BlindIndex(config), replays);
    return new AuditScene(test, dataSource, new Database(dataSource, answers, config));
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.test.drop();
  }

  /** As another worker process, which has seen nothing yet. */
  otherWorker(by = this.marks): AuditSealing {
    return new AuditSealing(this.database, by);
  }

  sealNow(sealing: AuditSealing = this.worker): Promise<void> {
    return sealing.seal({}, AUDIT_SEALER);
  }

  /** Transactions of other tests on the same server hold the horizon back. */
  async seal(sealing: AuditSealing = this.worker): Promise<void> {
    await eventually(
      () =>
        this.owner<{ past: boolean }>(
          `select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift
             > (select coalesce(max(place), 0) from audit_event) as past from audit_place_shift`,
        ),
      ([horizon]) => horizon?.past === true,
    );
    await this.sealNow(sealing);
  }

  async owner<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.test.owner.query<Row>(sql, parameters)).rows;
  }

  async record(action: string, times = 1): Promise<void> {
    for (let at = 0; at < times; at++) {
      await this.database.write(WRITER, (tx) =>
        new AuditLog().record(tx, { action, detail: { b: at, a: 'á' } }),
      );
    }
  }

  async recordMany(count: number): Promise<void> {
    await this.owner(
      `insert into audit_event (id, legal_at, system, action, detail)
       select gen_random_uuid(), now(), 'test-audit-seals', 'test.many', jsonb_build_object('at', i)
       from generate_series(1, $1::int) i`,
      [count],
    );
  }

  async threeSealed(): Promise<void> {
    for (const action of ['test.first', 'test.second', 'test.third']) await this.record(action);
    await this.seal();
  }

  async idOf(action: string): Promise<string> {
    const found = await this.owner<{ id: string }>('select id from audit_event where action = $1', [action]);
    return found[0]?.id ?? '';
  }

  settle(): Promise<void> {
    return continueAfterRestore(this.test.config.database.ownerUrl ?? '');
  }

  verify(known: KnownHead | null = null): Promise<{ findings: Finding[]; told: Verification }> {
    return withAuditReader(this.test.config.database.auditUrl, async (ask) => {
      const findings: Finding[] = [];
      const report = (finding: Finding): void => void findings.push(finding);
      const told = await new AuditVerification(ask, this.marks, report, known).run();
      return { findings, told };
    });
  }

  /** What `audit:verify` says of the tables themselves. */
  walls(): Promise<readonly string[]> {
    const text = readFileSync(path.join(migrationsDirectory(), 'catalogue.json'), 'utf8');
    const { tables } = JSON.parse(text) as { readonly tables: CatalogueTables };
    return withAuditReader(this.test.config.database.auditUrl, (ask) => wallFaults(ask, tables));
  }
}

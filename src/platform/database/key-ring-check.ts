import { hkdfSync } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config, type NamedKey } from '../config/config.js';
import { ConfigurationError } from '../config/settings-reader.js';
import { defineSystemActor } from '../security/actor.js';
import { Database } from './database.js';
import { ringFaults, type KnownKey, type Ring, type RingName } from './key-ring.rules.js';
import { DatabaseStartupCheck } from './startup-check.js';
import type { Tx } from './tx.js';

/** Its policies: the record of the keys that have sealed, and the question whether one is still needed. */
export const KEY_RINGS = defineSystemActor('key-rings');

const CHECK_BYTES = 16;

/**
 * Refuses rings without the keys of what is stored: such a process would answer what it cannot read with faults, and
 * seal anew with a key that nobody meant to use.
 */
@Injectable()
export class KeyRingCheck implements OnModuleInit {
  private readonly logger = new Logger(KeyRingCheck.name);
  private readonly rings: readonly Ring[];

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'keys'>,
    private readonly database: Database,
    private readonly startup: DatabaseStartupCheck,
  ) {
    this.rings = [
      { name: 'column', setting: 'COLUMN_KEYS', keys: config.keys.column.map(keyOf('column')) },
      {
        name: 'blind-index',
        setting: 'BLIND_INDEX_KEYS',
        keys: config.keys.blindIndex.map(keyOf('blind-index')),
      },
    ];
  }

  /** @throws ConfigurationError that names the settings and the versions that they lack */
  async onModuleInit(): Promise<void> {
    await this.startup.stands();
    await this.database.write(KEY_RINGS, async (tx) => {
      for (const ring of this.rings) await recordWriting(tx, ring);
      await this.letGo(tx);
      const faults = await this.faultsOf(tx);
      if (faults.length > 0) throw new ConfigurationError(faults);
    });
  }

  /** False once another process has begun to seal with a key that this one lacks. */
  async holdAll(): Promise<boolean> {
    return this.database.read(KEY_RINGS, async (tx) => (await this.faultsOf(tx)).length === 0);
  }

  private async faultsOf(tx: Tx): Promise<readonly string[]> {
    const known = await knownKeys(tx);
    return this.rings.flatMap((ring) => ringFaults(ring, known));
  }

  /** A key that was taken out is asked for no more once nothing needs it. */
  private async letGo(tx: Tx): Promise<void> {
    const known = await knownKeys(tx);
    for (const { ring, version, gone } of known) {
      const held = this.rings.find(({ name }) => name === ring)?.keys.some((key) => key.version === version);
      if (gone || held || (await isNeeded(tx, ring, version))) continue;
      await tx.query('update sealing_key set gone_at = now() where ring = $1 and version = $2', [
        ring,
        version,
      ]);
      this.logger.log(`Nothing is sealed with the ${ring} key ${version} any more: it is asked for no more`);
    }
  }
}

const keyOf =
  (ring: RingName) =>
  ({ version, bytes }: NamedKey) => ({
    version,
    checkValue: Buffer.from(hkdfSync('sha256', bytes, '', `check value of ${ring}`, CHECK_BYTES)),
  });

async function knownKeys(tx: Tx): Promise<readonly KnownKey[]> {
  return tx.query<KnownKey>(
    `select ring, version, check_value as "checkValue", gone_at is not null as gone from sealing_key
     order by ring, version`,
  );
}

/** Before it seals anything. One that was gone is back, if it is the same. */
async function recordWriting(tx: Tx, { name, keys: [writing] }: Ring): Promise<void> {
  if (!writing) return;
  await tx.query(
    `insert into sealing_key (ring, version, check_value) values ($1, $2, $3)
     on conflict (ring, version) do update set gone_at = null
       where sealing_key.gone_at is not null and sealing_key.check_value = excluded.check_value`,
    [name, writing.version, writing.checkValue],
  );
}

async function isNeeded(tx: Tx, ring: RingName, version: number): Promise<boolean> {
  await tx.query(`set local statement_timeout = '10min'`);
  const found = await tx.one<{ needed: boolean }>('select app.key_needed($1, $2) as needed', [ring, version]);
  return found?.needed !== false;
}

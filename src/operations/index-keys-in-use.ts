import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import { KEY_ROTATION } from './key-rotation.jobs.js';

const LOOK_EVERY_MS = 60_000;

/** Learns when a rewrite has ended: numbers are looked for by the new key alone from then on. */
@Injectable()
export class IndexKeysInUse implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(IndexKeysInUse.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly index: BlindIndex,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.keys.blindIndex.length === 1) return;
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** A rotation that is under way may have found rows of another key: until it ends, all keys are asked again. */
  async look(): Promise<void> {
    try {
      const newest = await this.database.read(KEY_ROTATION, (tx) =>
        tx.one<{ version: number }>(NEWEST_ENDED),
      );
      this.index.setRewritten(newest?.version === this.index.keyVersion);
    } catch (error) {
      this.logger.warn(`Rotations were not read: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}

/** The newest rotation, where it has ended and nothing of the fingerprints was left out. */
const NEWEST_ENDED = `
  select r.index_key_version as version
  from (select * from key_rotation order by requested_at desc limit 1) r
  where r.finished_at is not null and not exists (
    select from key_rotation_step s join app.sealed_columns() c on c.place = s.place
    where s.rotation_id = r.id and c.fingerprinted and s.failed > 0)`;

import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { sameOrAnew, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { CODE_PURPOSE, LOGIN_PURPOSE } from './credentials.js';
import { STRANGERS } from './login-failures.js';
import { pausedUntil, ROUNDS, type CountedFailures } from './login.rules.js';
import type { PausedLoginDto, PausedLoginsDto, PauseReach } from './paused-login.dto.js';

interface Counter extends CountedFailures {
  readonly loginIndex: Buffer;
  readonly placeIndex: Buffer;
}

interface Owner {
  readonly userId: string;
  readonly login: string;
  readonly fullName: string;
}

interface Fingerprint {
  readonly owner: Owner;
  readonly ofCodes: boolean;
}

/** Which logins pause. Counters hold fingerprints alone, so each account's is made anew and compared. */
@Injectable()
export class PausedLoginService {
  constructor(
    private readonly database: Database,
    private readonly blindIndex: BlindIndex,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: ChangeListQuery): Promise<PausedLoginsDto> {
    return this.database.read(actor, async (tx) => {
      const counters = await tx.query<Counter>(COUNTERS);
      const known = counters.length === 0 ? new Map<string, Fingerprint>() : await this.fingerprints(tx);
      const found = counters.map((counter) => pauseBy(counter, known, tx.realNow));
      const items = found.filter((pause) => pause !== null && pause !== 'unknown');
      await this.audit.record(tx, { action: 'users.pauses.read', detail: { count: items.length } });
      return { ...sameOrAnew(query, items), unknown: found.filter((pause) => pause === 'unknown').length };
    });
  }

  private async fingerprints(tx: Tx): Promise<ReadonlyMap<string, Fingerprint>> {
    const owners = await tx.query<Owner>(
      'select id as "userId", login, full_name as "fullName" from user_account',
    );
    const entries = owners.flatMap((owner) =>
      [LOGIN_PURPOSE, CODE_PURPOSE].flatMap((purpose) =>
        this.blindIndex
          .candidates(purpose, owner.login)
          .map(({ value }) => [value.toString('hex'), { owner, ofCodes: purpose === CODE_PURPOSE }] as const),
      ),
    );
    return new Map(entries);
  }
}

const COUNTERS = `
  select login_index as "loginIndex", place_index as "placeIndex", failures, last_failed_at as "lastFailedAt"
  from login_failure where failures >= 5 and last_failed_at > now() - interval '1 day'
  order by last_failed_at desc`;

const ROUND_OF: Readonly<Record<PauseReach, number>> = {
  'one-place': ROUNDS.place,
  'strange-places': ROUNDS.strangers,
  codes: ROUNDS.code,
};

function pauseBy(
  counter: Counter,
  known: ReadonlyMap<string, Fingerprint>,
  now: Date,
): PausedLoginDto | 'unknown' | null {
  const whose = known.get(counter.loginIndex.toString('hex'));
  const reach = reachOf(counter, whose);
  const until = pausedUntil(counter, ROUND_OF[reach], now);
  if (!until) return null;
  if (!whose) return 'unknown';
  const { failures, lastFailedAt } = counter;
  return {
    ...whose.owner,
    reach,
    failures,
    lastFailedAt: lastFailedAt.toISOString(),
    pausedUntil: until.toISOString(),
  };
}

function reachOf({ placeIndex }: Counter, whose: Fingerprint | undefined): PauseReach {
  if (whose?.ofCodes) return 'codes';
  return placeIndex.equals(STRANGERS) ? 'strange-places' : 'one-place';
}

import type { RowId } from '../platform/database/changes.js';
import type { Tx } from '../platform/database/tx.js';
import type { SessionEnd } from './sessions.js';

export type SessionEnding = SessionEnd | 'expired' | 'not-used';

export interface ListedSession {
  readonly id: string;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
  readonly ended: boolean;
  readonly ending: SessionEnding | null;
}

export interface SessionFilter {
  readonly userId: string;
  readonly idleSeconds: number;
  readonly ended: boolean | null;
  readonly beforeId: string | null;
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

// Ids are made in the order of time.
const LIST = `
  with listed as (
    select s.id, s.device, s.created_at, s.last_used_at, s.revoked_reason,
      coalesce(s.revoked_at, least(s.expires_at, s.last_used_at + make_interval(secs => $2))) as ends_at,
      s.expires_at <= s.last_used_at + make_interval(secs => $2) as by_age
    from session s where s.user_id = $1 and ($4::uuid is null or s.id < $4)
      and ($6::uuid[] is null or s.id = any ($6))
  )
  select id, device, created_at as "createdAt", last_used_at as "lastUsedAt", ends_at as "endsAt",
    ends_at <= now() as ended,
    case when ends_at > now() then null
      else coalesce(revoked_reason, case when by_age then 'expired' else 'not-used' end) end as ending
  from listed where ($3::boolean is null or (ends_at <= now()) = $3)
  order by id desc limit $5`;

/** The sessions of a user, newest first, as far as the actor may see them. */
export async function listSessions(tx: Tx, filter: SessionFilter): Promise<readonly ListedSession[]> {
  const { userId, idleSeconds, ended, beforeId, limit, ids } = filter;
  return tx.query<ListedSession>(LIST, [userId, idleSeconds, ended, beforeId, limit, ids]);
}

export async function hasSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await tx.one('select 1 from session where id = $1 and user_id = $2', [id, userId])) !== null;
}

/**
 * When a refresh token of the user came a second time, told at the next sign-in after it; null when none did since the
 * one before. Ask before the new session starts.
 */
export async function reuseSinceLastSignIn(tx: Tx, userId: string): Promise<Date | null> {
  const found = await tx.one<{ at: Date | null }>(
    `select max(s.revoked_at) as at from session s
     where s.user_id = $1 and s.revoked_reason = 'refresh-token-reused'
       and s.revoked_at > (select max(last.created_at) from session last where last.user_id = $1)`,
    [userId],
  );
  return found?.at ?? null;
}

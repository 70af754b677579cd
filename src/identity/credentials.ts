import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { pausedUntil } from './login.rules.js';
import { verifyPassword } from './passwords.js';

/** Reads hashes and counts failures, for whoever proves to know a password. */
export const LOGIN = defineSystemActor('login');

export interface Account {
  readonly userId: string;
  readonly organisationId: number;
  readonly fullName: string;
  readonly locked: boolean;
  readonly temporaryPassword: boolean;
}

/** A login and a password that were compared, and not yet judged. */
export interface Attempt {
  readonly account: Account | null;
  readonly hash: string | null;
  readonly matches: boolean;
  readonly loginIndex: Buffer;
}

export type Verdict =
  | { readonly kind: 'proven'; readonly account: Account }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'paused'; readonly until: Date };

/**
 * Proves that somebody knows an account's password. The slow comparison runs outside of any transaction; the
 * verdict is given afterwards, one attempt of a login after the other. So many guesses at the same time gain
 * nothing: those after the fifth get the pause, whether or not they were right.
 */
@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly blindIndex: BlindIndex,
  ) {}

  async compare(login: string, password: string): Promise<Attempt> {
    const name = normaliseLogin(login);
    const found = await this.database.read(LOGIN, (tx) => tx.one<FoundAccount>(ACCOUNT, [name]));
    const matches = await verifyPassword(found?.hash ?? null, password);
    const loginIndex = this.blindIndex.index('login', name).value;
    return { account: found, hash: found?.hash ?? null, matches, loginIndex };
  }

  /** Counts a failure or forgets the earlier ones. Commit it whatever the verdict is. */
  async judge(tx: Tx, attempt: Attempt): Promise<Verdict> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      attempt.loginIndex.toString('hex'),
    ]);
    const until = await pauseOf(tx, attempt.loginIndex);
    if (until) return { kind: 'paused', until };
    const { account } = attempt;
    if (!account || !attempt.matches || !(await isStillValid(tx, attempt))) {
      await tx.query(COUNT_FAILURE, [attempt.loginIndex, tx.realNow]);
      return { kind: 'wrong' };
    }
    await tx.query('delete from login_failure where login_index = $1', [attempt.loginIndex]);
    return { kind: 'proven', account };
  }
}

/** How logins are stored and compared. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase();
}

interface FoundAccount extends Account {
  readonly hash: string;
}

const ACCOUNT = `
  select u.id as "userId", u.organisation_id as "organisationId", u.full_name as "fullName",
    u.locked_at is not null as locked, c.temporary as "temporaryPassword", c.password_hash as hash
  from user_account u join user_credential c on c.user_id = u.id
  where u.login = $1`;

const COUNT_FAILURE = `
  insert into login_failure (login_index, failures, last_failed_at) values ($1, 1, $2)
  on conflict (login_index) do update
    set failures = login_failure.failures + 1, last_failed_at = excluded.last_failed_at`;

async function pauseOf(tx: Tx, loginIndex: Buffer): Promise<Date | null> {
  const counted = await tx.one<{ failures: number; lastFailedAt: Date }>(
    'select failures, last_failed_at as "lastFailedAt" from login_failure where login_index = $1',
    [loginIndex],
  );
  return counted && pausedUntil(counted.failures, counted.lastFailedAt, tx.realNow);
}

/** The password may have been replaced while the old one was compared. */
async function isStillValid(tx: Tx, attempt: Attempt): Promise<boolean> {
  const same = await tx.one('select 1 from user_credential where user_id = $1 and password_hash = $2', [
    attempt.account?.userId,
    attempt.hash,
  ]);
  return same !== null;
}

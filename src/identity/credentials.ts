import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { defineSystemActor } from '../platform/security/actor.js';
import { countFailures, isKnownPlace, pauseOf, STRANGERS } from './login-failures.js';
import { placeText, type Place } from './login-place.js';
import { hasLapsed, ROUNDS } from './login.rules.js';
import { verifyPassword } from './passwords.js';

/** Reads hashes and counts failures, for whoever proves to know a password. */
export const LOGIN = defineSystemActor('login');

export interface Account {
  readonly userId: string;
  readonly organisationId: number;
  readonly fullName: string;
  readonly locked: boolean;
  readonly temporaryPassword: boolean;
  /** A code is asked besides the password. */
  readonly secondFactor: boolean;
}

/** A login and a password that were compared, and not yet judged. */
export interface Attempt {
  readonly login: string;
  readonly place: Place;
  /** The account's when the password was compared; null where there is none. */
  readonly userId: string | null;
  readonly hash: string | null;
  readonly matches: boolean;
}

export type Verdict =
  | { readonly kind: 'proven'; readonly account: Account }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'paused'; readonly until: Date }
  /** The right password, but a temporary one that was given too long ago. */
  | { readonly kind: 'lapsed' };

/** What failures of passwords, and of codes, are counted under. */
export const LOGIN_PURPOSE = 'login';
export const CODE_PURPOSE = 'login-code';

/** Forgotten after 90 days without a sign-in; see `identity.jobs.ts`. */
const REMEMBER = `
  insert into known_place (user_id, place_index, last_used_at) values ($1, $2, $3)
  on conflict (user_id, place_index) do update set last_used_at = excluded.last_used_at`;

/**
 * Proves that somebody knows an account's password. The slow comparison runs outside of any transaction; the
 * verdict is given afterwards, one attempt of a login after the other. So many guesses at the same time gain
 * nothing: those after the round get the pause, whether or not they were right.
 *
 * Failures are counted for the login and the place together, and for the login at all places together from which the
 * account has not signed in. So strangers can make the login pause for strangers alone: whoever has signed in from
 * where he is goes on, and so does whoever brings a temporary password, which nobody can guess.
 */
@Injectable()
export class Credentials {
  private readonly temporarySeconds: number;

  constructor(
    private readonly database: Database,
    private readonly blindIndex: BlindIndex,
    @Inject(CONFIG) config: Config,
  ) {
    this.temporarySeconds = config.auth.temporaryPasswordSeconds;
  }

  async compare(login: string, password: string, place: Place): Promise<Attempt> {
    const name = normaliseLogin(login);
    const found = await this.database.read(LOGIN, (tx) => tx.one<FoundAccount>(ACCOUNT, [name]));
    const matches = await verifyPassword(found?.hash ?? null, password);
    return { login: name, place, userId: found?.userId ?? null, hash: found?.hash ?? null, matches };
  }

  /**
   * Counts a failure or forgets the earlier ones of the place; those of who has a second factor are forgotten when the
   * code was right too. Commit it whatever the verdict is.
   */
  async judge(tx: Tx, attempt: Attempt): Promise<Verdict> {
    await this.hold(tx, attempt.login);
    // Asked again: the account may have been locked, or the password replaced, while the old one was compared.
    const account = await tx.one<FoundAccount>(ACCOUNT, [attempt.login]);
    const proven = attempt.matches && account?.hash === attempt.hash ? account : null;
    const counters = await this.countersOf(tx, attempt, account);
    const until = await this.pauseFor(tx, counters, proven);
    if (until) return { kind: 'paused', until };
    if (!proven) {
      await countFailures(
        tx,
        counters.login,
        counters.known ? [counters.place] : [counters.place, STRANGERS],
      );
      return { kind: 'wrong' };
    }
    if (!proven.secondFactor) await this.forgive(tx, attempt.login, attempt.place);
    return this.isLapsed(tx, proven) ? { kind: 'lapsed' } : { kind: 'proven', account: proven };
  }

  /** Forgets the failures of the login at this place. */
  async forgive(tx: Tx, login: string, place: Place): Promise<void> {
    await tx.query('delete from login_failure where login_index = $1 and place_index = $2', [
      this.loginIndex(login),
      this.placeIndex(place),
    ]);
  }

  /** From now on strangers' failures do not keep the account from signing in at this place. */
  async remember(tx: Tx, userId: string, place: Place): Promise<void> {
    await tx.query(REMEMBER, [userId, this.placeIndex(place), tx.realNow]);
  }

  /**
   * Lets nobody sign in with the login, nor change its password, until the transaction ends: what is decided about the
   * account in it counts for every sign-in that was under way.
   */
  async hold(tx: Tx, login: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      this.loginIndex(login).toString('hex'),
    ]);
  }

  /** Ends every pause of the login. @returns how many counters there were */
  async forgetFailures(tx: Tx, login: string): Promise<number> {
    const indexes = [LOGIN_PURPOSE, CODE_PURPOSE].flatMap((purpose) =>
      this.blindIndex.candidates(purpose, login).map(({ value }) => value),
    );
    return tx.execute('delete from login_failure where login_index = any($1::bytea[])', [indexes]);
  }

  private async countersOf(tx: Tx, attempt: Attempt, account: Account | null): Promise<Counters> {
    const place = this.placeIndex(attempt.place);
    const known =
      attempt.place.kind === 'session' || (await isKnownPlace(tx, account?.userId ?? null, place));
    return { login: this.loginIndex(attempt.login), place, known };
  }

  private async pauseFor(tx: Tx, counters: Counters, proven: Account | null): Promise<Date | null> {
    const { login, place, known } = counters;
    const here = await pauseOf(tx, login, place, ROUNDS.place);
    const strangers = await pauseOf(tx, login, STRANGERS, ROUNDS.strangers);
    return here ?? (known || proven?.temporaryPassword ? null : strangers);
  }

  private isLapsed(tx: Tx, { temporaryPassword, passwordSince }: FoundAccount): boolean {
    return temporaryPassword && hasLapsed(passwordSince, this.temporarySeconds, tx.realNow);
  }

  private loginIndex(login: string): Buffer {
    return this.blindIndex.index(LOGIN_PURPOSE, login).value;
  }

  private placeIndex(place: Place): Buffer {
    return this.blindIndex.index('login-place', placeText(place)).value;
  }
}

interface Counters {
  readonly login: Buffer;
  readonly place: Buffer;
  readonly known: boolean;
}

/** How logins are stored and compared. */
export function normaliseLogin(login: string): string {
  return login.trim().toLowerCase();
}

interface FoundAccount extends Account {
  readonly hash: string;
  readonly passwordSince: Date;
}

const ACCOUNT = `
  select u.id as "userId", u.organisation_id as "organisationId", u.full_name as "fullName",
    u.locked_at is not null as locked, c.temporary as "temporaryPassword", c.password_hash as hash,
    c.changed_at as "passwordSince",
    u.second_factor_since is not null as "secondFactor"
  from user_account u join user_credential c on c.user_id = u.id
  where u.login = $1`;

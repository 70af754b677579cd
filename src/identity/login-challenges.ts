import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Account } from './credentials.js';

/** Long enough to take out a telephone. */
export const CHALLENGE_SECONDS = 300;
const TOKEN_BYTES = 32;

/** An account whose password was right, and waits for a code. */
export interface ChallengedAccount extends Account {
  readonly login: string;
}

interface StoredChallenge extends ChallengedAccount {
  readonly credentialHash: Buffer;
  readonly passwordHash: string;
}

/**
 * What stands between a right password and its code. A challenge serves one sign-in, and ends with the password that it
 * was given for. Works in transactions of the actor `login`.
 */
@Injectable()
export class LoginChallenges {
  /** @param passwordHash the one that was compared */
  async give(tx: Tx, userId: string, passwordHash: string): Promise<string> {
    const challenge = randomBytes(TOKEN_BYTES).toString('base64url');
    await tx.query(
      'insert into login_challenge (hash, user_id, credential_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)',
      [
        sha256(challenge),
        userId,
        sha256(passwordHash),
        tx.realNow,
        new Date(tx.realNow.getTime() + CHALLENGE_SECONDS * 1000),
      ],
    );
    return challenge;
  }

  /** Whose sign-in it is, so that it can be held; null when there is no such challenge. */
  async loginOf(tx: Tx, challenge: string): Promise<string | null> {
    return (await tx.one<StoredChallenge>(CHALLENGE, [sha256(challenge)]))?.login ?? null;
  }

  /** Under the hold of the login: the account; null when the challenge is used, too old, or the password another. */
  async accountOf(tx: Tx, challenge: string): Promise<ChallengedAccount | null> {
    const found = await tx.one<StoredChallenge>(CHALLENGE, [sha256(challenge)]);
    return found?.credentialHash.equals(sha256(found.passwordHash)) ? found : null;
  }

  async useUp(tx: Tx, challenge: string): Promise<void> {
    await tx.query('update login_challenge set used_at = $2 where hash = $1 and used_at is null', [
      sha256(challenge),
      tx.realNow,
    ]);
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const CHALLENGE = `
  select u.id as "userId", u.login, u.organisation_id as "organisationId", u.full_name as "fullName",
    u.locked_at is not null as locked, c.temporary as "temporaryPassword",
    u.second_factor_since is not null as "secondFactor", c.password_hash as "passwordHash",
    l.credential_hash as "credentialHash"
  from login_challenge l
  join user_account u on u.id = l.user_id
  join user_credential c on c.user_id = u.id
  where l.hash = $1 and l.used_at is null and l.expires_at > now()`;

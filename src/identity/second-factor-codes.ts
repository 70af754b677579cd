import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../platform/crypto/blind-index.js';
import { ColumnCipher, type CipherPlace } from '../platform/crypto/column-cipher.js';
import type { Tx } from '../platform/database/tx.js';
import { CODE_PURPOSE } from './credentials.js';
import { countFailures, pauseOf, STRANGERS } from './login-failures.js';
import { ROUNDS } from './login.rules.js';
import { readRecoveryCode } from './recovery-codes.js';
import { acceptedStep } from './totp.js';

export type WrongCode = { readonly kind: 'wrong' } | { readonly kind: 'paused'; readonly until: Date };
export type CodeVerdict = { readonly kind: 'right'; readonly factor: 'code' | 'recovery-code' } | WrongCode;

/** Of a first code of what was offered. */
export type OfferedVerdict =
  | { readonly kind: 'right'; readonly id: string; readonly step: number }
  | { readonly kind: 'none' }
  | WrongCode;

interface StoredFactor {
  readonly id: string;
  readonly sealed: Buffer;
  /** A bigint comes as text. */
  readonly lastStep: string | null;
}

interface CodeOwner {
  readonly userId: string;
  readonly login: string;
}

/**
 * Judges codes of the second factor. Works in transactions of the actor `login`, under the hold of the login, so that the
 * same code at the same time serves once. Failures are counted by the rules of passwords, for all places together.
 */
@Injectable()
export class SecondFactorCodes {
  constructor(
    private readonly cipher: ColumnCipher,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** Uses up a code of the device, or a recovery code. Commit it whatever the verdict is. */
  async judge(tx: Tx, owner: CodeOwner, code: string): Promise<CodeVerdict> {
    const until = await this.pausedUntil(tx, owner.login);
    if (until) return { kind: 'paused', until };
    const factor = await this.useUp(tx, owner.userId, code);
    if (factor === null) {
      await this.count(tx, owner.login);
      return { kind: 'wrong' };
    }
    await tx.query('delete from login_failure where login_index = $1', [this.counter(owner.login)]);
    return { kind: 'right', factor };
  }

  /** The step of a first code of what was offered; it is used up by confirming. Counts a failure. */
  async judgeOffered(tx: Tx, owner: CodeOwner, code: string): Promise<OfferedVerdict> {
    const offered = await tx.one<StoredFactor>(OFFERED, [owner.userId]);
    if (!offered) return { kind: 'none' };
    const until = await this.pausedUntil(tx, owner.login);
    if (until) return { kind: 'paused', until };
    const step = acceptedStep(this.secretOf(offered), code, tx.realNow, null);
    if (step !== null) return { kind: 'right', id: offered.id, step };
    await this.count(tx, owner.login);
    return { kind: 'wrong' };
  }

  seal(id: string, secret: string): Buffer {
    return this.cipher.encrypt(secret, place(id));
  }

  /** What is kept of a recovery code. */
  recoveryIndex(userId: string, code: string): Buffer {
    return this.blindIndex.index(RECOVERY_PURPOSE, `${userId} ${code}`).value;
  }

  private async useUp(tx: Tx, userId: string, code: string): Promise<'code' | 'recovery-code' | null> {
    const working = await tx.one<StoredFactor>(WORKING, [userId]);
    if (!working) return null;
    const recovery = readRecoveryCode(code);
    if (recovery !== null)
      return (await this.useRecovery(tx, userId, working.id, recovery)) ? 'recovery-code' : null;
    const lastStep = working.lastStep === null ? null : Number(working.lastStep);
    const step = acceptedStep(this.secretOf(working), code, tx.realNow, lastStep);
    if (step === null) return null;
    const used = await tx.execute(
      'update second_factor set last_step = $2 where id = $1 and last_step < $2',
      [working.id, step],
    );
    return used === 1 ? 'code' : null;
  }

  private async useRecovery(tx: Tx, userId: string, factorId: string, code: string): Promise<boolean> {
    const indexes = this.blindIndex
      .candidates(RECOVERY_PURPOSE, `${userId} ${code}`)
      .map(({ value }) => value);
    const used = await tx.execute(
      `update recovery_code set used_at = $3
       where second_factor_id = $1 and code_index = any($2::bytea[]) and used_at is null`,
      [factorId, indexes, tx.realNow],
    );
    return used === 1;
  }

  private async pausedUntil(tx: Tx, login: string): Promise<Date | null> {
    return pauseOf(tx, this.counter(login), STRANGERS, ROUNDS.code);
  }

  private async count(tx: Tx, login: string): Promise<void> {
    await countFailures(tx, this.counter(login), [STRANGERS]);
  }

  private secretOf({ id, sealed }: StoredFactor): string {
    return this.cipher.decrypt(sealed, place(id));
  }

  private counter(login: string): Buffer {
    return this.blindIndex.index(CODE_PURPOSE, login).value;
  }
}

const RECOVERY_PURPOSE = 'recovery-code';

function place(id: string): CipherPlace {
  return { table: 'second_factor', column: 'secret_sealed', row: id };
}

const WORKING = `
  select id, secret_sealed as sealed, last_step as "lastStep" from second_factor
  where user_id = $1 and confirmed_at is not null and ended_at is null`;
const OFFERED = `
  select id, secret_sealed as sealed, last_step as "lastStep" from second_factor
  where user_id = $1 and confirmed_at is null and ended_at is null`;

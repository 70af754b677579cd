import { Injectable } from '@nestjs/common';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { viDate } from '../../law/date-text.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Desk } from './desk.js';
import type {
  EndDto,
  ReceptionDto,
  ReferralDto,
  StartedDto,
  StartFailureDto,
} from './voluntary-input.dto.js';
import { VoluntaryReferrals } from './voluntary-referrals.js';
import { VoluntarySteps, type DoorAct } from './voluntary-steps.js';
import { P } from './voluntary.problems.js';
import { VoluntaryReader } from './voluntary.reader.js';
import { startLimitOf } from './start-limit.js';

type EndingStep = 'withdrawn' | 'died' | 'voided' | 'sent-to-compulsory' | 'treatment-left';

/** Steps that several doors have: reception of a file by the police, referral, beginning, failing to begin, ends. */
@Injectable()
export class VoluntaryStepsService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly papers: PaperAnnulments,
    private readonly referrals: VoluntaryReferrals,
    private readonly calendar: Calendar,
    private readonly reader: VoluntaryReader,
  ) {}

  /**
   * The commune police take over a file that the people's committee had registered: their reception record starts
   * the time limit to decide, and the term of home rehabilitation (Luật 120/2025 Art 32(2), Art 56(2)).
   */
  async recordReception<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    { receivedAt, actedBy }: ReceptionDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(receivedAt);
      const asked = { step: 'reception-recorded', at, pointer: '/receivedAt', actedBy, version };
      await this.steps.take(tx, actor, desk.doors, id, asked, () =>
        Promise.resolve({ changes: { receptionAt: at } }),
      );
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** The facility or clinic reads the file from now on, and enters what it does. */
  async refer<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    { referredAt, organisationId }: ReferralDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const asked = { step: 'referred', at: new Date(referredAt), pointer: '/referredAt', version };
      await this.steps.take(tx, actor, desk.doors, id, asked, async (act) => {
        await this.referrals.toPlace(tx, act, organisationId, '/organisationId');
        return { addresseeId: organisationId };
      });
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** Rehabilitation has begun: the time limit to begin is met (NĐ 116/2021 Art 3(4), NĐ 163/2026 Art 4(8)). */
  async start<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    { startedAt, actedBy }: StartedDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(startedAt);
      const asked = { step: 'started', at, pointer: '/startedAt', actedBy, version };
      await this.steps.take(tx, actor, desk.doors, id, asked, () =>
        Promise.resolve({ changes: { startedAt: at } }),
      );
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** Decided and not begun in time: a ground for compulsory rehabilitation, so never before the time is over. */
  async recordStartFailure<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    { at: found, reason }: StartFailureDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(found);
      const asked = { step: 'start-failed', at, pointer: '/at', version, reason };
      await this.steps.take(tx, actor, desk.doors, id, asked, async (authorised) => ({
        facts: { from: await this.overSince(tx, authorised, at) },
      }));
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /**
   * Ends a file without its purpose: the person takes the application back, dies or is sent to compulsory rehabilitation,
   * or the file should never have been. It is kept with the reason; what was open for it ends with it.
   */
  async end<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    step: EndingStep,
    { at: effectiveAt, reason }: EndDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(effectiveAt);
      const leaves = step === 'voided' ? 'void' : 'lapsed';
      const asked = { step, at, pointer: '/at', version, reason, leaves } as const;
      await this.steps.take(tx, actor, desk.doors, id, asked, async ({ file }) => {
        if (step === 'voided') await this.papers.fileVoided(tx, file, reason);
        return {};
      });
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** @returns the day from which failing to begin may be recorded @throws Problem 409 before, with that day and why */
  private async overSince(tx: Tx, { procedure: door, file, events }: DoorAct, at: Date): Promise<DateOnly> {
    const limit = startLimitOf(door, file, events, await this.calendar.forTx(tx));
    const from = legalDayOf(limit.dueAt);
    if (at >= limit.dueAt) return from;
    throw problem(P.startStillPossible, {
      detail: {
        vi: `Chỉ ghi nhận từ ngày ${viDate(from)}: ${limit.explanation.steps.map(({ text }) => text.vi).join(' ')}`,
        en: `From ${from} on: ${limit.explanation.steps.map(({ text }) => text.en).join(' ')}`,
      },
      extensions: { from, explanation: toExplanationDto(limit.explanation) },
    });
  }
}

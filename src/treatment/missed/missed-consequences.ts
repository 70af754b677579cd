import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { judgeTermination, terminationRules } from '../../law/treatment-ends.js';
import type { TreatmentKind } from '../../law/treatment.js';
import type { Tx } from '../../platform/database/tx.js';
import { Notifications } from '../../reminders/notifications.js';
import type { NotificationKind } from '../../reminders/reminder.code-lists.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import { tokensOut } from '../interlock/tokens-out.js';
import { LOOK_BACK } from '../ledger/ledger-days.js';
import { insertProposal } from '../proposal/proposal.queries.js';
import { MISSED_DOSE_ACTIONS } from '../protocol/protocol.dto.js';
import { MISSED_DOSES } from './missed-jobs.js';
import { missedPoints, stepAfter, type MissedValues } from './missed-points.rules.js';
import { lookedBack, treatmentDays, type Episode } from './missed.queries.js';
import { consequencesOf, runOf, UNSEEN_DAYS, type TreatmentDay } from './missed.rules.js';

/** Somebody who was expected on a day and did not come. */
export interface AbsentEpisode extends Episode {
  /** An order held on the day. */
  readonly ordered: boolean;
}

/** The file within which somebody is treated. */
interface FileAround {
  readonly id: string;
  readonly code: string;
  readonly keeper: number;
  readonly personId: string;
}

/** A run of missed days that has an end and a beginning. */
interface Run {
  readonly days: number;
  readonly first: DateOnly;
  readonly last: DateOnly;
  /** How many of the days had an order. */
  readonly ordered: number;
}

interface Followed {
  readonly episode: AbsentEpisode;
  readonly run: Run;
  readonly values: MissedValues;
  readonly consequences: ReturnType<typeof consequencesOf>;
  /** A proposal was made of it. */
  readonly proposed: boolean;
}

/** What so many missed days lead to, by the protocol and the law of the day: a warning, a hold, a proposal. */
@Injectable()
export class MissedConsequenceService {
  constructor(
    private readonly protocols: ActiveProtocols,
    private readonly notifications: Notifications,
    private readonly audit: AuditLog,
  ) {}

  /** @param until the day up to which the run of each is counted */
  async follow(tx: Tx, until: DateOnly, absent: readonly AbsentEpisode[]): Promise<void> {
    if (absent.length === 0) return;
    const ids = absent.map(({ episodeId }) => episodeId);
    const days = await lookedBack(tx, ids, until);
    // Who has been away for longer than is looked back was warned of, and proposed, long ago: that nobody sees him is said on.
    const away = await longAway(tx, ids, days, addDays(until, -LOOK_BACK));
    const protocols = new Map<string, MissedValues>();
    const found: Followed[] = [];
    // In one order, as whoever keeps doses ahead takes them: two that hold or keep do not wait for each other.
    for (const episode of absent.toSorted((a, b) => (a.episodeId < b.episodeId ? -1 : 1))) {
      const before = away.get(episode.episodeId);
      const {
        days: length,
        first,
        last,
        ordered,
      } = runOf([...(before ?? []), ...(days.get(episode.episodeId) ?? [])]);
      if (first === null || last === null) continue;
      const run = { days: length, first, last, ordered };
      await this.notSeen(tx, episode, run);
      if (before) continue;
      const key = `${episode.homeSiteId} ${episode.kind}`;
      const values = protocols.get(key) ?? (await this.valuesFor(tx, episode, until));
      protocols.set(key, values);
      found.push(await proposed(tx, episode, run, values));
    }
    for (const each of found) await this.followOne(tx, each);
  }

  private async valuesFor(tx: Tx, { homeSiteId, kind }: Episode, on: DateOnly): Promise<MissedValues> {
    const protocol = await this.protocols.on(tx, { siteId: homeSiteId, kind }, on);
    return protocol?.given ?? {};
  }

  private async followOne(
    tx: Tx,
    { episode, run, values, consequences: { warnsAt, holds }, proposed: isProposed }: Followed,
  ): Promise<void> {
    if (!episode.ordered) await this.tell(tx, episode, run, 'treatment.no-order', run.first);
    for (const point of warnsAt)
      await this.tell(tx, episode, run, 'treatment.missed-doses', `${run.first}:${point}`);
    if (holds && (await hold(tx, episode, run, values)))
      await this.tell(tx, episode, run, 'treatment.dose-held', run.last);
    if (isProposed) await this.tell(tx, episode, run, 'treatment.termination-ground', run.first);
    if (warnsAt.length > 0 || isProposed) await this.askForContact(tx, episode, run.first);
  }

  /**
   * Of each seven missed days in a row, whatever is ordered, says the protocol, or was decided on a proposal: as long as he is
   * in treatment somebody looks for him.
   */
  private async notSeen(tx: Tx, episode: Episode, run: Run): Promise<void> {
    const stretches = Math.floor(run.days / UNSEEN_DAYS);
    if (stretches === 0) return;
    const once = `${run.first}:${stretches * UNSEEN_DAYS}`;
    await this.tell(tx, episode, run, 'treatment.not-seen', once);
    // Where the protocol warned before, the first week's was asked for with that.
    await this.askForContact(tx, episode, stretches === 1 ? run.first : once);
  }

  /**
   * Who keeps the file within which the person is treated is asked for contact, of its own file, and with nothing of the
   * treatment.
   *
   * @param once what it is asked for once: the days that were missed in a row, or so many of them
   */
  private async askForContact(tx: Tx, { episodeId }: Episode, once: string): Promise<void> {
    const around = await tx.one<FileAround>(
      `select case_id as id, case_code as code, keeper_organisation_id as keeper, person_id as "personId"
       from app.file_around_episode($1)`,
      [episodeId],
    );
    if (!around) return;
    const { id, code, keeper, personId } = around;
    const isNew = await this.notifications.raise(tx, {
      ...{ organisationId: keeper, kind: 'treatment.contact-asked', subject: { kind: 'case', id, code } },
      onceKey: `treatment.contact-asked:${episodeId}:${once}`,
    });
    if (!isNew) return;
    await this.audit.record(tx, {
      action: 'treatment.contact.keeper-asked',
      subject: { kind: 'case', id },
      persons: [personId],
    });
  }

  /** @param once what it is told of once */
  private async tell(
    tx: Tx,
    { homeSiteId, episodeId, code }: Episode,
    { days, first, last }: Run,
    kind: NotificationKind,
    once: string,
  ): Promise<void> {
    await this.notifications.raise(tx, {
      ...{ organisationId: homeSiteId, kind, onceKey: `${kind}:${episodeId}:${once}` },
      subject: { kind: 'case', id: episodeId, code },
      facts: { days, day: last, since: first },
    });
  }
}

/**
 * What follows, of which the proposal is made at once. Of all before any dose is held: a proposal waits for whoever takes a step
 * of the file, and that one, where it ends or moves the file, for the doses of the episode.
 */
async function proposed(tx: Tx, episode: AbsentEpisode, run: Run, values: MissedValues): Promise<Followed> {
  const groundFrom = groundAt(episode.kind, run.last);
  const consequences = consequencesOf(run.days, { ...missedPoints(values), groundFrom });
  const isProposed = consequences.ground && (await propose(tx, episode, run));
  return { episode, run, values, consequences, proposed: isProposed };
}

type DaysOf = ReadonlyMap<string, readonly TreatmentDay[]>;

const unseen = (days: DaysOf, id: string): boolean => days.get(id)?.some(({ came }) => came) !== true;

/**
 * Of those who did not come in the days that are looked back, who was away before them: the days of before, as far back as
 * the day on which he came last.
 */
async function longAway(tx: Tx, ids: readonly string[], days: DaysOf, from: DateOnly): Promise<DaysOf> {
  const found = new Map<string, readonly TreatmentDay[]>();
  let [left, until] = [ids.filter((id) => unseen(days, id)), from];
  while (left.length > 0) {
    const away = await missedBefore(tx, left, until);
    left = left.filter((id) => away.has(id));
    if (left.length === 0) break;
    const earlier = await treatmentDays(tx, left, addDays(until, -LOOK_BACK), addDays(until, -1));
    for (const id of left) found.set(id, [...(found.get(id) ?? []), ...(earlier.get(id) ?? [])]);
    left = left.filter((id) => unseen(earlier, id));
    until = addDays(until, -LOOK_BACK);
  }
  return found;
}

async function missedBefore(tx: Tx, ids: readonly string[], day: DateOnly): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    'select distinct episode_id as id from missed_day where episode_id = any ($1::uuid[]) and day < $2',
    [ids, day],
  );
  return new Set(rows.map(({ id }) => id));
}

function groundAt(kind: TreatmentKind, day: DateOnly): number | null {
  const rule = terminationRules(kind, day).find(({ ground }) => ground === 'missed-days');
  return rule?.threshold?.kind === 'consecutive-days' ? rule.threshold.atLeast : null;
}

/** @returns false where such a hold stands already */
async function hold(
  tx: Tx,
  { episodeId, homeSiteId }: Episode,
  { days, last }: Run,
  values: MissedValues,
): Promise<boolean> {
  await lockDosing(tx, episodeId);
  const [id, from] = [uuidv7(), addDays(last, 1)];
  const rows = await tx.execute(
    `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_at)
     values ($1, $2, $3, 'missed-doses', $4, $5, $6) on conflict do nothing`,
    [id, episodeId, homeSiteId, reasonOf(days, values), from, tx.now],
  );
  const day = laterDay(from, legalDayOf(tx.now));
  if (rows === 1) await tokensOut(tx, { episodeId, day, orderId: null });
  return rows === 1;
}

/** Says what the protocol gives for so many days. It is told to the clinician, and changes no dose. */
function reasonOf(days: number, values: MissedValues): string {
  const step = stepAfter(values, days);
  const percent = step?.percent === undefined ? '' : ` còn ${step.percent}%`;
  const said = step ? `; phác đồ: ${MISSED_DOSE_ACTIONS[step.action].vi}${percent}` : '';
  const { reassessAfterMissedDays: reassess } = values;
  const anew = reassess !== undefined && days >= reassess ? '; phác đồ: đánh giá lại' : '';
  return `Không đến uống thuốc ${days} ngày${said}${anew}`;
}

/** A person decides on it, once in a run. @returns false where one is open, or was made of this run */
async function propose(
  tx: Tx,
  { episodeId, kind }: Episode,
  { days: missed, first, last, ordered }: Run,
): Promise<boolean> {
  const finding = judgeTermination(kind, 'missed-days', last, {
    ...{ source: 'records', days: [], undecided: [], maintenanceSince: null },
    absence: { first, last, missed, ordered, cameOn: [] },
  });
  if (finding === null) return false;
  const { amounts, explanation } = finding;
  return insertProposal(
    tx,
    {
      ...{
        id: uuidv7(),
        caseId: episodeId,
        ground: 'missed-days',
        days: [first, last],
        article: null,
        note: null,
      },
      ...{ evidence: 'records', amounts, explanation },
      ...{ proposedAt: tx.now, proposedBy: null, system: MISSED_DOSES.name },
    },
    'unless-known',
  );
}

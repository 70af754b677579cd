import type { DateOnly } from '../../law/date.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem, problemAt } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';
import type { DoseUnitName } from '../ledger/amounts.js';
import type { DoseEvent } from './dose.queries.js';
import type { DoseFlag } from './dose.rules.js';

defineSubject('dose-token', 'dose_token');

/** Of the window: what a device needs to give a dose without asking. */
export interface DoseToken {
  readonly id: string;
  readonly episodeId: string;
  readonly personId: string;
  /** Null where the site sees the person no more: his tokens are its own to list and release all the same. */
  readonly fullName: string | null;
  readonly birthYear: number | null;
  readonly kind: TreatmentKind;
  readonly guest: boolean;
  readonly day: DateOnly;
  readonly slot: number;
  readonly dose: number;
  readonly unit: DoseUnitName;
  readonly issuedAt: Date;
  readonly usedAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releasedBecause: 'site' | 'day-over' | 'given' | 'moved' | 'ended' | null;
}

const SELECTED = `
  select t.id, t.episode_id as "episodeId", t.person_id as "personId", p.full_name as "fullName",
    p.birth_year as "birthYear", t.kind, t.booking_id is not null as guest, t.day, t.slot, t.dose::float8 as dose, t.unit,
    t.issued_at as "issuedAt", t.used_at as "usedAt", t.released_at as "releasedAt",
    t.released_because as "releasedBecause"
  from dose_token t left join person p on p.id = t.person_id`;

/** Those of a day of the acting site, used and released ones too. */
export async function tokensOfDay(tx: Tx, day: DateOnly): Promise<readonly DoseToken[]> {
  return tx.query<DoseToken>(
    `${SELECTED} where t.site_id = any ((select app.acting_bodies())::integer[]) and t.day = $1
     order by p.full_name, t.episode_id, t.slot, t.id limit 5000`,
    [day],
  );
}

export async function tokenById(tx: Tx, id: string): Promise<DoseToken | null> {
  return tx.one<DoseToken>(
    `${SELECTED} where t.id = $1 and t.site_id = any ((select app.acting_bodies())::integer[])`,
    [id],
  );
}

/** What a token of the own site has for a dose; null for one of another dose. */
export async function keptDose(
  tx: Tx,
  id: string,
  { episodeId, day, slot }: Pick<DoseEvent, 'episodeId' | 'day' | 'slot'>,
): Promise<{ readonly dose: number; readonly unit: DoseUnitName } | null> {
  return tx.one(
    `select t.dose::float8 as dose, t.unit from dose_token t
     where t.id = $1 and t.episode_id = $2 and t.day = $3 and t.slot = $4
       and t.site_id = any ((select app.acting_bodies())::integer[])`,
    [id, episodeId, day, slot],
  );
}

export interface NewToken {
  readonly id: string;
  readonly episodeId: string;
  readonly personId: string;
  readonly kind: TreatmentKind;
  readonly slot: number;
  readonly orderId: string;
  readonly bookingId: string | null;
  readonly unit: DoseUnitName;
  readonly dose: number;
}

/** Takes their doses ahead, in the order in which all sites take them. @returns the ids of those that have theirs */
export async function claimAhead(
  tx: Tx,
  siteId: number,
  day: DateOnly,
  tokens: readonly NewToken[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    'select id from app.claim_dose_tokens($1, $2, $3::uuid[], $4::uuid[], $5::smallint[], $6::uuid[]) as id',
    [
      ...[siteId, day, tokens.map(({ id }) => id), tokens.map(({ episodeId }) => episodeId)],
      ...[tokens.map(({ slot }) => slot), tokens.map(({ orderId }) => orderId)],
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

export function insertToken(
  tx: Tx,
  { siteId, day, userId }: { readonly siteId: number; readonly day: DateOnly; readonly userId: string },
  token: NewToken,
): void {
  tx.sendAhead(
    `insert into dose_token (id, site_id, episode_id, person_id, kind, day, slot, order_id, booking_id, unit, dose,
       issued_by, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[token.id, siteId, token.episodeId, token.personId, token.kind, day, token.slot, token.orderId],
      ...[token.bookingId, token.unit, token.dose, userId, tx.now],
    ],
  );
}

/** The dose is free again. @returns false where the token was used or is over */
export async function releaseToken(tx: Tx, id: string, userId: string): Promise<boolean> {
  // First the claim: it is what others wait for, in an order of its own.
  await tx.query('select app.release_dose($1)', [id]);
  const rows = await tx.execute(
    `update dose_token set released_at = $2, released_by = $3, released_because = 'site'
     where id = $1 and used_at is null and released_at is null`,
    [id, tx.now, userId],
  );
  return rows === 1;
}

/** @returns whether the dose is the event’s, as `app.claim_dose` says it; null for a token that is not good for it */
async function useToken(tx: Tx, id: string, event: DoseEvent): Promise<string | null> {
  const row = await tx.one<{ answer: string | null }>(
    'select app.use_dose_token($1, $2, $3, $4, $5, $6::smallint, $7, $8, $9) as answer',
    [
      id,
      event.id,
      event.episodeId,
      event.siteId,
      event.day,
      event.slot,
      event.reported,
      event.at,
      event.kind,
    ],
  );
  return row?.answer ?? null;
}

/** Takes the dose for an event as it comes. @returns as `app.claim_dose` says it */
async function claim(tx: Tx, event: DoseEvent): Promise<string | null> {
  const row = await tx.one<{ answer: string }>(
    'select app.claim_dose($1, $2, $3, $4, $5::smallint, $6, $7, $8, $9) as answer',
    [
      ...[event.id, event.episodeId, event.siteId, event.day, event.slot, event.reported, event.at],
      ...[event.kind, event.orderId],
    ],
  );
  return row?.answer ?? null;
}

/**
 * Takes the dose for an event: by its token, or as it comes.
 *
 * @returns what has to be written beside a dose that was given already
 * @throws Problem 409 before giving, where somebody had the dose, or the token is not good for it
 */
export async function takeDose(
  tx: Tx,
  event: DoseEvent,
  tokenId: string | undefined,
): Promise<readonly DoseFlag[]> {
  const kept = tokenId === undefined ? null : await useToken(tx, tokenId, event);
  const flags: DoseFlag[] = [];
  if (tokenId !== undefined && kept === null) {
    if (!event.reported)
      throw problemAt(P.tokenNotGood, '/tokenId', { extensions: { flags: ['token-not-good'] } });
    flags.push('token-not-good');
  }
  const answer = kept ?? (await claim(tx, event));
  if (answer === 'free') return flags;
  if (answer === 'ended') throw problem(P.notDosing);
  if (event.reported) return ['double-dose', ...flags];
  // What the own site keeps was given to nobody yet.
  if (await tokenStands(tx, event)) throw problem(P.tokenStands, { extensions: { flags: [] } });
  throw problem(P.alreadyDosed, { extensions: { flags: ['double-dose'] } });
}

/** Whether the own site keeps this very dose for a token of its own. */
async function tokenStands(
  tx: Tx,
  { episodeId, day, slot }: Pick<DoseEvent, 'episodeId' | 'day' | 'slot'>,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_token t where t.episode_id = $1 and t.day = $2 and t.slot = $3
       and t.site_id = any ((select app.acting_bodies())::integer[]) and t.used_at is null and t.released_at is null`,
    [episodeId, day, slot],
  );
  return row !== null;
}

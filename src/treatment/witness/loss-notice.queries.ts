import type { DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import type { ChangeFeed, RowId } from '../../platform/database/changes.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { CursorValue } from '../../platform/http/page.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import type { StockUnit } from '../ledger/amounts.js';
import type { StockLineName } from '../stock/reconciliation.rules.js';
import type { LossSource } from './loss-notice.code-lists.js';
import { NO_WITNESS, type Witness } from './witness.rules.js';

defineSubject('loss-notice', 'loss_notice');

export interface LossNotice extends Witness {
  readonly id: string;
  readonly source: LossSource;
  /** What happened to it: the kind of the movement, or of the dose. */
  readonly what: StockLineName;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly measured: number;
  readonly unit: StockUnit;
  readonly day: DateOnly;
  readonly reason: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly objectedAt: Date | null;
  readonly objection: string | null;
  readonly voidedAt: Date | null;
}

const SELECTED = `
  select n.id, n.source, coalesce(m.kind, 'spilled') as what, n.lot_id as "lotId", n.lot_number as "lotNumber",
    n.measured::float8 as measured, n.unit, n.day, n.reason, n.witness_id as "witnessId", n.witness_name as "witnessName", n.entered_by as "enteredBy",
    n.entered_at as "enteredAt", n.objected_at as "objectedAt", n.objection, n.voided_at as "voidedAt"
  from loss_notice n left join stock_movement m on m.id = n.id`;
const OWN_SITES = 'site_id = any ((select app.acting_bodies())::integer[])';
const OWN = `n.${OWN_SITES}`;

export const LOSS_CHANGES: ChangeFeed = rowFeed({
  ...{ table: 'loss_notice', within: OWN_SITES, scope: 'app.reading_scope()' },
});

/** Which notices of the own site are asked for. */
export interface LossesAsked {
  /** Of those alone that name him; null: of all. */
  readonly witnessId: string | null;
  /** The moment and the id of the last one that was shown. */
  readonly after: readonly CursorValue[] | null;
  /** Of these alone. */
  readonly ids: readonly RowId[] | null;
  readonly limit: number;
}

/** Of the own site, the latest first. */
export async function lossNotices(
  tx: Tx,
  { witnessId, after, ids, limit }: LossesAsked,
): Promise<readonly LossNotice[]> {
  return tx.query<LossNotice>(
    `${SELECTED} where ${OWN} and ($1::uuid is null or n.witness_id = $1)
       and ($2::timestamptz is null or (n.entered_at, n.id) < ($2, $3::uuid))
       and ($4::uuid[] is null or n.id = any ($4))
     order by n.entered_at desc, n.id desc limit $5`,
    [witnessId, ...(after ?? [null, null]), ids, limit],
  );
}

/** @throws Problem 404 for a loss of another site */
export async function lossNoticeById(tx: Tx, id: string): Promise<LossNotice> {
  const found = await tx.one<LossNotice>(`${SELECTED} where n.id = $1 and ${OWN}`, [id]);
  if (!found) throw problem(P.noSuchLoss);
  return found;
}

/** Who is named as the witness finds it, and the clinicians where there is none who could be asked. */
export async function addLossNotice(
  tx: Tx,
  siteId: number,
  notice: Omit<LossNotice, 'what' | 'enteredAt' | 'objectedAt' | 'objection' | 'voidedAt'>,
): Promise<void> {
  await tx.execute(
    `insert into loss_notice (id, site_id, source, lot_id, lot_number, measured, unit, day, reason, witness_id, witness_name,
       entered_by, entered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[notice.id, siteId, notice.source, notice.lotId, notice.lotNumber, notice.measured, notice.unit],
      ...[notice.day, notice.reason, notice.witnessId, notice.witnessName, notice.enteredBy, tx.now],
    ],
  );
}

/** Whether somebody else works at a site: he may say what he saw. */
async function mayWitness(
  tx: Tx,
  { organisationId, userId }: Pick<UserActor, 'organisationId' | 'userId'>,
  witnessId: string,
): Promise<boolean> {
  const row = await tx.one(
    'select 1 from user_account where id = $1 and id <> $2 and organisation_id = $3 and locked_at is null',
    [witnessId, userId, organisationId],
  );
  return row !== null;
}

/**
 * Who saw a loss: a colleague of the site who can be asked, somebody without an account by his name, or nobody. What was lost
 * is lost, whoever saw it: without a witness it is taken, with a flag.
 *
 * @param told of what happened before, a colleague who works at the site no more is none, and no fault
 * @throws Problem 409 for a colleague who is none, 422 for two
 */
export async function witnessOf(
  tx: Tx,
  actor: Pick<UserActor, 'organisationId' | 'userId'>,
  { witnessId, witnessName }: { readonly witnessId?: string; readonly witnessName?: string },
  told = false,
): Promise<Witness> {
  if (witnessId !== undefined && witnessName !== undefined)
    throw fieldProblem('/witnessName', 'treatment.fieldUnknown', ONE_OF_THEM);
  if (witnessId === undefined) return { witnessId: null, witnessName: witnessName ?? null };
  if (await mayWitness(tx, actor, witnessId)) return { witnessId, witnessName: null };
  if (!told) throw problem(P.witnessNotHere);
  return NO_WITNESS;
}

const ONE_OF_THEM = text2(
  'Nêu đồng nghiệp có tài khoản, hoặc tên người không có tài khoản, không nêu cả hai',
  'A colleague by his account, or the name of somebody without one; not both',
);

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem, problemAt } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { SubjectPersons } from '../../reminders/subject-persons.js';
import { P } from '../doses.problems.js';
import { claimClientEvent } from '../interlock/client-events.js';
import { lotOf, stockDayOf, type Lot } from '../interlock/dose.queries.js';
import { isWitnessed, reconcile, type StockMovementKind } from './reconciliation.rules.js';
import type { SiteDayFlag } from './site-day.code-lists.js';
import type { StockChange } from '../ledger/ledger.rules.js';
import type {
  CloseDayDto,
  CountDto,
  LotReconciliationDto,
  MovementDto,
  ReceiptDto,
  RecordedMovementDto,
  StockDayDto,
  StockLotDto,
  StockLotQuery,
  StockQuarterDto,
  StockQuarterQuery,
} from './stock.dto.js';
import {
  changesBetween,
  closedDay,
  closingTimeOf,
  countsOf,
  handsOf,
  insertMovement,
  lotOfLabel,
  lotsOf,
  movementById,
  openingsOf,
  type Movement,
} from './stock.queries.js';
import { addLossNotice, witnessOf } from '../witness/loss-notice.queries.js';
import { flagsOfWitness, NO_WITNESS } from '../witness/witness.rules.js';
import { closingOf, ledgerDay, ledgerDayOf, quarterAsked } from '../ledger/ledger-days.js';

/** What a site has of each lot: what came, what was given, lost, brought back, destroyed and counted, to the microlitre. */
@Injectable()
export class StockService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    // Nobody is behind a lot.
    this.subjects.register({ kind: 'stock-lot', personsOf: () => Promise.resolve([]) });
  }

  /** @throws Problem 409 where the lot has another label, 422 for a strength of what is counted in pieces */
  async receive(actor: UserActor, input: ReceiptDto): Promise<RecordedMovementDto> {
    const { medicine, lotNumber, unit, measured, clientEventId, document } = input;
    const strength = input.strength ?? null;
    if (strength !== null && unit === 'piece')
      throw fieldProblem('/strength', 'treatment.strength', NO_STRENGTH);
    return this.database.write(actor, async (tx) => {
      const label = {
        id: uuidv7(),
        medicine,
        lotNumber,
        unit,
        strength,
        expiresOn: dateOnly(input.expiresOn),
        siteId: actor.organisationId,
      };
      const lot = await lotOfLabel(tx, label, actor.organisationId, actor.userId);
      if (!sameLabel(lot, label)) throw problem(P.lotDiffers);
      return this.enter(tx, actor, lot, {
        kind: 'received',
        measured,
        clientEventId,
        document,
        reason: null,
        voidsId: null,
        ...NO_WITNESS,
        flags: [],
      });
    });
  }

  /**
   * What leaves the store, and a receipt that is taken back, is seen by two, or flagged and told.
   *
   * @throws Problem 404, 409 for an entry that is another's or was voided, 422 without an amount, or for what is sent back
   *   without its document
   */
  async move(actor: UserActor, input: MovementDto): Promise<RecordedMovementDto> {
    return this.database.write(actor, async (tx) => {
      const lot = await lotOf(tx, input.lotId);
      const voided = input.voidsId === undefined ? null : await movementById(tx, input.voidsId);
      const fits =
        !voided || (voided.lotId === lot.id && voided.kind === input.kind && voided.voidsId === null);
      if ((input.voidsId !== undefined && !voided) || !fits) throw problemAt(P.notNameable, '/voidsId');
      if (voided ? input.measured !== undefined : input.measured === undefined || input.kind === 'received')
        throw fieldProblem('/measured', 'treatment.amount', AMOUNT_OR_VOID);
      const { kind, clientEventId, reason } = input;
      if (kind === 'sent-back' && !voided && input.document === undefined)
        throw fieldProblem('/document', 'treatment.fieldNeeded', DOCUMENT_OF_SENDING);
      const isLoss = isWitnessed(kind, voided !== null);
      const witness = isLoss ? await witnessOf(tx, actor, input) : NO_WITNESS;
      return this.enter(tx, actor, lot, {
        ...{ kind, clientEventId, reason, document: input.document ?? null },
        ...{ measured: voided?.measured ?? input.measured ?? 0, voidsId: voided?.id ?? null, ...witness },
        flags: isLoss ? flagsOfWitness(witness) : [],
      });
    });
  }

  /** One that differs from the books is told at once. @throws Problem 404, 409 for a day that is closed, 422 for one to come */
  async count(actor: UserActor, input: CountDto): Promise<StockDayDto> {
    return this.database.write(actor, async (tx) => {
      const lot = await lotOf(tx, input.lotId);
      const day = this.pastDay(tx, input.day);
      await tx.query(OPEN_LOCK, [`site day ${actor.organisationId}`]);
      if (await closedDay(tx, actor.organisationId, day, 'itself')) throw problem(P.dayClosed);
      const books = await this.reconciled(tx, actor.organisationId, day, day);
      const expected = books.find((each) => each.lot.id === lot.id)?.expected ?? { usable: 0, returned: 0 };
      await tx.execute(
        `insert into stock_count (id, site_id, lot_id, day, usable, returned, expected_usable, expected_returned,
           counted_by, counted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[uuidv7(), lot.siteId, lot.id, day, input.usable, input.returned],
          ...[expected.usable, expected.returned, actor.userId, tx.now],
        ],
      );
      await this.record(tx, 'counted', lot.id);
      return this.stateOfDay(tx, actor.organisationId, day);
    });
  }

  /** Balances a day of the caller's site. @throws Problem 400 for a day to come */
  async day(actor: UserActor, asked: string): Promise<StockDayDto> {
    return this.database.read(actor, async (tx) => {
      const day = ledgerDay(asked, 'day');
      if (day > legalDayOf(tx.now))
        throw problem(HTTP.invalidParameter, {
          faults: [{ parameter: 'day', code: 'treatment.day', detail: NOT_YET }],
        });
      await this.audit.record(tx, { action: 'treatment.stock.read', detail: { day } });
      return this.stateOfDay(tx, actor.organisationId, day);
    });
  }

  /**
   * The end of a day: what had to be there, what was found, and why it differs. Later entries count on later days.
   *
   * @throws Problem 409 when it is closed already, not over yet and no reason is named, a lot was not counted, or a
   *   difference has no explanation, or is closed by who gave that day though another could; 422 for a day to come
   */
  async close(actor: UserActor, input: CloseDayDto): Promise<StockDayDto> {
    return this.database.write(actor, async (tx) => {
      const day = this.pastDay(tx, input.day);
      const siteId = actor.organisationId;
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`site day ${siteId}`]);
      if (await closedDay(tx, siteId, day, 'itself')) throw problem(P.dayClosed);
      const early = tx.now < closingOf(day, await closingTimeOf(tx, siteId));
      if (early && input.earlyReason === undefined) throw problem(P.dayNotOver);
      const lots = await this.reconciled(tx, siteId, day, day);
      const uncounted = lots.filter(
        ({ expected, counted }) => counted === null && (expected.usable !== 0 || expected.returned !== 0),
      );
      if (uncounted.length > 0) throw problem(P.stockNotCounted, { extensions: { lots: uncounted } });
      const differing = lots.filter(
        ({ variance }) => variance && (variance.usable !== 0 || variance.returned !== 0),
      );
      if (differing.length > 0 && input.explanation === undefined)
        throw problem(P.varianceUnexplained, { extensions: { lots: differing } });
      const flags = differing.length > 0 ? await flagsOfCloser(tx, actor, day) : [];
      const explanation = input.explanation ?? null;
      const earlyReason = early ? (input.earlyReason ?? null) : null;
      await tx.execute(
        `insert into site_day (site_id, day, lines, explanation, early_reason, closed_by, closed_at, flags)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[siteId, day, JSON.stringify(lots.map(kept)), explanation, earlyReason],
          ...[actor.userId, tx.now, flags],
        ],
      );
      await this.audit.record(tx, {
        action: 'treatment.day.closed',
        detail: { day, ...(early && { early }) },
      });
      return { day, lots, closedAt: tx.now.toISOString(), explanation, earlyReason, flags };
    });
  }

  /** As far as the quarter has come. @throws Problem 400 for one that has not begun */
  async quarter(actor: UserActor, query: StockQuarterQuery): Promise<StockQuarterDto> {
    return this.database.read(actor, async (tx) => {
      const { from, to } = quarterAsked(query, legalDayOf(tx.now));
      await this.audit.record(tx, { action: 'treatment.stock.read', detail: { from, to } });
      return { from, to, lots: await this.reconciled(tx, actor.organisationId, from, to) };
    });
  }

  async lots(actor: UserActor, query: StockLotQuery): Promise<ChangeList<StockLotDto>> {
    return this.database.read(actor, async (tx) => {
      const lots = await lotsOf(tx, actor.organisationId);
      await this.audit.record(tx, { action: 'treatment.lots.read', detail: { count: lots.length } });
      return sameOrAnew(query, lots.map(lotDto));
    });
  }

  private async enter(
    tx: Tx,
    actor: UserActor,
    lot: Lot,
    entry: Omit<Movement, 'id' | 'lotId' | 'siteId' | 'stockDay'>,
  ): Promise<RecordedMovementDto> {
    const siteId = actor.organisationId;
    const today = legalDayOf(tx.now);
    const [id, stockDay] = [uuidv7(), await stockDayOf(tx, siteId, today, today)];
    // What it is flagged with does not make it another message.
    const { clientEventId, flags: _flags, ...content } = entry;
    const known = await claimClientEvent(tx, {
      ...{ siteId, clientEventId, eventId: id, day: stockDay, content: { ...content, lotId: lot.id } },
    });
    const made: Movement = { ...entry, id, siteId: lot.siteId, stockDay, lotId: lot.id };
    if (known === null) await this.insert(tx, made, lot, actor);
    const movement = known === null ? made : ((await movementById(tx, known.id)) ?? made);
    await this.record(tx, known === null ? movement.kind : 'sent-again', movement.id, 'stock-movement');
    const { kind, measured, voidsId, witnessId, witnessName, flags } = movement;
    return {
      ...{ id: movement.id, lot: lotDto(lot), kind, measured, voidsId, witnessId, witnessName, flags },
      ...{ stockDay: movement.stockDay, resent: known !== null },
    };
  }

  private async insert(tx: Tx, movement: Movement, lot: Lot, actor: UserActor): Promise<void> {
    const { userId } = actor;
    try {
      await insertMovement(tx, movement, userId);
    } catch (error) {
      if (violatedConstraint(error) === 'stock_movement_voids_id_key')
        throw problemAt(P.notNameable, '/voidsId', { cause: error });
      throw error;
    }
    if (!isWitnessed(movement.kind, movement.voidsId !== null)) return;
    const { id, measured, stockDay: day, witnessId, witnessName } = movement;
    await addLossNotice(tx, actor.organisationId, {
      ...{ id, source: 'stock-movement', lotId: lot.id, lotNumber: lot.lotNumber, measured, unit: lot.unit },
      ...{ day, reason: movement.reason ?? '', witnessId, witnessName, enteredBy: userId },
    });
  }

  private async stateOfDay(tx: Tx, siteId: number, day: DateOnly): Promise<StockDayDto> {
    const closed = await closedDay(tx, siteId, day, 'itself');
    return {
      ...{ day, lots: await this.reconciled(tx, siteId, day, day) },
      ...{ closedAt: closed?.closedAt.toISOString() ?? null, explanation: closed?.explanation ?? null },
      ...{ earlyReason: closed?.earlyReason ?? null, flags: closed?.flags ?? [] },
    };
  }

  /** Each lot that had or has something, from the end of the latest closed day before on. */
  private async reconciled(
    tx: Tx,
    siteId: number,
    from: DateOnly,
    to: DateOnly,
  ): Promise<readonly LotReconciliationDto[]> {
    const openingOf = await openingsOf(tx, siteId, from);
    const during = await changesBetween(tx, siteId, from, to);
    const counts = from === to ? await countsOf(tx, siteId, to) : new Map<string, StockChange>();
    const found: LotReconciliationDto[] = [];
    for (const lot of await lotsOf(tx, siteId)) {
      const opening = openingOf(lot);
      const balance = reconcile(opening, during.get(lot.id) ?? [], counts.get(lot.id) ?? null);
      const empty = opening.usable === 0 && opening.returned === 0 && balance.lines.length === 0;
      if (!empty || balance.counted) found.push({ lot: lotDto(lot), ...balance });
    }
    return found;
  }

  private pastDay(tx: Tx, asked: string): DateOnly {
    const day = ledgerDayOf(asked, '/day');
    if (day > legalDayOf(tx.now)) throw fieldProblem('/day', 'treatment.day', NOT_YET);
    return day;
  }

  private async record(
    tx: Tx,
    what: StockMovementKind | 'counted' | 'sent-again',
    id: string,
    kind: 'stock-lot' | 'stock-movement' = 'stock-lot',
  ): Promise<void> {
    await this.audit.record(tx, { action: `treatment.stock.${what}`, subject: { kind, id } });
  }
}

/** A difference is closed by somebody whose hand was not in it, where there is one. @throws Problem 409 */
async function flagsOfCloser(
  tx: Tx,
  { organisationId, userId }: UserActor,
  day: DateOnly,
): Promise<readonly SiteDayFlag[]> {
  const { gave, another } = await handsOf(tx, organisationId, day, userId);
  if (gave && another) throw problem(P.closesWhoGave);
  return gave ? ['one-person'] : [];
}

const OPEN_LOCK = 'select pg_advisory_xact_lock_shared(hashtextextended($1, 0))';
const NO_STRENGTH = text2('Chỉ dung dịch có nồng độ', 'Only a solution has a strength');
const AMOUNT_OR_VOID = text2(
  'Nêu số lượng, hoặc lần ghi bị hủy; nhập kho ghi ở mục nhập kho',
  'Name an amount, or the entry that is voided; receipts have a route of their own',
);
const DOCUMENT_OF_SENDING = text2(
  'Trả lại nơi cung ứng thì ghi số biên bản',
  'What is sent back to the supplier has the number of its record',
);
const NOT_YET = text2('Ngày không ở tương lai', 'Not a day to come');

const sameLabel = (one: Lot, other: Lot): boolean =>
  one.unit === other.unit && one.strength === other.strength && one.expiresOn === other.expiresOn;

const lotDto = ({ id, medicine, lotNumber, unit, strength, expiresOn }: Lot): StockLotDto => ({
  ...{ id, medicine, lotNumber, unit, strength, expiresOn },
});

const kept = ({ lot, expected, counted }: LotReconciliationDto): object => ({
  lotId: lot.id,
  expected,
  counted,
});

import type { AuditMarks } from './audit-marks.js';
import { MARK_BYTES } from './audit-marks.js';
import { BEGINNING, rowsBetween, sealsAfter, type Ask, type Seal } from './seal.js';
import type { SealedRow } from './sealed-row.js';

export type RowFault = 'altered' | 'deleted' | 'inserted' | 'backdated';
export type SealFault = 'altered' | 'missing' | 'key-unknown';

/** What does not hold: a row of a seal, or the seal itself (no `row`). */
export type Finding =
  | { readonly seal: number; readonly row: string; readonly fault: RowFault }
  | { readonly seal: number; readonly row: null; readonly fault: SealFault };

export interface Verification {
  readonly seals: number;
  readonly rows: number;
  readonly head: Pick<Seal, 'number' | 'digest' | 'sealedAt'> | null;
  /** What waits for its seal; the seal that follows the head would hold it. */
  readonly unsealed: {
    readonly rows: number;
    readonly firstId: string | null;
    readonly firstAt: Date | null;
  };
}

/** A head that was told before, such as in the log: it has to be in the chain still. */
export interface KnownHead {
  readonly number: number;
  readonly digest: string;
}

const SEALS_AT_ONCE = 20;
/** No transaction lives as long: a row of an earlier time than that before the seal that it follows was made up. */
const LONGEST_TRANSACTION_MS = 3_600_000;

/** Reads the whole chain and every row that it holds, and tells of each that is not as it was sealed. */
export class AuditVerification {
  private rows = 0;
  private seals = 0;
  private last: Seal | null = null;

  constructor(
    private readonly ask: Ask,
    private readonly marks: AuditMarks,
    private readonly report: (finding: Finding) => void,
    private readonly known: KnownHead | null = null,
  ) {}

  async run(): Promise<Verification> {
    for (;;) {
      const seals = await sealsAfter(this.ask, this.last?.number ?? 0, SEALS_AT_ONCE);
      if (seals.length === 0) break;
      for (const seal of seals) await this.check(seal);
    }
    this.checkKnownHead();
    return { seals: this.seals, rows: this.rows, head: this.last, unsealed: await this.checkRest() };
  }

  private async check(seal: Seal): Promise<void> {
    const before = this.last;
    const follows = seal.number === (before?.number ?? 0) + 1;
    for (let lost = (before?.number ?? 0) + 1; lost < seal.number; lost++) this.sealFault(lost, 'missing');
    if (!this.marks.knows(seal.keyVersion)) this.sealFault(seal.number, 'key-unknown');
    else {
      if (follows && !this.isWhole(seal, before)) this.sealFault(seal.number, 'altered');
      await this.checkRows(seal, before, follows);
    }
    this.checkAgainstKnown(seal);
    this.seals += 1;
    this.last = seal;
  }

  private isWhole({ digest, ...seal }: Seal, before: Seal | null): boolean {
    return this.marks.digest(seal, before?.digest ?? null).equals(digest);
  }

  /** Without the seal before, nobody knows where this one begins: what else stands there may be of the lost one. */
  private async checkRows(seal: Seal, before: Seal | null, follows: boolean): Promise<void> {
    const rows = await rowsBetween(this.ask, before ?? BEGINNING, seal);
    const marks = marksOf(seal);
    const strange: SealedRow[] = [];
    // First the rows that are as they were sealed: a second one of the same id takes nothing from them.
    for (const row of rows) {
      if (!takeEqual(marks, row.id, this.marks.mark(seal.keyVersion, row))) strange.push(row);
      else if (isBackdated(row, before)) this.rowFault(seal.number, row.id, 'backdated');
    }
    for (const { id } of strange) {
      if (marks.get(id)?.pop()) this.rowFault(seal.number, id, 'altered');
      else if (follows) this.rowFault(seal.number, id, 'inserted');
    }
    await this.tellMissing(
      seal,
      [...marks].flatMap(([id, left]) => left.map(() => id)),
    );
    this.rows += seal.ids.length;
  }

  /** A row that stands elsewhere was moved there. */
  private async tellMissing(seal: Seal, missing: readonly string[]): Promise<void> {
    if (missing.length === 0) return;
    const moved = await this.ask<{ id: string }>(
      'select id::text as id from public.audit_event where id = any($1::uuid[])',
      [missing],
    );
    const elsewhere = new Set(moved.map(({ id }) => id));
    for (const id of missing) this.rowFault(seal.number, id, elsewhere.has(id) ? 'altered' : 'deleted');
  }

  private async checkRest(): Promise<Verification['unsealed']> {
    const { lastPlace, lastId } = this.last ?? BEGINNING;
    const after = [lastPlace, lastId];
    const [rest] = await this.ask<{ rows: number }>(
      `select count(*)::float8 as rows from public.audit_event e where (e.place, e.id) > ($1::bigint, $2::uuid)`,
      after,
    );
    const [first] = await this.ask<{ id: string; at: Date }>(
      `select e.id::text as id, e.at from public.audit_event e where (e.place, e.id) > ($1::bigint, $2::uuid)
       order by e.place, e.id limit 1`,
      after,
    );
    if (this.last) await this.checkBackdated(this.last, after);
    return { rows: rest?.rows ?? 0, firstId: first?.id ?? null, firstAt: first?.at ?? null };
  }

  private async checkBackdated(head: Seal, after: readonly string[]): Promise<void> {
    const rows = await this.ask<{ id: string }>(
      `select e.id::text as id from public.audit_event e where (e.place, e.id) > ($1::bigint, $2::uuid) and e.at < $3
       order by e.place, e.id`,
      [...after, new Date(head.sealedAt.getTime() - LONGEST_TRANSACTION_MS)],
    );
    for (const { id } of rows) this.rowFault(head.number + 1, id, 'backdated');
  }

  private checkAgainstKnown(seal: Seal): void {
    if (seal.number === this.known?.number && seal.digest.toString('hex') !== this.known.digest)
      this.sealFault(seal.number, 'altered');
  }

  private checkKnownHead(): void {
    if (this.known && this.known.number > (this.last?.number ?? 0))
      this.sealFault(this.known.number, 'missing');
  }

  private rowFault(seal: number, row: string, fault: RowFault): void {
    this.report({ seal, row, fault });
  }

  private sealFault(seal: number, fault: SealFault): void {
    this.report({ seal, row: null, fault });
  }
}

/** The marks of each id; an id may stand in a seal more than once, since rows are told apart by their time too. */
function marksOf({ ids, marks }: Seal): Map<string, Buffer[]> {
  const found = new Map<string, Buffer[]>();
  for (const [at, id] of ids.entries()) {
    const mark = marks.subarray(at * MARK_BYTES, (at + 1) * MARK_BYTES);
    found.set(id, [...(found.get(id) ?? []), mark]);
  }
  return found;
}

/** @returns whether there was such a mark; it is used up */
function takeEqual(marks: Map<string, Buffer[]>, id: string, mark: Buffer): boolean {
  const left = marks.get(id);
  const at = left?.findIndex((each) => each.equals(mark)) ?? -1;
  if (at >= 0) left?.splice(at, 1);
  return at >= 0;
}

function isBackdated(row: SealedRow, before: Seal | null): boolean {
  return before !== null && Number(row.at) / 1_000 < before.sealedAt.getTime() - LONGEST_TRANSACTION_MS;
}

import { Injectable } from '@nestjs/common';
import { yearOf, type DateOnly } from '../law/date.js';
import type { Tx } from '../platform/database/tx.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './documents.problems.js';
import type { NumberKind } from './number-kinds.js';
import { numberIn } from './number.rules.js';

/** A number of a register, in full: '15/QĐ-CAX'. */
export interface GivenNumber {
  readonly id: string;
  readonly text: string;
}

export interface NumberRequest {
  readonly organisationId: number;
  readonly kind: NumberKind;
  readonly caseId: string;
  readonly on: DateOnly;
}

interface Entry {
  readonly id: string;
  readonly caseId: string;
  readonly text: string;
}

interface Register {
  readonly id: string;
  readonly pattern: string;
  readonly bookYear: number;
  readonly bookLast: number;
}

/**
 * Gives numbers out of the registers of a body, in the transaction of what they are given to: who takes one holds the
 * register until he commits, a rollback gives the number back. So none is skipped and none is given twice.
 */
@Injectable()
export class Numbers {
  /**
   * @returns null where the body keeps no register of the kind
   * @throws Problem 409 when a number of a later day was given (NĐ 30/2020/NĐ-CP Art 15(1))
   */
  async take(tx: Tx, asked: NumberRequest): Promise<GivenNumber | null> {
    const row = await tx.one<{ id: string | null; text: string | null }>(
      'select given_id as id, given_text as text from app.give_number($1, $2, $3, $4)',
      [asked.organisationId, asked.kind, asked.caseId, asked.on],
    );
    if (!row) return null;
    if (row.id === null || row.text === null) throw problem(P.laterNumberGiven);
    return { id: row.id, text: row.text };
  }

  /** @throws Problem 409 where the body keeps no register of the kind, or when a number of a later day was given */
  async require(tx: Tx, asked: NumberRequest): Promise<GivenNumber> {
    const given = await this.take(tx, asked);
    if (!given) throw problem(P.registerMissing, { extensions: { kind: asked.kind } });
    return given;
  }

  /** The dossier code of a file, given by the first body that took it in; null where that body keeps no pattern. */
  async dossierCode(tx: Tx, asked: Omit<NumberRequest, 'kind'>): Promise<string | null> {
    const code = await this.dossierCodeOf(tx, asked.caseId);
    return code ?? (await this.take(tx, { ...asked, kind: 'dossier-code' }))?.text ?? null;
  }

  async dossierCodeOf(tx: Tx, caseId: string): Promise<string | null> {
    const row = await tx.one<{ text: string }>(
      `select text from given_number where case_id = $1 and kind = 'dossier-code'`,
      [caseId],
    );
    return row?.text ?? null;
  }

  /** The entry under which an act of a file was registered already, in whatever register of the body; null where it was not. */
  async entered(
    tx: Tx,
    { organisationId, caseId, on }: Omit<NumberRequest, 'kind'>,
    text: string,
  ): Promise<string | null> {
    const row = await tx.one<{ id: string }>(
      `select id from given_number
       where organisation_id = $1 and case_id = $2 and given_on = $3 and text = $4 order by id limit 1`,
      [organisationId, caseId, on, text],
    );
    return row?.id ?? null;
  }

  /**
   * Enters a number under which an act stands in its file into the register, so that it is given to nothing else.
   *
   * @returns its entry; null where the actor's body keeps no such register, and for a number that is not the register's:
   *   of the book on paper, or of another form
   * @throws Problem 409 when it was given for another file, is written otherwise than the register writes it, would leave
   *   a gap, or when one of a later day was given
   */
  async adopt(tx: Tx, asked: NumberRequest, text: string): Promise<string | null> {
    const register = await registerOf(tx, asked);
    if (!register) return null;
    const span = String(yearOf(asked.on));
    const number = numberIn(register.pattern, text);
    const entry = await entryOf(tx, register.id, span, { number, text });
    if (entry) return useEntry(tx, entry, asked.caseId, text);
    if (number === null || isOfBook(register, asked, number)) return null;
    const next = (await lastNumber(tx, register.id, span)) + 1;
    if (number !== next) throw problem(P.numberOutOfOrder, { extensions: { next } });
    const given = await this.require(tx, asked);
    // Somebody else was faster: the rollback gives his follower back.
    const taken = await entryOf(tx, register.id, span, { number, text });
    if (taken?.id !== given.id) throw problem(P.numberTaken);
    refuseOtherText(given.text, text);
    return given.id;
  }
}

/** One that was entered in another file by mistake, and stands there no more, comes to the file that it belongs to. */
async function useEntry(tx: Tx, entry: Entry, caseId: string, text: string): Promise<string> {
  if (entry.caseId !== caseId) {
    const moved =
      entry.text === text &&
      (await tx.one<{ moved: boolean }>('select app.move_number($1, $2) as moved', [entry.id, caseId]))
        ?.moved;
    if (!moved) throw problem(P.numberTaken);
  }
  refuseOtherText(entry.text, text);
  return entry.id;
}

/** '2/QĐ-CAX' and '02/QĐ-CAX' are two texts of one number: the file and the register have the same one. */
function refuseOtherText(expected: string, text: string): void {
  if (text !== expected) throw problem(P.numberWrittenOtherwise, { extensions: { expected } });
}

function isOfBook({ bookYear, bookLast }: Register, { on }: NumberRequest, number: number): boolean {
  return yearOf(on) === bookYear && number <= bookLast;
}

/** Of a body for which the actor acts: nobody writes into another's. */
async function registerOf(tx: Tx, { organisationId, kind }: NumberRequest): Promise<Register | null> {
  return tx.one<Register>(
    `select id, pattern, book_year as "bookYear", book_last as "bookLast" from number_register
     where organisation_id = $1 and kind = $2 and app.acts_for(organisation_id)`,
    [organisationId, kind],
  );
}

/** By its text, which may follow an earlier pattern, or else by its number. */
async function entryOf(
  tx: Tx,
  registerId: string,
  span: string,
  { number, text }: { readonly number: number | null; readonly text: string },
): Promise<Entry | null> {
  return tx.one<Entry>(
    `select id, case_id as "caseId", text from given_number
     where register_id = $1 and span = $2 and (text = $3 or number = $4) order by text = $3 desc limit 1`,
    [registerId, span, text, number],
  );
}

/** The last number of a register in a year, the book on paper included. */
export async function lastNumber(tx: Tx, registerId: string, span: string): Promise<number> {
  const row = await tx.one<{ last: number | null }>('select app.last_number($1, $2) as last', [
    registerId,
    span,
  ]);
  return row?.last ?? 0;
}

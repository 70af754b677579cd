import { momentOf } from '../../cases/steps/step-guards.js';
import type { CaseEvent } from '../../cases/case-file.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import { tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import type { RecordChange } from '../voluntary/voluntary.record.js';
import type { AdmissionDto } from './facility-input.dto.js';

/** Days within which a contract of a facility may end. */
export interface Span {
  readonly startsOn: DateOnly;
  readonly endsOn: DateOnly;
}

/**
 * The contract by which a private facility receives, concluded between decision and reception: NĐ 163/2026 Art 92(2)a–d.
 *
 * @throws Problem 422 without it, or for its days
 */
export function contractOf(
  events: readonly CaseEvent[],
  at: Date,
  { contractNumber, contractSignedOn, contractEndsOn }: AdmissionDto,
  span: Span,
): RecordChange {
  requireContract(contractNumber, contractSignedOn);
  const signedOn = dateOnly(contractSignedOn ?? '');
  const decidedAt = momentOf(events, 'decided');
  // The decision is shown before the contract is concluded.
  if (decidedAt && signedOn < legalDayOf(decidedAt)) throw tooEarly('/contractSignedOn');
  if (signedOn > legalDayOf(at)) throw tooLate('/contractSignedOn');
  return {
    contractNumber: contractNumber ?? null,
    contractSignedOn: signedOn,
    contractEndsOn: partOfTerm(span, contractEndsOn),
  };
}

/** NĐ 163/2026 Art 96: a public facility receives by the decision, not by a contract. */
export function refuseContract(contract: Readonly<Record<string, string | undefined>>): void {
  for (const [field, value] of Object.entries(contract)) {
    if (value === undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.contractOfPrivateAlone', {
      vi: 'Chỉ cơ sở tư nhân tiếp nhận theo hợp đồng: không nhập trường này',
      en: 'A private facility alone receives by contract: leave this field out',
    });
  }
}

/**
 * Luật 120/2025 Art 30(1)d: the contract may be for the first stages alone.
 *
 * @throws Problem 422 for a contract that ends before it begins, or after the term
 */
function partOfTerm({ startsOn, endsOn }: Span, contractEndsOn: string | undefined): DateOnly | null {
  if (contractEndsOn === undefined) return null;
  const last = dateOnly(contractEndsOn);
  if (last <= startsOn) throw tooEarly('/contractEndsOn');
  if (last > endsOn) throw tooLate('/contractEndsOn');
  return last;
}

/** NĐ 163/2026 Art 92(2)c: a private facility receives by contract. */
function requireContract(contractNumber: string | undefined, contractSignedOn: string | undefined): void {
  for (const [field, value] of Object.entries({ contractNumber, contractSignedOn })) {
    if (value !== undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.contractMissing', {
      vi: 'Cơ sở tư nhân tiếp nhận theo hợp đồng dịch vụ (Mẫu số 29 Phụ lục V NĐ 163/2026): ghi số và ngày ký',
      en: 'A private facility receives by contract (form 29): say its number and day',
    });
  }
}

import { addDays, dateOnly, earlierDay, laterDay, type DateOnly } from './date.js';
import { cite, type Citation } from './instruments.js';
import type { FormKey } from './form.js';
import type { OrganisationKind } from './organisation-kinds.js';
import { NEW_LAW_FROM, REGIMES } from './regimes.js';

/** The book in which a body enters who registers for voluntary rehabilitation, for one of its years. */
export interface RegistrationBook {
  readonly year: number;
  /** The year as the form has it, both days included. */
  readonly period: { readonly from: DateOnly; readonly to: DateOnly };
  /** The part of it in which the body kept the book. */
  readonly kept: { readonly from: DateOnly; readonly to: DateOnly };
  readonly form: FormKey;
  readonly citation: Citation;
}

/**
 * The book of a kind of body for a year; null where there is none. The people's committee of a commune: the calendar year, Mẫu
 * 23 (NĐ 116/2021 Điều 28 khoản 5 điểm b), to 30/06/2026. The commune police: 15/12 of the year before to 14/12, Mẫu 21 PL V
 * (NĐ 163/2026 Điều 89 khoản 5), from 01/07/2026 on.
 */
export function registrationBook(kind: OrganisationKind, year: number): RegistrationBook | null {
  switch (kind) {
    case 'commune-peoples-committee':
      return bookOf(year, `${year}-01-01`, `${year}-12-31`, {
        ...{ from: REGIMES.R1.from, to: addDays(NEW_LAW_FROM, -1) },
        form: { instrument: 'nd-116-2021', appendix: 'II', number: '23' },
        citation: cite('nd-116-2021', 'Điều 28 khoản 5 điểm b'),
      });
    case 'commune-police':
      return bookOf(year, `${year - 1}-12-15`, `${year}-12-14`, {
        ...{ from: NEW_LAW_FROM, to: null },
        form: { instrument: 'nd-163-2026', appendix: 'V', number: '21' },
        citation: cite('nd-163-2026', 'Điều 89 khoản 5'),
      });
    default:
      return null;
  }
}

interface Rule extends Pick<RegistrationBook, 'form' | 'citation'> {
  readonly from: DateOnly;
  readonly to: DateOnly | null;
}

function bookOf(year: number, first: string, last: string, rule: Rule): RegistrationBook | null {
  const period = { from: dateOnly(first), to: dateOnly(last) };
  const kept = {
    from: laterDay(period.from, rule.from),
    to: rule.to === null ? period.to : earlierDay(period.to, rule.to),
  };
  if (kept.from > kept.to) return null;
  return { year, period, kept, form: rule.form, citation: rule.citation };
}

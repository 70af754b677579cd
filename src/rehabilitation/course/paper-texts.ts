import { viDate } from '../../law/date-text.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { StepTexts } from '../../documents/paper-facts.js';
import { RELATION_LABELS } from '../../people/person-kinds.js';
import type { PersonRecord } from '../../people/person-record.js';

/** 'Quyết định số 4/QĐ ngày 28/08/2026 của Tòa án nhân dân khu vực 3 tỉnh An Giang' */
export function actText(what: string, number: string | null, at: Date, body: string | null): string {
  const numbered = number === null ? what : `${what} số ${number}`;
  return `${numbered} ngày ${viDate(legalDayOf(at))}${body === null ? '' : ` của ${body}`}`;
}

/** Who stands for a minor that day; the first one on record. */
export function guardianTexts({ guardians }: Pick<PersonRecord, 'guardians'>, on: DateOnly): StepTexts {
  const found = guardians.find(
    ({ fromOn, untilOn, fullName }) =>
      fullName !== null && fromOn <= on && (untilOn === null || untilOn >= on),
  );
  if (!found?.fullName) return {};
  return { guardian: found.fullName, guardianRelation: RELATION_LABELS[found.relation].vi };
}

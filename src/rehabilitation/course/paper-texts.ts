import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import type { TakenStep } from '../../documents/paper-source.js';
import type { Organisations } from '../../identity/organisations.js';
import { viDate } from '../../law/date-text.js';
import { legalDayOf, type DateOnly } from '../../law/date.js';
import type { StepTexts } from '../../documents/paper-facts.js';
import { RELATION_LABELS } from '../../people/person-kinds.js';
import type { GuardianRecord, PersonRecord } from '../../people/person-record.js';
import type { Tx } from '../../platform/database/tx.js';

/** Of a body that was asked for. */
export type NameOf = (organisationId: number) => string | null;

export async function namesOf(tx: Tx, organisations: Organisations, ids: Iterable<number>): Promise<NameOf> {
  const names = new Map<number, string>();
  for (const id of new Set(ids)) {
    const body = await organisations.find(tx, id);
    if (body) names.set(id, body.name);
  }
  return (id) => names.get(id) ?? null;
}

/** Bodies that the events name. */
export function bodiesIn(events: readonly CaseEvent[]): readonly number[] {
  return events
    .flatMap(({ facts, organisationId }) => [facts.referredTo, facts.actedBy, organisationId])
    .filter((id) => typeof id === 'number');
}

/** Who acted, by name. */
export function actorName({ facts, organisationId }: CaseEvent, nameOf: NameOf): string | null {
  const id = facts.actedBy ?? organisationId;
  return typeof id === 'number' ? nameOf(id) : null;
}

/** Steps that count and took effect by then. */
export function eventsUntil({ event, events }: TakenStep): readonly CaseEvent[] {
  return standingEvents(events).filter(({ effectiveAt }) => effectiveAt <= event.effectiveAt);
}

/** An act of the history with its number, day and body. */
export function eventText(what: string, event: CaseEvent, body: string | null): string {
  const { number } = event.facts;
  return actText(what, typeof number === 'string' ? number : null, event.effectiveAt, body);
}

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
  return found ? guardianText(found) : {};
}

export function guardianText({
  fullName,
  relation,
}: Pick<GuardianRecord, 'fullName' | 'relation'>): StepTexts {
  return fullName === null ? {} : { guardian: fullName, guardianRelation: RELATION_LABELS[relation].vi };
}

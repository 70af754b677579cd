import { endText, viDate } from '../law/date-text.js';
import { dateOnly, isDateOnly } from '../law/date.js';
import type { Text2 } from '../law/text.js';
import { say } from '../platform/i18n/locale.js';
import { stepOf } from './deadline.rules.js';
import { NOTIFICATION_SENTENCES, type NotificationKind } from './reminder.code-lists.js';

/** Codes, dates and numbers of a notice; never a person's data. */
export type NotificationFacts = Readonly<Record<string, string | number | null>>;

/**
 * The notice in words. The end of a limit is written as people read it: one that ends with a day ends at 24:00 of it,
 * since 00:00 of the next would look like a day more.
 */
export function notificationText(kind: NotificationKind, facts: NotificationFacts): Text2 {
  const { rule, ruleVersion, dueAt } = facts;
  const due = endOf(dueAt);
  const before = endOf(facts['dueBefore']);
  const step = rule && ruleVersion ? stepOf(String(rule), dateOnly(String(ruleVersion))) : null;
  const told = (locale: 'vi' | 'en'): string =>
    say(NOTIFICATION_SENTENCES[kind], locale, {
      ...known(facts, locale),
      dueAt: due?.[locale] ?? '',
      dueBefore: before?.[locale] ?? '',
      step: step?.[locale] ?? '',
    });
  return { vi: told('vi'), en: told('en') };
}

const endOf = (instant: string | number | null | undefined): Text2 | null =>
  instant ? endText(new Date(instant)) : null;

/** Days as the language writes them; nothing for what is not known. */
const known = (facts: NotificationFacts, locale: 'vi' | 'en'): Record<string, string | number> =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, inWords(value, locale)]));

function inWords(value: string | number | null, locale: 'vi' | 'en'): string | number {
  return locale === 'vi' && isDateOnly(value) ? viDate(value) : (value ?? '');
}

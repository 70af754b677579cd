import { COMPLETE_YEARS, SHIPPED_CALENDAR } from '../../law/calendar.js';
import { countedTerm } from '../../law/counted-time.js';
import { addMonths, dateOnly } from '../../law/date.js';
import type { Regime } from '../../law/regimes.js';
import { workingCalendar } from '../../law/working-calendar.js';
import type { Door } from '../voluntary/door.js';
import { DOORS } from '../voluntary/doors.js';
import { completionWindow } from './completion.rules.js';

const calendar = workingCalendar(SHIPPED_CALENDAR, COMPLETE_YEARS);

describe('from when completion may be certified', () => {
  it.each<[Door, string, Regime, string, string]>([
    ['home', 'completed', 'R2', '2026-06-29T17:00:00.000Z', 'nd-116-2021 Điều 32 khoản 3'],
    ['home', 'completed', 'R3', '2026-06-29T17:00:00.000Z', 'nd-163-2026 Điều 93 khoản 4'],
    ['private', 'certified', 'R1', '2026-06-29T17:00:00.000Z', 'nd-116-2021 Điều 38 khoản 2'],
    ['private', 'completed', 'R3', '2026-06-29T17:00:00.000Z', 'nd-163-2026 Điều 94 khoản 3'],
    ['private', 'completed-at-home', 'R3', '2026-06-29T17:00:00.000Z', 'nd-163-2026 Điều 93 khoản 4'],
    ['public', 'certified', 'R2', '2026-06-29T17:00:00.000Z', 'nd-116-2021 Điều 38 khoản 2'],
    ['public', 'not-completed', 'R3', '2026-06-29T17:00:00.000Z', 'nd-163-2026 Điều 97 khoản 2'],
  ])('%s, %s under %s: %s, by %s', (name, step, regime, opensAt, article) => {
    const certificate = DOORS[name].certificates?.[step];
    if (!certificate) throw new Error(`${name} has no certificate by ${step}`);
    const endsOn = dateOnly('2026-06-30');
    const term = countedTerm({ startsOn: addMonths(endsOn, -6), endsOn, pauses: [], asOf: endsOn });
    const found = completionWindow(regime, term, calendar, certificate);
    expect(found.opensAt?.toISOString()).toBe(opensAt);
    const cited = found.explanation.citations.map((each) => `${each.instrument} ${each.article}`);
    expect(cited).toContain(article);
  });
});

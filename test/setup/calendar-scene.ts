import { CalendarRecount } from '../../src/reminders/calendar-recount.js';
import { CALENDAR_RECOUNT } from '../../src/reminders/reminder.jobs.js';
import { requests, type Requests } from './people-factory.js';
import { anOldApplication, apply, aResident } from './rehabilitation-factory.js';
import { createTestApp, type TestApp } from './test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

/** NĐ 116/2021: three working days to decide, from Monday; due at 24:00 of Thursday, of Friday where a day in between is off. */
export const OPENED = '2026-06-29T09:00:00+07:00';
export const THURSDAY_ENDS = '2026-07-02T17:00:00.000Z';
export const FRIDAY_ENDS = '2026-07-03T17:00:00.000Z';

export interface EnteredDay {
  readonly id: string;
  readonly affected: { readonly open: number; readonly toRecount: number; readonly recountId: string };
}

/** xã Vĩnh Thuận on 29/06/2026, where files are opened, days off are entered, and what was counted is counted anew. */
export class CalendarScene {
  private constructor(
    readonly test: TestApp,
    readonly at: VinhThuan,
    readonly http: Requests,
  ) {}

  static async arrange(): Promise<CalendarScene> {
    // A worker beside would count in between.
    const test = await createTestApp({ APP_ROLE: 'api' });
    const at = await arrangeVinhThuan(test);
    await onDay(test, at, OPENED);
    return new CalendarScene(test, at, requests(test));
  }

  /** @returns the id of a file whose decision is due */
  async file(): Promise<string> {
    const { committeeOfficer } = this.at.tokens;
    const personId = await aResident(this.test, committeeOfficer, this.at.unitId);
    return (await apply(this.test, committeeOfficer, anOldApplication({ personId }))).id;
  }

  async enter(date: string, kind = 'holiday', reason?: string): Promise<EnteredDay> {
    const path = `/v1/law/calendar/${date.slice(0, 4)}/days`;
    const name = { nameVi: 'Nghỉ bù', nameEn: 'Day off', act: 'Thông báo 2/TB-BNV' };
    const body = { date, kind, ...name, reason };
    return (await this.http.post(this.at.tokens.administrator, path, body).expect(201)).body as EnteredDay;
  }

  recount(): Promise<void> {
    return this.test.app.get(CalendarRecount).run({}, CALENDAR_RECOUNT);
  }
}

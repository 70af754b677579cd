import type request from 'supertest';
import type { RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { give, type DosingSite } from './dosing-site.js';
import { seedOrganisation, seedUser, signIn } from './factories.js';
import { requests, type Requests } from './people-factory.js';
import { createTestApp, type TestApp } from './test-app.js';
import { travelTo } from './time.js';

/** An application for sites that give doses, on legal time that the test moves. */
export interface DosingApp {
  readonly test: TestApp;
  readonly http: Requests;
  /** Who moves legal time. */
  readonly administrator: string;
  /** @param time by the clock of Vietnam, '2026-06-10T08:00' */
  at(time: string): Promise<void>;
  /** The job of missed doses, when the test says so. */
  derive(): Promise<void>;
  /** A dose that is entered. */
  given(where: DosingSite, body: object): Promise<RecordedDoseDto>;
  /** Status and code of a refusal. */
  refused(where: DosingSite, body: object): Promise<readonly unknown[]>;
  /** How many rows there are `from` what is told. */
  count(from: string, ...parameters: unknown[]): Promise<number>;
}

/** @param settings without a worker unless told: jobs run when the test says so */
export async function aDosingApp(
  settings: Parameters<typeof createTestApp>[0] = { APP_ROLE: 'api' },
): Promise<DosingApp> {
  const test = await createTestApp(settings);
  const { owner } = test.database;
  const organisationId = await seedOrganisation(owner, { kind: 'system-operator' });
  const administrator = await signIn(
    test,
    await seedUser(owner, { organisationId, roles: ['administrator'] }),
  );
  const entered = (where: DosingSite, body: object): request.Test => give(test, where.dispenser, body);
  return {
    ...{ test, http: requests(test), administrator },
    at: (time) => travelTo(test, administrator, `${time}:00+07:00`),
    derive: () => test.app.get(MissedDoses).run({}, MISSED_DOSES),
    given: async (where, body) => {
      const answer = await entered(where, body);
      if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as RecordedDoseDto;
    },
    refused: async (where, body) => {
      const { status, body: answer } = await entered(where, body);
      return [status, answer.code];
    },
    count: async (from, ...parameters) => {
      const sql = `select count(*)::int as count from ${from}`;
      const { rows } = await owner.query<{ count: number }>(sql, parameters);
      return rows[0]?.count ?? 0;
    },
  };
}

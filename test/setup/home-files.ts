import type request from 'supertest';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { requests } from './people-factory.js';
import { anOldApplication, aResident, apply } from './rehabilitation-factory.js';
import type { TestApp } from './test-app.js';
import { eventually } from './time.js';
import { onDay, type VinhThuan } from './vinh-thuan.js';

export type StepName =
  'supplements' | 'reception' | 'decision' | 'withdrawal' | 'death' | 'start' | 'start-failure' | 'void';

let lastDecision = 100;

/** A number that no other decision bears, in whatever order the tests run. */
export const decisionNumber = (symbol = 'QĐ-CAX'): string => `${++lastDecision}/${symbol}`;

/** A body for each step, which would be accepted in a state that allows the step. */
export const STEP_BODIES: Readonly<Record<StepName, (at: string) => object>> = {
  supplements: (receivedAt) => ({ receivedAt, items: ['curriculum-vitae'] }),
  reception: (receivedAt) => ({ receivedAt }),
  decision: (decidedAt) => ({ decidedAt, number: '15/QĐ-CAX' }),
  start: (startedAt) => ({ startedAt }),
  'start-failure': (at) => ({ at, reason: 'Đã đến nhà hai lần, chưa thực hiện cai nghiện' }),
  withdrawal: (at) => ({ at, reason: 'Người đăng ký nộp đơn xin rút hồ sơ' }),
  death: (at) => ({ at, reason: 'Chết do bệnh' }),
  void: (at) => ({ at, reason: 'Nhập trùng hồ sơ đã có' }),
};

const STEP_NAMES = Object.keys(STEP_BODIES) as readonly StepName[];

/** Asks for every step, one after the other. @returns what is told of each answer, by the step's name */
export async function everyStep(
  ask: (name: StepName) => PromiseLike<request.Response>,
  told: (answer: request.Response) => object,
): Promise<Readonly<Record<string, object>>> {
  const found: [string, object][] = [];
  for (const name of STEP_NAMES) found.push([name, told(await ask(name))]);
  return Object.fromEntries(found);
}

/** What {@link everyStep} finds where each step is answered alike. */
export const eachStep = (answer: object): Readonly<Record<string, object>> =>
  Object.fromEntries(STEP_NAMES.map((name) => [name, answer]));

/** The routes of `/v1/home-rehabilitations/{caseId}`, as a client calls them. */
export interface HomeFiles {
  read(token: string, id: string): Promise<HomeRehabilitationDto>;
  /** Takes a step on the file at the version that was seen. */
  step(token: string, file: SeenFile, name: StepName, body: object): request.Test;
  /** Waits until the organisation keeps the file. @returns it as the token's user reads it then */
  keptBy(token: string, id: string, organisationId: number): Promise<HomeRehabilitationDto>;
  historyOf(token: string, id: string): Promise<readonly string[]>;
}

type SeenFile = Pick<HomeRehabilitationDto, 'id' | 'version'>;

export function homeFiles(test: TestApp): HomeFiles {
  const { get, post } = requests(test);
  const read: HomeFiles['read'] = async (token, id) =>
    (await get(token, `/v1/home-rehabilitations/${id}`)).body as HomeRehabilitationDto;
  return {
    read,
    step: (token, { id, version }, name, body) =>
      post(token, `/v1/home-rehabilitations/${id}/${name}`, body).set('If-Match', `"${version}"`),
    keptBy: async (token, id, organisationId) =>
      eventually(
        () => read(token, id),
        (file) => file.keeperOrganisationId === organisationId,
      ),
    historyOf: async (token, id) => {
      const { body } = await get(token, `/v1/cases/${id}/history`).expect(200);
      return (body.items as { type: string }[]).map((event) => event.type);
    },
  };
}

/** 29/06/2026: the people's committee is competent, and the application of the factory has just been handed in. */
export const BEFORE_THE_LAW = '2026-06-29T09:00:00+07:00';

/** An application handed in at the committee on 29/06/2026 by a person of his own. Moves legal time there. */
export async function handedInBefore(
  test: TestApp,
  scene: VinhThuan,
  overrides: Partial<Parameters<typeof anOldApplication>[0]> = {},
): Promise<HomeRehabilitationDto> {
  await onDay(test, scene, BEFORE_THE_LAW);
  const token = scene.tokens.committeeOfficer;
  const personId = await aResident(test, token, scene.unitId);
  return apply(test, token, anOldApplication({ personId, ...overrides }));
}

/** The same, decided by the chairman on that day for six months from the next. */
export async function decidedBefore(test: TestApp, scene: VinhThuan): Promise<HomeRehabilitationDto> {
  const file = await handedInBefore(test, scene);
  const body = {
    decidedAt: '2026-06-29T08:45:00+07:00',
    number: '08/QĐ-UBND',
    startsOn: '2026-06-30',
    months: 6,
  };
  const answer = await homeFiles(test).step(scene.tokens.chairman, file, 'decision', body).expect(201);
  return answer.body as HomeRehabilitationDto;
}

/** Lets the file come to the police by the new law. Moves legal time to the instant, from 01/07/2026 on. */
export async function broughtToThePolice(
  test: TestApp,
  scene: VinhThuan,
  { id }: SeenFile,
  instant: string,
): Promise<HomeRehabilitationDto> {
  await onDay(test, scene, instant);
  return homeFiles(test).keptBy(scene.tokens.headOfPolice, id, scene.organisations.police);
}

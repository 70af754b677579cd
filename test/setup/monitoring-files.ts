import type { Response } from 'supertest';
import type {
  ElectronicMonitoringDto,
  MonitoringDutyDto,
} from '../../src/rehabilitation/monitoring/monitoring-answer.dto.js';
import { decisionNumber } from './home-files.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** Form 02: who is in charge. */
export const IN_CHARGE = {
  officerName: 'Trần Quốc Toản',
  officerPosition: 'Đại úy, cán bộ Công an xã',
} as const;

/** What form 03 says of the device. */
export const DEVICE = {
  position: 'Cổ chân trái',
  device: 'TB-000123',
  accessories: 'Bộ sạc, dây đeo',
  condition: 'Hoạt động bình thường',
} as const;

type Group = 'decisions' | 'records' | 'withdrawal' | 'void';

/** @throws Error unless it is the status, or the code of the refusal, that was wanted */
function wantedOf(answer: Response, wanted: 201 | string, asked: object): void {
  const got: unknown = answer.status < 400 ? answer.status : (answer.body as { code: string }).code;
  if (got === wanted) return;
  const told = JSON.stringify(answer.body).slice(0, 800);
  throw new Error(`${JSON.stringify(asked)}: ${answer.status} ${told}`);
}

/** One monitoring that is followed over HTTP. */
export class FollowedMonitoring {
  constructor(
    private readonly test: TestApp,
    /** As the last answer showed it. */
    public now: ElectronicMonitoringDto,
  ) {}

  /** Takes a step at the version that was seen. @param wanted 201, or the code of the refusal */
  async step(
    token: string,
    group: Group,
    body: object,
    wanted: 201 | string = 201,
  ): Promise<Response['body']> {
    const path = `/v1/electronic-monitorings/${this.now.id}/${group}`;
    const answer = await requests(this.test).post(token, path, body).set('If-Match', `"${this.now.version}"`);
    wantedOf(answer, wanted, body);
    if (answer.status === 201) this.now = answer.body as ElectronicMonitoringDto;
    return answer.body;
  }

  async record(token: string, step: string, at: string, more: object = {}, wanted: 201 | string = 201) {
    return this.step(token, 'records', { step, at, ...more }, wanted);
  }

  async decide(token: string, step: string, at: string, more: object = {}, wanted: 201 | string = 201) {
    return this.step(token, 'decisions', { step, at, number: decisionNumber(), ...more }, wanted);
  }

  async reload(token: string): Promise<ElectronicMonitoringDto> {
    const { body } = await requests(this.test)
      .get(token, `/v1/electronic-monitorings/${this.now.id}`)
      .expect(200);
    this.now = body as ElectronicMonitoringDto;
    return this.now;
  }

  /** Takes back the last step of that name that counts. */
  async annul(token: string, step: string): Promise<void> {
    const { body } = await requests(this.test).get(token, `/v1/cases/${this.now.id}`).expect(200);
    const events = body.history as { id: string; type: string; replacesId: string | null }[];
    const annulled = new Set(events.map(({ replacesId }) => replacesId));
    const eventId = events.findLast(({ id, type }) => type === step && !annulled.has(id))?.id;
    const asked = { eventId, reason: 'Ghi nhầm hồ sơ' };
    const answer = await requests(this.test)
      .post(token, `/v1/cases/${this.now.id}/annulments`, asked)
      .set('If-Match', `"${body.version}"`);
    wantedOf(answer, 201, asked);
    await this.reload(token);
  }

  /** When a limit that runs is due; undefined where none does. */
  due(rule: string): string | undefined {
    const name = `electronic-monitoring.${rule}`;
    return this.now.deadlines.find((each) => each.rule === name && each.status === 'open')?.dueAt;
  }

  get open(): readonly string[] {
    return this.now.deadlines.filter(({ status }) => status === 'open').map(({ rule }) => rule);
  }

  /** What became of the limits of a rule, the first one first. */
  statusesOf(rule: string): readonly string[] {
    const name = `electronic-monitoring.${rule}`;
    return this.now.deadlines.filter((each) => each.rule === name).map(({ status }) => status);
  }

  /** Numbers of the forms of appendix I, in the order of the papers. */
  get forms(): readonly (string | undefined)[] {
    return this.now.papers.map(({ form }) => form?.number);
  }
}

/** Decides monitoring on a file. @param wanted 201, or the code of the refusal */
export async function orderMonitoring(
  test: TestApp,
  token: string,
  caseId: string,
  decidedAt: string,
  more: object = {},
  wanted: 201 | string = 201,
): Promise<FollowedMonitoring> {
  const body = { decidedAt, number: decisionNumber(), ...IN_CHARGE, ...more };
  const answer = await requests(test).post(token, `/v1/cases/${caseId}/electronic-monitorings`, body);
  wantedOf(answer, wanted, body);
  return new FollowedMonitoring(test, answer.body as ElectronicMonitoringDto);
}

/** Takes in the request of a guardian. @param wanted 201, or the code of the refusal */
export async function requestMonitoring(
  test: TestApp,
  token: string,
  caseId: string,
  body: object,
  wanted: 201 | string = 201,
): Promise<FollowedMonitoring> {
  const answer = await requests(test).post(token, `/v1/cases/${caseId}/monitoring-requests`, body);
  wantedOf(answer, wanted, body);
  return new FollowedMonitoring(test, answer.body as ElectronicMonitoringDto);
}

export async function monitoringDuty(
  test: TestApp,
  token: string,
  caseId: string,
  on?: string,
): Promise<MonitoringDutyDto> {
  const query = on === undefined ? '' : `?on=${on}`;
  const { body } = await requests(test).get(token, `/v1/cases/${caseId}/monitoring-duty${query}`).expect(200);
  return body as MonitoringDutyDto;
}

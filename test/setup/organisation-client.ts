import type { Response } from 'supertest';
import { VINH_PHONG } from './factories.js';
import type { TestApp } from './test-app.js';

export interface OrganisationAnswer {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

/** The body that makes the police of xã Vĩnh Phong. */
export function anOrganisation(overrides: object = {}): object {
  return {
    kind: 'commune-police',
    name: 'Công an xã Vĩnh Phong',
    unitId: VINH_PHONG,
    validFrom: '2025-07-01',
    ...overrides,
  };
}

/** The first fault of a 422, as 'pointer code'. */
export function faultOf({ status, body }: Response): string {
  expect(status).toBe(422);
  const [fault] = (body as { errors: { pointer: string; code: string }[] }).errors;
  return `${fault?.pointer} ${fault?.code}`;
}

export interface OrganisationClient {
  /** As an administrator. */
  send(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** As anybody who is signed in. */
  get(path: string): Promise<Response>;
  create(overrides?: object): Promise<OrganisationAnswer>;
  close(id: number, lastDay: string, version: number): Promise<Response>;
}

export function organisationClient(test: TestApp, administrator: string, reader: string): OrganisationClient {
  const send: OrganisationClient['send'] = async (path, body, headers = {}) =>
    test.http().post(`/v1/${path}`).auth(administrator, { type: 'bearer' }).set(headers).send(body);
  return {
    send,
    get: async (path) => test.http().get(`/v1/${path}`).auth(reader, { type: 'bearer' }),
    create: async (overrides) => {
      const answer = await send('organisations', anOrganisation(overrides));
      expect(answer.status).toBe(201);
      return answer.body as OrganisationAnswer;
    },
    close: async (id, lastDay, version) => {
      const body = { lastDay, act: 'Nghị quyết 15/NQ-HĐND' };
      return send(`organisations/${id}/closing`, body, { 'If-Match': `"${version}"` });
    },
  };
}

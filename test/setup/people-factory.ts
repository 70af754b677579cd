import type request from 'supertest';
import { v7 as uuidv7 } from 'uuid';
import type { RegisterPersonDto } from '../../src/people/person-input.dto.js';
import type { PersonDto } from '../../src/people/person.dto.js';
import type { UserActor } from '../../src/platform/security/actor.js';
import { VINH_PHONG } from './factories.js';
import type { TestApp } from './test-app.js';

let serial = 0;

/** A 12-digit number that agrees with a man born in 1991 and registered in Kiên Giang; a new one each time. */
export function aCitizenId(): string {
  serial += 1;
  return `091091${String(serial).padStart(6, '0')}`;
}

/** The body of a registration, invented. */
export function aPerson(overrides: Partial<RegisterPersonDto> = {}): RegisterPersonDto {
  return {
    fullName: 'Nguyễn Văn Bình',
    birth: { date: '1991-04-16' },
    sex: 'male',
    identifiers: [{ kind: 'citizen-id', value: aCitizenId(), issuedOn: '2022-08-15' }],
    addresses: [{ kind: 'current', unitId: VINH_PHONG, detail: 'Số 12, ấp Kinh 1', fromOn: '2025-07-01' }],
    contacts: [{ kind: 'phone', value: '0912345678' }],
    guardians: [],
    ...overrides,
  };
}

/** A boy of fifteen in July 2026, with his mother. */
export function aMinor(overrides: Partial<RegisterPersonDto> = {}): RegisterPersonDto {
  return aPerson({
    fullName: 'Lê Hoàng Phúc',
    birth: { date: '2011-03-05' },
    identifiers: [],
    noIdentifierReason: 'Chưa làm thẻ căn cước',
    guardians: [
      { relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: '0987654321', fromOn: '2011-03-05' },
    ],
    ...overrides,
  });
}

/** Registers a person over HTTP. @returns the answer */
export async function registerPerson(
  test: TestApp,
  token: string,
  overrides: Partial<RegisterPersonDto> = {},
): Promise<PersonDto> {
  const answer = await test
    .http()
    .post('/v1/persons')
    .auth(token, { type: 'bearer' })
    .send(aPerson(overrides))
    .expect(201);
  return answer.body as PersonDto;
}

export interface Requests {
  get(token: string, path: string): request.Test;
  post(token: string, path: string, body: object): request.Test;
  patch(token: string, path: string, body: object): request.Test;
}

/** Requests of a signed-in user. */
export function requests(test: TestApp): Requests {
  const bearer = { type: 'bearer' } as const;
  return {
    get: (token, path) => test.http().get(path).auth(token, bearer),
    post: (token, path, body) => test.http().post(path).auth(token, bearer).send(body),
    patch: (token, path, body) => test.http().patch(path).auth(token, bearer).send(body),
  };
}

/** A user of an organisation, for services called without HTTP; no such account need exist. */
export function anActor(organisationId: number): UserActor {
  return {
    kind: 'user',
    userId: uuidv7(),
    organisationId,
    sessionId: uuidv7(),
    roles: [],
    permissions: new Set(),
  };
}

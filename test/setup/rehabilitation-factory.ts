import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { ApplyDto } from '../../src/rehabilitation/home/home-input.dto.js';
import { registerPerson } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** The body of an application that is complete under NĐ 163/2026, handed in on 2 July 2026. */
export function anApplication(overrides: Partial<ApplyDto> & Pick<ApplyDto, 'personId'>): ApplyDto {
  return {
    handedInAt: '2026-07-02T08:30:00+07:00',
    place: 'home',
    determination: {
      on: '2026-07-01',
      facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
      toldAt: '2026-07-01T15:00:00+07:00',
    },
    ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ trước đó' },
    items: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'],
    ...overrides,
  };
}

/** The papers that NĐ 116/2021 asked for, handed in on 29 June 2026. */
export function anOldApplication(overrides: Partial<ApplyDto> & Pick<ApplyDto, 'personId'>): ApplyDto {
  return anApplication({
    handedInAt: '2026-06-29T08:30:00+07:00',
    determination: {
      on: '2026-06-26',
      facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
      toldAt: '2026-06-26T15:00:00+07:00',
    },
    items: ['application', 'determination-result', 'identity-copy'],
    ...overrides,
  });
}

/** Registers a person who lives in the unit. @returns his id */
export async function aResident(test: TestApp, token: string, unitId: number): Promise<string> {
  const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' } as const;
  const person = await registerPerson(test, token, { addresses: [address] });
  return person.id;
}

/** Hands in an application over HTTP. */
export async function apply(
  test: TestApp,
  token: string,
  body: ApplyDto,
  status = 201,
): Promise<HomeRehabilitationDto> {
  const answer = await test
    .http()
    .post('/v1/home-rehabilitations')
    .auth(token, { type: 'bearer' })
    .send(body);
  if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as HomeRehabilitationDto;
}

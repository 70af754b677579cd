// A commune's police at work on a service of the checks, played over HTTP.
import assert from 'node:assert/strict';
import { good, signIn } from '../../dist/demo/api.js';
import { Company } from '../../dist/demo/company.js';
import { Stage } from '../../dist/demo/stage.js';
import { ADMINISTRATOR, makeAdministrator } from './administrator.mjs';
import { runProgram } from './service.mjs';

export const COMMUNE = { code: '31069', on: '2025-07-01' };

/** Makes database, roles, schema and the first administrator. */
export async function prepare(env) {
  const prepared = await runProgram(['dist/commands/prepare.js'], env);
  assert.equal(prepared.code, 0, prepared.output);
  await makeAdministrator(env);
}

/** Makes organisations and accounts, on a day before the merger of the communes. */
export async function assemble(url) {
  const { token, client } = await signIn(url, ADMINISTRATOR.login, ADMINISTRATOR.password);
  const { organisation } = await good(client.GET('/v1/auth/me'));
  const administrator = { client, token, name: 'Trần Văn Minh', organisationId: organisation.id };
  const company = new Company(url, administrator);
  const stage = new Stage(company, { tell: () => undefined });
  await stage.travelTo('2025-06-20T08:00:00+07:00');
  await company.assemble();
  return stage;
}

/** An application with a whole dossier, of Monday 06/07/2026. */
export function anApplication(personId) {
  return {
    personId,
    handedInAt: '2026-07-06T08:30:00+07:00',
    place: 'home',
    determination: {
      on: '2026-07-05',
      facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
      toldAt: '2026-07-05T15:00:00+07:00',
    },
    ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ cai nghiện trước đó' },
    items: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'],
  };
}

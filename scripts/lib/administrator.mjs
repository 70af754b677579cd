import assert from 'node:assert/strict';
import { runProgram } from './service.mjs';

export const ADMINISTRATOR = { login: 'tran.van.minh', password: 'bốn con chim sẻ ngoài vườn' };

/** Makes the first administrator on a prepared database, as an operator would. */
export async function makeAdministrator(env) {
  const { login, password } = ADMINISTRATOR;
  const program = ['dist/commands/create-administrator.js', '--login', login];
  const names = ['--full-name', 'Trần Văn Minh', '--organisation-name', 'Trung tâm dữ liệu tỉnh An Giang'];
  const { code, output } = await runProgram([...program, ...names], env, { input: `${password}\n` });
  assert.equal(code, 0, output);
}

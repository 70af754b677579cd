import { TOTP } from 'otpauth';
import type { Response } from 'supertest';
import type { SeededUser } from './factories.js';
import type { TestApp } from './test-app.js';

const PERIOD_MS = 30_000;

/** A device that makes codes; and what is kept in a drawer for its loss. */
export interface Device {
  readonly recoveryCodes: readonly string[];
  /** The code of now, or of so many steps later. */
  code(steps?: number): string;
}

/** The code of a secret that an address told. */
export function codeOf(otpauthUri: string, steps = 0): string {
  const secret = new URL(otpauthUri).searchParams.get('secret') ?? '';
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * PERIOD_MS });
}

/** Gives a user a second factor over HTTP. The code that confirmed it was the one of the step before. */
export async function enrol(test: TestApp, user: SeededUser, token: string): Promise<Device> {
  const post = (path: string, body: object): Promise<Response> =>
    test.http().post(`/v1/auth/second-factor${path}`).auth(token, { type: 'bearer' }).send(body);
  const offered = await post('', { currentPassword: user.password });
  const { otpauthUri } = offered.body as { otpauthUri: string };
  const confirmed = await post('/confirmation', { code: codeOf(otpauthUri, -1) });
  if (confirmed.status !== 200) throw new Error(`Not enrolled: ${JSON.stringify(confirmed.body)}`);
  const { recoveryCodes } = confirmed.body as { recoveryCodes: { code: string }[] };
  return {
    recoveryCodes: recoveryCodes.map(({ code }) => code),
    code: (steps) => codeOf(otpauthUri, steps),
  };
}

import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type ApiClient } from '../client/client.js';
import type { components } from '../client/schema.js';

export type Schemas = components['schemas'];
export type Home = Schemas['HomeRehabilitationDto'];
export type Problem = Schemas['Problem'] & Readonly<Record<string, unknown>>;

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer that must be good. @throws Error that shows the problem */
export async function good<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok && data !== undefined) return data;
  if (response.status === 204) return undefined as T;
  throw new Error(
    `${response.status} ${response.url.replace(/[0-9a-f-]{36}/g, '…')}: ${JSON.stringify(error)}`,
  );
}

/** The problem of an answer that must be refused. @throws Error when it was not */
export async function refused(answer: Promise<Answer<unknown>>, status: number): Promise<Problem> {
  const { error, response } = await answer;
  if (response.status === status) return error as Problem;
  throw new Error(`${response.url} should have answered ${status}, not ${response.status}`);
}

/** Asks until it is so: jobs do their work in their own time. */
export async function waitFor<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await pause(100);
  }
  throw new Error('It did not happen within 30 seconds');
}

export async function signIn(
  baseUrl: string,
  login: string,
  password: string,
): Promise<{ token: string; client: ApiClient }> {
  const { accessToken } = await good(
    createClient(baseUrl).POST('/v1/auth/login', { body: { login, password } }),
  );
  return { token: accessToken, client: createClient(baseUrl, accessToken) };
}

/** The version that the caller has read, as `If-Match` wants it. */
export function seen(version: number): { header: { 'If-Match': string } } {
  return { header: { 'If-Match': `"${version}"` } };
}

import createFetchClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.js';

export type ApiClient = Client<paths>;

/**
 * A typed client of the whole API, generated from `openapi.json`. An integrator needs this file, `schema.ts` and the
 * package openapi-fetch.
 *
 * @param baseUrl such as `http://127.0.0.1:3000`
 * @param accessToken sent as bearer token; leave it out for signing in
 */
export function createClient(baseUrl: string, accessToken?: string): ApiClient {
  const headers = accessToken ? { Authorization: `Bearer ${accessToken}` } : {};
  return createFetchClient<paths>({ baseUrl, headers });
}

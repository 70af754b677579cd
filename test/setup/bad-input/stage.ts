import type { PersonDto } from '../../../src/people/person.dto.js';
import { seedOrganisation } from '../factories.js';
import { sessionOf } from '../matrix/scene.js';
import { registerPerson } from '../people-factory.js';
import { exchange, type RawAnswer } from '../raw-http.js';
import type { TestApp } from '../test-app.js';
import { arrangeWalledFile } from '../walled-file.js';
import type { BadInput, Who } from './bad-input.js';

/** The things that a bad request may be about, and who sends it. */
export interface Stage {
  readonly ids: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<Who, string | null>>;
}

/** The two walled files, and a person without a file. */
export async function arrangeStage(test: TestApp): Promise<Stage> {
  const file = await arrangeWalledFile(test);
  const { tokens, organisations, unitId } = file.scene;
  const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' } as const;
  const free = await registerPerson(test, tokens.headOfPolice, { addresses: [address] });
  const other: PersonDto = await registerPerson(test, tokens.headOfPolice, { addresses: [address] });
  const only = async (sql: string): Promise<string> => {
    const { rows } = await test.database.owner.query<{ id: string }>(sql);
    return rows[0]?.id ?? '';
  };
  const neighbour = await sessionOf(test, organisations.neighbourPolice, 'head-of-commune-police');
  const clinic = await seedOrganisation(test.database.owner, { kind: 'methadone-clinic', unitId });
  const clinician = await sessionOf(test, clinic, 'clinician');
  const ids = {
    ...{ person: other.id, free: free.id, address: other.addresses[0]?.id ?? '' },
    ...{ case: file.moved.id, fresh: file.fresh.id, paper: file.paperId, attachment: file.attachmentId },
    deadline: file.moved.deadlines[0]?.id ?? '',
    event: await only(`select id from case_event where case_id = '${file.moved.id}' limit 1`),
    guardian: await only('select id from person_guardian limit 1'),
    notification: await only(
      `select id from notification where organisation_id = ${organisations.police} limit 1`,
    ),
    register: await only(
      `select id from number_register where organisation_id = ${organisations.police} limit 1`,
    ),
    session: await only(`select id from session where revoked_at is null limit 1`),
    user: file.keeper.userId,
    freshVersion: String(file.fresh.version),
    unit: String(unitId),
    police: String(organisations.police),
    province: String(organisations.provincialPolice),
    neighbourPolice: String(organisations.neighbourPolice),
  };
  const who = {
    ...{ head: tokens.headOfPolice, neighbour: neighbour.token, nobody: null },
    clinician: clinician.token,
    administrator: tokens.administrator,
  };
  return { ids, tokens: who };
}

/** Sends the request as it is written, byte for byte. */
export async function sendBad(url: string, { ids, tokens }: Stage, bad: BadInput): Promise<RawAnswer> {
  const body = bytesOf(bad.body, ids);
  const token = tokens[bad.who];
  const headers = new Map([
    ['Host', 'localhost'],
    ['Connection', 'close'],
    ...(token === null ? [] : ([['Authorization', `Bearer ${token}`]] as const)),
    ...(body === null ? [] : ([['Content-Type', 'application/json']] as const)),
    ...(body === null ? [] : ([['Content-Length', String(body.length)]] as const)),
    ...Object.entries(bad.headers ?? {}),
  ]);
  const lines = [...headers]
    .filter(([, value]) => value !== OMITTED)
    .map(([name, value]) => `${name}: ${named(value, ids)}\r\n`);
  const head = Buffer.from(`${named(bad.request, ids)} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return exchange(url, body === null ? head : Buffer.concat([head, body]));
}

/** Stands for a header that is usual and left out. */
export const OMITTED = 'omitted';

function bytesOf(body: unknown, ids: Stage['ids']): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : named(JSON.stringify(body), ids));
}

/** Puts ids in their places: `{person}`, and without the quotation marks of JSON `"{#unit}"`. */
function named(text: string, ids: Stage['ids']): string {
  return text
    .replaceAll(/"\{#(\w+)\}"/g, (_all, name: string) => ids[name] ?? 'null')
    .replaceAll(/\{(\w+)\}/g, (all, name: string) => ids[name] ?? all);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type ApiClient } from '../../src/client/client.js';
import type { Schemas } from '../../src/demo/api.js';

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What the service said that it has done. */
export interface Acknowledged {
  readonly personId: string;
  readonly caseId: string;
}

const MOST_ATTEMPTS = 3000;
/** Long enough that processes start again while others work, short enough that most kills meet a request. */
const THINKS_MS = 100;

/** An officer who sends again what was not answered, with the same key, to whichever process is there. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  private serial = 0;
  private stopped = false;
  private readonly clients: readonly ApiClient[];

  constructor(
    urls: readonly string[],
    token: string,
    private readonly unitId: number,
  ) {
    this.clients = urls.map((url) => createClient(url, token));
  }

  async run(officers: number): Promise<void> {
    await Promise.all(Array.from({ length: officers }, () => this.work()));
  }

  stop(): void {
    this.stopped = true;
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      this.serial += 1;
      const person = aPerson(this.serial, this.unitId);
      const registered = await insist(this.clients, this.serial, (client, params) =>
        client.POST('/v1/persons', { body: person, params }),
      );
      const body = anApplication(registered.id);
      const file = await insist(this.clients, this.serial, (client, params) =>
        client.POST('/v1/home-rehabilitations', { body, params }),
      );
      this.acknowledged.push({ personId: registered.id, caseId: file.id });
      await pause(THINKS_MS);
    }
  }
}

/**
 * Asks whichever process is there, with one key, until somebody answers.
 *
 * @param first which of them is asked first
 * @throws Error for an answer that refuses, which no kill explains
 */
export async function insist<T>(
  clients: readonly ApiClient[],
  first: number,
  send: (client: ApiClient, params: { header: { 'Idempotency-Key': string } }) => Promise<Answer<T>>,
): Promise<T> {
  const params = { header: { 'Idempotency-Key': randomUUID() } };
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const client = clients[(first + attempt) % clients.length];
    if (!client) break;
    const answer = await send(client, params).catch(() => null);
    if (answer?.data !== undefined && answer.response.ok) return answer.data;
    if (answer && answer.response.status < 500) {
      throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
    }
    await pause(100);
  }
  throw new Error(`Nobody answered ${MOST_ATTEMPTS} times`);
}

/** Invented; each serial is a person of his own. */
export function aPerson(serial: number, unitId: number): Schemas['RegisterPersonDto'] {
  return {
    fullName: 'Nguyễn Văn Bình',
    birth: { year: 1960 + (serial % 40) },
    sex: 'male',
    identifiers: [
      { kind: 'citizen-id', value: `0910${String(60 + (serial % 40))}${String(serial).padStart(6, '0')}` },
    ],
    addresses: [{ kind: 'current', unitId, fromOn: '2025-07-01' }],
    contacts: [],
    guardians: [],
  };
}

function anApplication(personId: string): Schemas['ApplyDto'] {
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

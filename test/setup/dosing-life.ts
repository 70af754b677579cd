import type request from 'supertest';
import type { DoseEntryDto, DoseEventDto, RecordedDoseDto } from '../../src/treatment/interlock/dose.dto.js';
import type { DoseOrderDto, WriteOrderDto } from '../../src/treatment/orders/dose-order.dto.js';
import type { RecordedMovementDto } from '../../src/treatment/stock/stock.dto.js';
import { outcomesOf } from './compulsory-files.js';
import { sessionOf } from './matrix/scene.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** Who works at a place of treatment. */
export interface DosingStaff {
  readonly siteId: number;
  readonly clinician: string;
  readonly colleague: string;
  readonly dispenser: string;
  readonly stockKeeper: string;
}

export async function dosingStaff(test: TestApp, siteId: number): Promise<DosingStaff> {
  const token = async (role: 'clinician' | 'dispenser' | 'stock-keeper'): Promise<string> =>
    (await sessionOf(test, siteId, role)).token;
  return {
    siteId,
    clinician: await token('clinician'),
    colleague: await token('clinician'),
    dispenser: await token('dispenser'),
    stockKeeper: await token('stock-keeper'),
  };
}

/** The answer of what goes as it must. @param wanted its status, or the code of the refusal */
export async function answerOf<T>(asked: request.Test, wanted: number | string = 201): Promise<T> {
  const answer = await asked;
  if (!outcomesOf(answer).includes(wanted))
    throw new Error(
      `${asked.url}: not ${wanted}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`,
    );
  return answer.body as T;
}

/** What came of a lot of a solution of 10 mg/ml. @returns the lot's id */
export async function receiveLot(
  test: TestApp,
  { stockKeeper }: DosingStaff,
  overrides: object = {},
): Promise<string> {
  const body = {
    ...{ clientEventId: 'kho.1', medicine: 'methadone-treatment', lotNumber: 'MTD-2026-014' },
    ...{ unit: 'microlitre', strength: 10_000, expiresOn: '2028-12-31', measured: 1_000_000 },
    document: 'PN-2026-031',
    ...overrides,
  };
  const asked = requests(test).post(stockKeeper, '/v1/stock-receipts', body);
  return (await answerOf<RecordedMovementDto>(asked)).lot.id;
}

/** Orders and doses of one episode over HTTP, by whoever is named. */
export class DoseBook {
  private serial = 0;

  constructor(
    private readonly test: TestApp,
    readonly episodeId: string,
  ) {}

  /** Written and not approved yet. @param wanted 201, or the code of the refusal */
  async write(
    token: string,
    body: Partial<WriteOrderDto>,
    wanted: 201 | string = 201,
  ): Promise<DoseOrderDto> {
    const path = `/v1/dosing-episodes/${this.episodeId}/orders`;
    const strength = (body.unit ?? 'microlitre') === 'microlitre' ? 10_000 : undefined;
    const written = { reason: 'Theo diễn biến lâm sàng', strength, ...body };
    return answerOf(requests(this.test).post(token, path, written), wanted);
  }

  async approve(
    token: string,
    { id, version }: DoseOrderDto,
    wanted: 201 | string = 201,
  ): Promise<DoseOrderDto> {
    const asked = requests(this.test).post(token, `/v1/dose-orders/${id}/approval`, {});
    return answerOf(asked.set('If-Match', `"${version}"`), wanted);
  }

  /** Written and approved by two. */
  async order({ clinician, colleague }: DosingStaff, body: Partial<WriteOrderDto>): Promise<DoseOrderDto> {
    return this.approve(colleague, await this.write(clinician, body));
  }

  /** @param wanted 201, or the code of the refusal */
  async enter(
    token: string,
    body: Partial<DoseEntryDto>,
    wanted: 201 | string = 201,
  ): Promise<RecordedDoseDto> {
    this.serial += 1;
    const entry = {
      ...{ clientEventId: `may-1.${this.episodeId}.${this.serial}`, kind: 'dispensed' },
      ...{ episodeId: this.episodeId, ...(body.namesId === undefined && { slot: 1 }) },
      ...body,
    };
    return answerOf(requests(this.test).post(token, '/v1/dose-events', entry), wanted);
  }

  /** The earliest day first. */
  async history(token: string, from: string, to: string): Promise<readonly DoseEventDto[]> {
    const path = `/v1/dosing-episodes/${this.episodeId}/doses?from=${from}&to=${to}`;
    const { items } = await answerOf<{ items: DoseEventDto[] }>(requests(this.test).get(token, path), 200);
    return items.toReversed();
  }
}

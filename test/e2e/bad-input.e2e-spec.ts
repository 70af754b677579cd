import { ATTACHMENTS } from '../setup/bad-input/attachments.js';
import type { BadInput } from '../setup/bad-input/bad-input.js';
import { PERSON } from '../setup/bad-input/bad-input.js';
import { CURSORS } from '../setup/bad-input/cursors.js';
import { DATES } from '../setup/bad-input/dates.js';
import { ENCODING } from '../setup/bad-input/encoding.js';
import { HEADERS } from '../setup/bad-input/headers.js';
import { JSON_SHAPES } from '../setup/bad-input/json.js';
import { OTHERS } from '../setup/bad-input/others.js';
import { PATHS } from '../setup/bad-input/paths.js';
import { SIZES } from '../setup/bad-input/sizes.js';
import { arrangeStage, sendBad, type Stage } from '../setup/bad-input/stage.js';
import { tracesOf, untilQuiet, type Traces } from '../setup/bad-input/traces.js';
import { TYPES } from '../setup/bad-input/types.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface Told {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly parameter?: string;
    readonly detail: string;
  }[];
}

const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i;

const KINDS: readonly (readonly [string, readonly BadInput[]])[] = [
  ['letters', ENCODING],
  ['JSON', JSON_SHAPES],
  ['types', TYPES],
  ['days and moments', DATES],
  ['ids of others', OTHERS],
  ['sizes', SIZES],
  ['cursors', CURSORS],
  ['headers', HEADERS],
  ['addresses', PATHS],
  ['files', ATTACHMENTS],
];

describe('bad input', () => {
  let test: TestApp;
  let stage: Stage;
  let url: string;
  /** What stands there since the last look. */
  let traces: Traces;
  beforeAll(async () => {
    test = await createTestApp({ FILE_LIMIT_MB: '1' });
    stage = await arrangeStage(test);
    traces = await untilQuiet(test.database.owner);
    url = await test.app.getUrl();
  });
  afterAll(() => test.close());

  describe.each(KINDS)('%s', (_kind, cases) => {
    it.each(cases.map((bad) => [bad.name, bad] as const))('%s', async (_name, bad) => {
      const { statusCode, headers, body } = await sendBad(url, stage, bad);
      const told = parsed(body);
      const places = (told.errors ?? []).map((error) => error.pointer ?? error.parameter);
      expect({ status: statusCode, code: told.code, at: places.toSorted() }).toEqual({
        ...{ status: bad.status, code: bad.code, at: [...bad.at].toSorted() },
      });
      expect(headers).toMatchObject({
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': 'vi',
      });
      const texts = [told.title, told.detail, ...(told.errors ?? []).map(({ detail }) => detail)].filter(
        (text) => text !== undefined,
      );
      for (const text of texts) expect(text).toMatch(VIETNAMESE);
      expect(texts.join('\n')).toContain(bad.says);
      expect(await tracesOf(test.database.owner)).toEqual(traces);
    });
  });

  it('has a hundred and more, over all parts of the service', () => {
    const all = KINDS.flatMap(([, cases]) => cases);
    const parts = new Set(all.map(({ request }) => request.split(/[/?]/).slice(1, 3).join('/')));
    process.stdout.write(`bad input: ${all.length} cases over ${parts.size} resources\n`);
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(parts.size).toBeGreaterThanOrEqual(15);
  });

  describe('is not', () => {
    afterAll(async () => {
      traces = await untilQuiet(test.database.owner);
    });

    it('a name whose letters are taken apart: it is kept composed, and found either way', async () => {
      const name = 'Thạch Sô Phệt';
      const { id, fullName } = await register(test, stage, { fullName: name.normalize('NFD') });
      expect(fullName).toBe(name.normalize('NFC'));
      const { rows } = await test.database.owner.query('select full_name from person where id = $1', [id]);
      expect(rows).toEqual([{ full_name: name.normalize('NFC') }]);
      for (const q of [name.normalize('NFD'), name.normalize('NFC'), 'thach so phet']) {
        const { body } = await requests(test).post(stage.tokens.head ?? '', '/v1/persons/search', { q });
        expect(body.items.map((item: { id: string }) => item.id)).toContain(id);
      }
    });

    it.each(['1996-02-29', '2000-02-29'])('29/02 of a year that has one: %s', async (date) => {
      expect((await register(test, stage, { birth: { date } })).birth).toMatchObject({ date });
    });
  });
});

function parsed(body: string): Told {
  return JSON.parse(body) as Told;
}

/** Registers a person like the one who is refused elsewhere, with something else. */
async function register(
  test: TestApp,
  { ids, tokens }: Stage,
  overrides: object,
): Promise<{ id: string; fullName: string; birth: object }> {
  const address = { ...PERSON.addresses[0], unitId: Number(ids['unit']) };
  const body = { ...PERSON, addresses: [address], ...overrides };
  const answer = await requests(test)
    .post(tokens.head ?? '', '/v1/persons', body)
    .expect(201);
  return answer.body as { id: string; fullName: string; birth: object };
}

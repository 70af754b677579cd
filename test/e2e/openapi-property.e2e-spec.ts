// @alone: its requests take minutes
import fc from 'fast-check';
import { brokenRequests, type Broken } from '../setup/openapi/broken.js';
import { arrangeCast, type Cast } from '../setup/openapi/cast.js';
import { judgeOf, type Judge } from '../setup/openapi/conformance.js';
import {
  operationsOf,
  resolver,
  type Document,
  type Operation,
  type Resolve,
} from '../setup/openapi/document.js';
import { mayNeverBeTaken, unknownAmong } from '../setup/openapi/rarely-taken.js';
import { Sender } from '../setup/openapi/sender.js';
import { requestsInside, validRequests, type Made } from '../setup/openapi/valid.js';
import { valuesFor } from '../setup/openapi/values.js';
import { createDocumentedTestApp, type TestApp } from '../setup/test-app.js';

/** Right ones and broken ones, of each so many for every operation. */
const RUNS = Number(process.env['FC_RUNS'] ?? 20);
/** So many of an operation that one is taken, unless there is a reason why none need be; with fewer, chance decides. */
const ENOUGH = 100;
/** Of how many operations some request is taken, whatever chance does. */
const TAKEN_AT_LEAST = 0.5;
/** Of one operation alone, to look into what was found. */
const ONLY = process.env['OPERATION'];
/** Operations that are asked at a time: as many as the application has connections. */
const AT_A_TIME = 8;

describe('every operation of the document, asked with made up requests', () => {
  let test: TestApp;
  let document: Document;
  let operations: readonly Operation[];
  let cast: Cast;
  let resolve: Resolve;
  let judge: Judge;
  beforeAll(async () => {
    // A long run takes more time than a token lasts.
    test = await createDocumentedTestApp({ ACCESS_TOKEN_SECONDS: '3600' });
    document = (await test.http().get('/openapi.json').expect(200)).body as Document;
    operations = operationsOf(document);
    cast = await arrangeCast(test, document);
    resolve = resolver(document);
    judge = judgeOf(document);
  });
  afterAll(() => test.close());

  const readerOf = ({ path }: Operation): string | null =>
    operations
      .filter((each) => each.method === 'GET' && `${path}/`.startsWith(`${each.path}/`))
      .map((each) => each.path)
      .toSorted((a, b) => b.length - a.length)[0] ?? null;

  const requestsOf = (operation: Operation): readonly (Made | Broken)[] => {
    const pinned = cast.pinnedFor(operation);
    const known = { ...cast.knownFor(operation), ...pinned };
    const values = valuesFor(resolve, known, pinned);
    const valid = validRequests(operation, values, known);
    const inside = requestsInside(operation, values, known);
    const right = sampled(valid);
    const wrong = canBeBroken(operation) ? sampled(brokenRequests(operation, inside, resolve)) : [];
    return right.flatMap((made, at) => [made, ...wrong.slice(at, at + 1)]);
  };

  const missesOf = async (
    url: string,
    operation: Operation,
    count: (status: number) => void,
  ): Promise<readonly string[]> => {
    const sender = new Sender(url, operation, cast, readerOf(operation));
    const misses: string[] = [];
    for (const made of requestsOf(operation)) {
      const { answer, told } = await sender.send(made);
      count(answer.status);
      for (const what of judge(operation, answer, 'what' in made ? made : null)) {
        misses.push(
          `${operation.id}: ${what}\n  ${told.slice(0, 1500)}\n  ${answer.status} ${answer.bytes.toString('utf8').slice(0, 800)}`,
        );
      }
    }
    return misses;
  };

  it('answers as documented, and refuses what is broken by the name of the place', async () => {
    const url = await test.app.getUrl();
    const started = Date.now();
    const wanted = operations.filter(({ id }) => ONLY === undefined || id === ONLY);
    const queue = wanted.values();
    const misses: string[] = [];
    let sent = 0;
    const taken = new Set<string>();
    const countFor =
      ({ id }: Operation) =>
      (status: number): void => {
        sent += 1;
        if (status < 300) taken.add(id);
      };
    const work = async (): Promise<void> => {
      for (const operation of queue) misses.push(...(await missesOf(url, operation, countFor(operation))));
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    process.stdout.write(
      `openapi: ${wanted.length} operations, ${sent} requests in ${Date.now() - started} ms; ` +
        `again with FC_RUNS=${RUNS} and --seed=${jest.getSeed()}\n`,
    );
    expect(misses).toEqual([]);
    const never = wanted
      .filter(({ id }) => !taken.has(id))
      .filter((each) => !mayNeverBeTaken(each))
      .map(({ id }) => id);
    if (ONLY === undefined && RUNS >= 20)
      expect(taken.size).toBeGreaterThan(TAKEN_AT_LEAST * operations.length);
    expect(RUNS < ENOUGH ? [] : never).toEqual([]);
    expect(unknownAmong(new Set(operations.map(({ id }) => id)))).toEqual([]);
  }, 3_600_000);
});

/** Probes take nothing. */
const canBeBroken = ({ permission, body, parameters }: Operation): boolean =>
  permission !== 'public' || body !== null || parameters.some((each) => each.in !== 'header');

function sampled<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, { numRuns: RUNS, seed: jest.getSeed() });
}

// What the service sends to the database for sampled requests, as templates to send again.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { startService } from './installation.mjs';
import { take } from './scenarios.mjs';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CODE = /\bHS-\d{4}-\w+-\d+\b/;

/** @returns for each scenario its samples, each with the request that they come from */
export async function captureAll(env, cast, scenarios, samples, directory) {
  const file = path.resolve(directory, 'statements.jsonl');
  await rm(file, { force: true });
  const hook = new URL('capture.cjs', import.meta.url).pathname;
  const service = await startService({ ...env, CAPTURE_FILE: file }, ['--require', hook]);
  const asked = new Map();
  try {
    for (const scenario of scenarios) {
      const asks = scenario.asks(cast, scenario, samples);
      for (const [at, ask] of asks.entries())
        await send(service.port, ask, `${scenarios.indexOf(scenario)}.sample.${at}`);
      asked.set(scenario, asks);
    }
  } finally {
    await service.stop();
  }
  const byRequest = new Map();
  for (const line of (await readFile(file, 'utf8')).trim().split('\n')) {
    const statement = JSON.parse(line);
    byRequest.set(statement.id, [...(byRequest.get(statement.id) ?? []), statement]);
  }
  return new Map(
    scenarios.map((scenario) => [
      scenario,
      asked.get(scenario).map((ask, at) => ({
        ask,
        statements: withMade(
          ofTheRequest(byRequest.get(`${scenarios.indexOf(scenario)}.sample.${at}`) ?? []),
          ask,
        ),
      })),
    ]),
  );
}

async function send(port, { officer, method, path: route, body, version }, id) {
  const headers = {
    ...{ authorization: `Bearer ${officer.token}`, 'x-request-id': id },
    ...(body && { 'content-type': 'application/json' }),
    ...(version && { 'if-match': `"${version}"` }),
  };
  const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text.slice(0, 500)}`);
}

/** Without what the program does by itself after the commit: jobs that it hands on. */
function ofTheRequest(statements) {
  const own = new Set(['outbox-relay']);
  let isOwn = false;
  return statements.filter(({ text, values }, at) => {
    if (/^(start transaction|begin)/i.test(text)) {
      const opening = [values, statements[at + 1]?.values ?? []].flat();
      isOwn = opening.some(({ value }) => own.has(value));
    }
    return !isOwn;
  });
}

/** Ids that an insert is the first to name were made by the service: each repetition makes its own. */
function withMade(statements, { officer, person, file, named = [] }) {
  const known = new Set([officer.userId, officer.sessionId, person, file, ...named]);
  return statements.map((statement) => {
    const ids = JSON.stringify(statement.values).match(UUID) ?? [];
    const first = [...new Set(ids)].filter((id) => !known.has(id));
    for (const id of first) known.add(id);
    return { ...statement, made: /\binsert into\b/i.test(statement.text) ? first : [] };
  });
}

/** How to repeat a scenario: which template, and what stands in the place of what. */
export function repetitions(cast, scenario, samples, count) {
  if (scenario.consumes) return writesAgain(cast, scenario, samples, count);
  const officers = cast.officers.filter(({ group }) => group === scenario.officers);
  const from = cast.used.get(scenario.name) ?? 0;
  cast.used.set(scenario.name, from + count);
  return Array.from({ length: count }, (_none, at) => {
    const template = at % samples.length;
    const { officer } = samples[template].ask;
    // Searches are counted by user: each time another one of the same body asks, where there is one.
    const colleagues = officers.filter(({ organisationId }) => organisationId === officer.organisationId);
    const other = colleagues[(from + at) % colleagues.length] ?? officer;
    return {
      template,
      swaps: [
        [officer.userId, other.userId],
        [officer.sessionId, other.sessionId],
      ],
    };
  });
}

/** With the statements of a sample from the same commune. */
function writesAgain(cast, scenario, samples, count) {
  const templates = new Map(
    samples.map(({ ask, statements }, at) => [
      ask.officer.organisationId,
      { at, ask, code: codeIn(statements) },
    ]),
  );
  const known = (item) => templates.has(item.organisationId);
  const left = cast[scenario.consumes].slice(cast.used.get(scenario.consumes) ?? 0).filter(known);
  cast[scenario.consumes] = [
    ...cast[scenario.consumes].slice(0, cast.used.get(scenario.consumes) ?? 0),
    ...left,
  ];
  return take(cast, scenario.consumes, count).map((item) => {
    const { at, ask, code } = templates.get(item.organisationId);
    cast.codes = (cast.codes ?? 0) + 1;
    return {
      template: at,
      swaps: [
        [ask.person, item.person],
        ...(ask.file
          ? [
              [ask.file, item.id],
              [ask.code, item.code],
            ]
          : [[code, `${code.replace(/\d+$/, '')}B${cast.codes}`]]),
        // What else was the item's own before: an order by which is given.
        ...(ask.named ?? []).map((id, nth) => [id, item.named[nth]]),
      ],
    };
  });
}

function codeIn(statements) {
  return CODE.exec(JSON.stringify(statements.map(({ values }) => values)))?.[0] ?? 'HS-none';
}

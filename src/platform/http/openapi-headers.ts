import type { OpenAPIObject } from '@nestjs/swagger';

interface Answer {
  readonly description?: string;
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly parameters?: readonly object[];
  readonly responses?: Readonly<Record<string, Answer>>;
}

/** Probes are asked without end by whoever runs the service. */
const WITHOUT_LIMIT = '/health/';

const whole = (description: string, example: number): object => ({
  description,
  schema: { type: 'integer', minimum: 0 },
  example,
});

const HEADERS: Readonly<Record<string, object>> = {
  RateLimitLimit: whole('Requests a minute that one address may send to this route', 600),
  RateLimitRemaining: whole('How many of them are left', 599),
  RateLimitReset: whole('Seconds until all of them are there again', 60),
  RetryAfter: whole('Seconds to wait before asking again', 60),
  ETag: {
    description: 'Strong: the same tag is the same answer. Send it as `If-None-Match` or `If-Match`',
    schema: { type: 'string' },
    example: '"3-k2Jc0pXvQ1mZr8TtY5wLhA"',
  },
};

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of what the caller holds: answered with 304 where it is still so',
  schema: { type: 'string' },
  example: '"3-k2Jc0pXvQ1mZr8TtY5wLhA"',
};

const named = (name: string): object => ({ $ref: `#/components/headers/${name}` });

const LIMITS = {
  'x-ratelimit-limit': named('RateLimitLimit'),
  'x-ratelimit-remaining': named('RateLimitRemaining'),
  'x-ratelimit-reset': named('RateLimitReset'),
};

/** Says of every operation which headers its answers carry: limits, and of JSON that is read its tag. */
export function withHeaders(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations as Record<string, Operation>).map(([method, operation]) => [
        method,
        limited(path, method === 'get' && path.startsWith('/v1/') ? tagged(operation) : operation),
      ]),
    ),
  ]);
  const components = { ...document.components, headers: HEADERS };
  return { ...document, paths: Object.fromEntries(paths), components } as OpenAPIObject;
}

function tagged(operation: Operation): Operation {
  const read = operation.responses?.['200'];
  if (!read?.content?.['application/json']) return operation;
  const headers = { ETag: named('ETag') };
  const responses = {
    ...operation.responses,
    '200': { ...read, headers: { ...read.headers, ...headers } },
    '304': { description: 'The caller holds the same, by `If-None-Match`', headers },
  };
  return { ...operation, parameters: [...(operation.parameters ?? []), IF_NONE_MATCH], responses };
}

function limited(path: string, operation: Operation): Operation {
  if (path.startsWith(WITHOUT_LIMIT)) return operation;
  const responses = Object.entries(operation.responses ?? {}).map(([status, answer]) => {
    const wait = status === '429' || status === '503' ? { 'Retry-After': named('RetryAfter') } : {};
    return [status, { ...answer, headers: { ...answer.headers, ...LIMITS, ...wait } }];
  });
  return { ...operation, responses: Object.fromEntries(responses) as Record<string, Answer> };
}

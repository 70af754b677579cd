import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { compressPages } from './compressed-pages.js';
import { FieldFaultDto, ProblemDto } from './problem-body.js';
import { withEnumTexts } from './openapi-enums.js';
import { withExamples } from './openapi-examples.js';
import { withHeaders } from './openapi-headers.js';
import { forPage } from './openapi-page.js';
import { withoutNullable } from './openapi-nullable.js';
import { withPathIds } from './openapi-paths.js';

const DESCRIPTION = `Hồ sơ cai nghiện ma túy: đến nay có các hình thức cai nghiện tự nguyện và điều trị thay thế.

Case management for drug rehabilitation: so far the doors of voluntary treatment.
Instants are ISO 8601 with an offset; legal days are dates in Asia/Ho_Chi_Minh. Lists page by cursor.
Errors are \`application/problem+json\` in Vietnamese, in English on request; switch on \`code\`.
Unsafe requests accept \`Idempotency-Key\`; changes of a version need \`If-Match\`.`;

/**
 * The OpenAPI document, the same in tests, demo and production: sorted, with an example for every body.
 *
 * @param tagDescriptions what each tag is for; a tag without one is an error
 * @param enumLists the code list of an enum that has another name than its own
 */
export function buildDocument(
  app: NestFastifyApplication,
  tagDescriptions: Readonly<Record<string, string>>,
  enumLists: Readonly<Record<string, string>> = {},
): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Case management API')
    .setDescription(DESCRIPTION)
    .setVersion('1.0.0')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Proprietary', 'urn:license:proprietary')
    .addServer('/', 'This service')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, options, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [ProblemDto, FieldFaultDto],
    autoTagControllers: false,
  });
  const described = withEnumTexts(document, enumLists);
  return sorted(
    withPathIds(withHeaders(withoutNullable(withExamples(renameProblem(described))))),
    tagDescriptions,
  );
}

/** Serves the page at `/docs` and the document at `/openapi.json`. */
export function serveDocument(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, forPage(document), {
    customSiteTitle: 'Case management API',
    raw: false,
    swaggerOptions: { displayOperationId: true, filter: true, tryItOutEnabled: true },
  });
  const text = JSON.stringify(document);
  const server = app.getHttpAdapter().getInstance();
  compressPages(server);
  // The page names its parts from the directory above: with a slash at its end it would find none.
  server.addHook('onRequest', async (request, reply) => {
    if (request.url === '/docs/') await reply.redirect('/docs');
  });
  server.get(
    '/openapi.json',
    (_request: unknown, reply: { type(t: string): { send(body: string): void } }) => {
      reply.type('application/json; charset=utf-8').send(text);
    },
  );
}

/** Clients see `Problem`; the class carries the suffix of all DTO classes. */
function renameProblem(document: OpenAPIObject): OpenAPIObject {
  const text = JSON.stringify(document)
    .replaceAll('#/components/schemas/ProblemDto', '#/components/schemas/Problem')
    .replace('"ProblemDto":', '"Problem":');
  return JSON.parse(text) as OpenAPIObject;
}

/** Keys of paths and components in order, so that a change of the document shows only what changed. */
function sorted(document: OpenAPIObject, tagDescriptions: Readonly<Record<string, string>>): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  return {
    ...document,
    tags: tagsOf(document).map((name) => ({ name, description: describe(name, tagDescriptions) })),
    paths: byKey(document.paths),
    components: { ...document.components, schemas: byKey(schemas) },
  };
}

function tagsOf(document: OpenAPIObject): string[] {
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path as Record<string, { tags?: string[] }>).flatMap((operation) => operation.tags ?? []),
  );
  return [...new Set(names)].toSorted();
}

/** @throws Error for a group of routes that nobody has described */
function describe(tag: string, descriptions: Readonly<Record<string, string>>): string {
  const description = descriptions[tag];
  if (!description) throw new Error(`The tag ${tag} has no description`);
  return description;
}

function byKey<T>(object: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

import type { Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { FILE_FIELD } from './incoming-form.js';

const BYTES = { type: 'string', format: 'binary' } as const;

/** Tells in the document that a route takes a form: the fields of the class and the file. */
export function formBody(fields: Type<object>): MethodDecorator[] {
  const file = { type: 'object', required: [FILE_FIELD], properties: { [FILE_FIELD]: BYTES } };
  return [
    ApiConsumes('multipart/form-data'),
    ApiExtraModels(fields),
    ApiBody({ required: true, schema: { allOf: [{ $ref: getSchemaPath(fields) }, file] } }),
  ] as MethodDecorator[];
}

/** Tells in the document that a route answers with a file of one of these types. */
export function fileResponse(mediaTypes: string | readonly string[]): {
  content: Record<string, { schema: typeof BYTES }>;
} {
  return { content: Object.fromEntries([mediaTypes].flat().map((type) => [type, { schema: BYTES }])) };
}

/** Tells in the document what a route that sends parts takes and answers besides the whole file. */
export function rangeResponses(mediaTypes: string | readonly string[]): MethodDecorator[] {
  return [
    header('Range', 'One part of the file', 'bytes=0-1023'),
    header('If-None-Match', 'ETag of what the caller has', '"9f86d081884c7d65"'),
    ApiResponse({ status: 206, description: 'The part that was asked for', ...fileResponse(mediaTypes) }),
    ApiResponse({ status: 304, description: 'The caller has it' }),
    ApiResponse({ status: 416, description: 'The file has no such part' }),
  ];
}

function header(name: string, description: string, example: string): MethodDecorator {
  return ApiHeader({ name, required: false, description, schema: { type: 'string' }, example });
}

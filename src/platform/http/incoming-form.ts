import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { P } from '../errors/platform.problems.js';
import { fieldProblem, Problem, problem } from '../errors/problem.js';
import { answerConnectionError, tooSlow } from './raw-errors.js';
import { problemOfError } from './problem-of-error.js';

/** The file of a form, as it arrives. */
export interface IncomingFile {
  /** What the sender says that it is; '' where he says nothing. */
  readonly declaredType: string;
  /** As the sender calls it. May hold a name or a number of a person: neither kept nor logged. */
  readonly name: string;
  /** Must be read to its end, or given up by an error. */
  readonly content: AsyncIterable<Buffer>;
}

export interface ReadForm<T> {
  readonly fields: Readonly<Record<string, string>>;
  /** What was made of the file; null where none was sent. */
  readonly file: T | null;
}

/** The name of the part that holds the file. */
export const FILE_FIELD = 'file';

const MAX_FIELDS = 10;
const MAX_FIELD_BYTES = 4_096;
/** Borders, headers and fields of a form beside its file. */
const MAX_FRAME_BYTES = 65_536;
const STALLED_AFTER_MS = 30_000;

/** A form with one file, which is never held in memory: nothing of it has been read when the route begins. */
export class IncomingForm {
  constructor(
    private readonly request: FastifyRequest,
    private readonly stalledAfterMs: number = STALLED_AFTER_MS,
  ) {}

  /** Refuses by the headers alone what could never be taken. @throws Problem 415 or 413 */
  expect(maxFileBytes: number): void {
    if (!this.request.isMultipart()) throw problem(P.unsupportedMediaType, { detail: FORM_WANTED });
    if (Number(this.request.headers['content-length'] ?? 0) > maxFileBytes + MAX_FRAME_BYTES) {
      throw tooLarge(maxFileBytes);
    }
  }

  /**
   * Reads the form. Call it once.
   *
   * @param takeFile is given the file as soon as it comes; fields may come before or after it
   * @throws Problem 400 for what is no form, 413 for a file that is too large, 422 for a second file or field of one name
   */
  async read<T>(maxFileBytes: number, takeFile: (file: IncomingFile) => Promise<T>): Promise<ReadForm<T>> {
    const fields = new Map<string, string>();
    let taken: T | null = null;
    const watch = this.endWhenStalled();
    try {
      for await (const part of this.partsOf(maxFileBytes)) {
        if (part.type === 'field') {
          addField(fields, part.fieldname, part.value, part.valueTruncated);
          continue;
        }
        if (part.fieldname !== FILE_FIELD) throw fieldProblem(`/${part.fieldname}`, 'field.unknown', UNKNOWN);
        taken = await takeFile({
          declaredType: part.mimetype,
          name: part.filename ?? '',
          content: part.file,
        });
        if (part.file.truncated) throw tooLarge(maxFileBytes);
      }
      return { fields: Object.fromEntries(fields), file: taken };
    } catch (error) {
      throw this.hasGone() && !(error instanceof Problem)
        ? problem(P.malformedForm, { cause: error })
        : formProblem(error);
    } finally {
      clearInterval(watch);
    }
  }

  /** Whether the sender hung up before the end. */
  private hasGone(): boolean {
    const { destroyed, complete } = this.request.raw;
    return destroyed && !complete;
  }

  private partsOf(maxFileBytes: number): ReturnType<FastifyRequest['parts']> {
    // Of a sender who has gone no event would ever come.
    if (this.request.raw.destroyed) throw problem(P.malformedForm);
    return this.request.parts({
      limits: {
        fileSize: maxFileBytes,
        files: 1,
        fields: MAX_FIELDS,
        parts: MAX_FIELDS + 1,
        fieldSize: MAX_FIELD_BYTES,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    });
  }

  /** A sender who sends no more holds a connection and an unfinished file. */
  private endWhenStalled(): NodeJS.Timeout {
    const { raw } = this.request;
    let seen = -1;
    return setInterval(() => {
      if (raw.socket.bytesRead === seen && !raw.complete) {
        answerConnectionError(tooSlow(), raw.socket);
        raw.destroy(problem(P.requestTooSlow));
      }
      seen = raw.socket.bytesRead;
    }, this.stalledAfterMs);
  }
}

/** The form that the request carries. Only for routes with `form`. */
export const Form = createParamDecorator(
  (_data: unknown, context: ExecutionContext): IncomingForm =>
    new IncomingForm(context.switchToHttp().getRequest<FastifyRequest>()),
);

function addField(fields: Map<string, string>, name: string, value: unknown, cut: boolean): void {
  if (fields.has(name)) throw fieldProblem(`/${name}`, 'field.twice', TWICE);
  if (cut || typeof value !== 'string') throw fieldProblem(`/${name}`, 'field.text', NOT_TEXT);
  fields.set(name, value);
}

function tooLarge(maxFileBytes: number): Problem {
  return problem(P.tooLarge, { extensions: { limitBytes: maxFileBytes } });
}

/** What the parser says of a form that breaks its rules. */
const BY_PARSER_CODE: Readonly<Record<string, () => Problem>> = {
  FST_FILES_LIMIT: () => fieldProblem(`/${FILE_FIELD}`, 'field.twice', TWICE),
  FST_FIELDS_LIMIT: () => problem(P.malformedForm, { detail: TOO_MANY }),
  FST_PARTS_LIMIT: () => problem(P.malformedForm, { detail: TOO_MANY }),
  FST_PROTO_VIOLATION: () => problem(P.malformedForm),
  FST_INVALID_JSON_FIELD_ERROR: () => problem(P.malformedForm),
  FST_MP_PREMATURE_CLOSE: () => problem(P.malformedForm),
};

/** The parser's own words for a form that is broken or breaks off. */
const BROKEN = /multipart|boundary|terminated early|unexpected end|malformed|premature/i;

function formProblem(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || error instanceof Problem) return error;
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const known = BY_PARSER_CODE[String(code)];
  if (known) return known();
  const told = problemOfError(error);
  if (told.type !== P.internal) return told;
  return BROKEN.test(String(message)) ? problem(P.malformedForm, { cause: error }) : error;
}

const FORM_WANTED = {
  vi: 'Cần gửi biểu mẫu multipart/form-data',
  en: 'A form is wanted: multipart/form-data',
};
const UNKNOWN = { vi: 'Trường này không có trong yêu cầu', en: 'The request has no such field' };
const TWICE = { vi: 'Chỉ được gửi một lần trong mỗi yêu cầu', en: 'May be sent once in a request' };
const NOT_TEXT = { vi: 'Phải là chuỗi ký tự không quá dài', en: 'Must be text of a fair length' };
const TOO_MANY = { vi: 'Biểu mẫu có quá nhiều phần', en: 'The form has too many parts' };

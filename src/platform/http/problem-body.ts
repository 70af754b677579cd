import { say, type Locale } from '../i18n/locale.js';
import type { FieldFault, Problem, ProblemType } from '../errors/problem.js';
import { ListOf, Text, WholeNumber } from './fields.js';

/** One fault of a field, as clients see it. */
export class FieldFaultDto {
  @Text({
    min: 0,
    max: 500,
    optional: true,
    example: '/birth/year',
    description: 'JSON pointer into the body; empty for the body as a whole',
  })
  readonly pointer?: string;

  @Text({ max: 200, optional: true, example: 'limit', description: 'Name of a query or path parameter' })
  readonly parameter?: string;

  @Text({ max: 100, example: 'field.wholeNumber' })
  readonly code: string = '';

  @Text({ max: 2000, example: 'Phải là số nguyên từ 1900 đến 2026' })
  readonly detail: string = '';
}

/** RFC 9457. More members may stand beside these; each problem's own are told in its title's description. */
export class ProblemDto {
  @Text({
    max: 200,
    example: '/v1/problems/request.invalidBody',
    description: 'Where the problem is described',
  })
  readonly type: string = '';

  @Text({ max: 500, example: 'Dữ liệu gửi lên chưa đúng' })
  readonly title: string = '';

  @WholeNumber({ min: 400, max: 599, example: 422 })
  readonly status: number = 500;

  @Text({ max: 100, example: 'request.invalidBody', description: 'Stable: switch on this' })
  readonly code: string = '';

  @Text({ max: 2000, optional: true, example: 'Năm sinh không được ở tương lai' })
  readonly detail?: string;

  @Text({
    max: 100,
    example: '01890a5d-ac96-774b-bcce-b302099a8057',
    description: 'Tell this to the administrator',
  })
  readonly requestId: string = '';

  @ListOf(() => FieldFaultDto, { max: 1000, optional: true })
  readonly errors?: readonly FieldFaultDto[];
}

/** The body of a problem answer in the caller's language. */
export function problemBody(
  thrown: Problem,
  locale: Locale,
  requestId: string,
): ProblemDto & Record<string, unknown> {
  const { type, details } = thrown;
  return {
    ...details.extensions,
    type: `/v1/problems/${type.code}`,
    title: say(type.title, locale, details.parameters),
    status: type.status,
    code: type.code,
    ...(details.detail ? { detail: say(details.detail, locale, details.parameters) } : {}),
    requestId,
    ...(details.faults ? { errors: details.faults.map((fault) => faultBody(fault, locale)) } : {}),
  };
}

function faultBody(fault: FieldFault, locale: Locale): FieldFaultDto {
  return {
    ...(fault.pointer === undefined ? {} : { pointer: fault.pointer }),
    ...(fault.parameter === undefined ? {} : { parameter: fault.parameter }),
    code: fault.code,
    detail: say(fault.detail, locale, fault.parameters),
  };
}

/** What the document shows for a problem. */
export function problemExample(type: ProblemType): object {
  return {
    type: `/v1/problems/${type.code}`,
    title: type.title.vi,
    status: type.status,
    code: type.code,
    requestId: '01890a5d-ac96-774b-bcce-b302099a8057',
  };
}

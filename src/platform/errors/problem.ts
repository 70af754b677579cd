import type { Text2, TextParameters } from '../i18n/locale.js';
import type { Subject } from '../security/subject.js';

/** Statuses that a slice may answer with; what each means is in docs/architecture.md. */
export type ProblemStatus =
  400 | 401 | 403 | 404 | 408 | 409 | 410 | 412 | 413 | 414 | 415 | 422 | 428 | 429 | 431 | 500 | 503;

export interface ProblemType {
  /** Stable code that clients may switch on, `slice.what`. */
  readonly code: string;
  readonly status: ProblemStatus;
  readonly title: Text2;
}

/** One fault of one field. */
export interface FieldFault {
  /** JSON pointer into the body, or the name of a query or path parameter. */
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail: Text2;
  readonly parameters?: TextParameters;
}

export interface ProblemDetails {
  /** What stands for `{name}` in the title and the detail. */
  readonly parameters?: TextParameters;
  /** A sentence about this occurrence, never with personal data. */
  readonly detail?: Text2;
  readonly faults?: readonly FieldFault[];
  /** More members of the answer, for programs: states that are allowed, who is competent, the article. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** What was asked for and refused: for the record of refusals, never shown. */
  readonly subject?: Subject;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

const catalogue = new Map<string, ProblemType>();

/**
 * Declares the problems of a slice; their codes are `slice.key` and unique in the program.
 *
 * @throws Error when a code is declared twice
 */
export function defineProblems<K extends string>(
  slice: string,
  problems: Readonly<Record<K, { readonly status: ProblemStatus; readonly title: Text2 }>>,
): Readonly<Record<K, ProblemType>> {
  const entries = Object.entries<{ status: ProblemStatus; title: Text2 }>(problems).map(
    ([key, described]) => {
      const type: ProblemType = { code: `${slice}.${key}`, ...described };
      if (catalogue.has(type.code)) throw new Error(`The problem ${type.code} is declared twice`);
      catalogue.set(type.code, type);
      return [key, type] as const;
    },
  );
  return Object.fromEntries(entries) as Record<K, ProblemType>;
}

/** Every problem the program can answer with, by code. */
export function problemCatalogue(): readonly ProblemType[] {
  return [...catalogue.values()].toSorted((a, b) => a.code.localeCompare(b.code));
}

/** What a use case throws; the HTTP layer alone knows how it is shown. */
export class Problem extends Error {
  constructor(
    readonly type: ProblemType,
    readonly details: ProblemDetails = {},
  ) {
    super(type.code, { cause: details.cause });
    this.name = 'Problem';
  }
}

/** Makes the error to throw: `throw problem(P.alreadyOpen, { … })`. */
export function problem(type: ProblemType, details?: ProblemDetails): Problem {
  return new Problem(type, details);
}

/**
 * A problem of which one field of the body is the cause: the answer names it.
 *
 * @param detail why, where the title does not say it
 */
export function problemAt(
  type: ProblemType,
  pointer: string,
  { detail = type.title, ...details }: Omit<ProblemDetails, 'faults'> = {},
): Problem {
  return new Problem(type, { ...details, faults: [{ pointer, code: type.code, detail }] });
}

/** A 422 about one field of the body, for rules that a decorator cannot state. */
export function fieldProblem(
  pointer: string,
  code: string,
  detail: Text2,
  parameters?: TextParameters,
): Problem {
  return new Problem(INVALID_BODY, { faults: [{ pointer, code, detail, parameters }] });
}

/** Here and not with the other problems of the platform, since `fieldProblem` needs it. */
export const { invalidBody: INVALID_BODY } = defineProblems('request', {
  invalidBody: {
    status: 422,
    title: { vi: 'Dữ liệu gửi lên chưa đúng', en: 'The data sent is not valid' },
  },
});

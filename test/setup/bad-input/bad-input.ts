/** Who sends it; 'neighbour' is the head of the next commune's police, who sees none of the things of the scene. */
export type Who = 'head' | 'neighbour' | 'clinician' | 'administrator' | 'nobody';

/** One request that must be refused, byte for byte, and what must be said. */
export interface BadInput {
  readonly name: string;
  readonly who: Who;
  /** `POST /v1/persons/{person}`: names in braces are things of the scene. */
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text or bytes as they are; anything else as JSON, where `{name}` and `{#name}` stand for ids of the scene. */
  readonly body?: unknown;
  readonly status: number;
  readonly code: string;
  /** The places that the answer names, and no other: pointers into the body, names of parameters. */
  readonly at: readonly string[];
  /** Part of the Vietnamese sentence that says why. */
  readonly says: string;
}

/** A body that is wrong in these places. */
export function wrong(
  name: string,
  request: string,
  body: unknown,
  at: string | readonly string[],
  says: string,
  more: Partial<BadInput> = {},
): BadInput {
  return {
    ...{ name, who: 'head', request, body, at: [at].flat(), says },
    ...{ status: 422, code: 'request.invalidBody' },
    ...more,
  };
}

/** A parameter that is wrong. */
export function wrongParameter(
  name: string,
  request: string,
  at: string,
  says: string,
  more: Partial<BadInput> = {},
): BadInput {
  return {
    ...{ name, who: 'head', request, at: [at], says },
    ...{ status: 400, code: 'http.invalidParameter' },
    ...more,
  };
}

/** A request that is refused as a whole. */
export function refused(
  name: string,
  who: Who,
  request: string,
  status: number,
  code: string,
  says: string,
  more: Partial<BadInput> = {},
): BadInput {
  return { ...{ name, who, request, status, code, says, at: [] }, ...more };
}

/** A registration that would be taken. */
export const PERSON = {
  fullName: 'Trương Thị Bé Năm',
  birth: { date: '1994-10-20' },
  sex: 'female',
  identifiers: [],
  noIdentifierReason: 'Chưa làm thẻ căn cước',
  addresses: [{ kind: 'current', unitId: '{#unit}', detail: 'Ấp Kinh 1', fromOn: '2025-07-01' }],
  contacts: [{ kind: 'phone', value: '0912345678' }],
  guardians: [],
} as const;

/** An application for the person of the scene who has no file. */
export const APPLICATION = {
  personId: '{free}',
  handedInAt: '2026-07-02T08:30:00+07:00',
  place: 'home',
  determination: {
    on: '2026-07-01',
    facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
    toldAt: '2026-07-01T15:00:00+07:00',
  },
  ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ trước đó' },
  items: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'],
} as const;

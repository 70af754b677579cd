import type { FastifyReply } from 'fastify';
import { daysBetween, startOfLegalDay, type DateOnly } from '../../law/date.js';

/** Of a route that will go: since when it is not to be used, until when it answers, and what to use instead. */
export interface Deprecation {
  readonly since: DateOnly;
  /** At least half a year after `since`. */
  readonly sunset: DateOnly;
  /** The path of the route that replaces it; null where nothing does. */
  readonly instead: string | null;
}

const SHORTEST_NOTICE_DAYS = 180;

/** @throws Error for a route that would go sooner than the policy promises */
export function checkDeprecation({ since, sunset }: Deprecation): void {
  const days = daysBetween(since, sunset);
  if (days < SHORTEST_NOTICE_DAYS) throw new Error(`A sunset ${days} days after the notice is too soon`);
}

/** What the answer says of it: `Deprecation` (RFC 9745), `Sunset` (RFC 8594), `Link` to the successor. */
export function deprecationHeaders({
  since,
  sunset,
  instead,
}: Deprecation): Readonly<Record<string, string>> {
  return {
    Deprecation: `@${startOfLegalDay(since).getTime() / 1000}`,
    Sunset: startOfLegalDay(sunset).toUTCString(),
    ...(instead === null ? {} : { Link: `<${instead}>; rel="successor-version"` }),
  };
}

/** The sentence of the document. */
export function deprecationNotice({ since, sunset, instead }: Deprecation): string {
  const until = `Deprecated since ${since}, answers until ${sunset}.`;
  return instead === null ? until : `${until} Use \`${instead}\` instead.`;
}

export function tellDeprecation(reply: FastifyReply, deprecation: Deprecation | null): void {
  if (deprecation) void reply.headers(deprecationHeaders(deprecation));
}

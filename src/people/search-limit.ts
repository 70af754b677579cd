import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './people.problems.js';

const SECONDS_TO_WAIT = 60;

/** @throws Problem 429 when the database counted one search too many of this user within a minute */
export async function refusingTooMany<T>(search: () => Promise<T>): Promise<T> {
  try {
    return await search();
  } catch (error) {
    if (violatedConstraint(error) !== 'person_search_rate') throw error;
    throw problem(P.tooManySearches, { retryAfterSeconds: SECONDS_TO_WAIT, cause: error });
  }
}

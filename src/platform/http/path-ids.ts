/** Ids of units and organisations are whole numbers that PostgreSQL's `integer` holds; all others are UUIDs. */
export const MAX_INTEGER_ID = 2_147_483_647;

/** Whether a path parameter of this name is an id: `caseId`, `id`. */
export function isIdName(name: string): boolean {
  return /id$/i.test(name);
}

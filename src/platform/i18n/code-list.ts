import type { Text2 } from './locale.js';

export interface CodeListEntry {
  readonly code: string;
  readonly label: Text2;
}

/** A closed list of codes that the API takes or answers, for clients to show in words. */
export interface CodeList {
  readonly name: string;
  readonly title: Text2;
  readonly entries: readonly CodeListEntry[];
}

const lists = new Map<string, CodeList>();

/**
 * Declares a code list beside the type that it puts into words; clients read all of them by API.
 *
 * @param name kebab-case, singular: what one entry is
 * @param labels every code with its label, in the order to show
 * @throws Error when the name is declared twice
 */
export function defineCodeList<Code extends string>(
  name: string,
  title: Text2,
  labels: Readonly<Record<Code, Text2>>,
): CodeList {
  if (lists.has(name)) throw new Error(`The code list ${name} is declared twice`);
  const entries = Object.entries<Text2>(labels).map(([code, label]) => ({ code, label }));
  const list: CodeList = Object.freeze({ name, title, entries });
  lists.set(name, list);
  return list;
}

/** Every declared list, by name. */
export function knownCodeLists(): readonly CodeList[] {
  return [...lists.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Undefined where no list of that name was declared. */
export function codeListNamed(name: string): CodeList | undefined {
  return lists.get(name);
}

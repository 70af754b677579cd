/** The items by key, keys and items in the order of their first appearance. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The only item of a list; undefined when there is none or more than one. */
export function onlyOne<T>(items: readonly T[] | undefined): T | undefined {
  return items?.length === 1 ? items[0] : undefined;
}

/** How many items there are of each kind, kinds without items included. */
export function tally<K extends string, T>(
  kinds: readonly K[],
  items: readonly T[],
  kindOf: (item: T) => K,
): Readonly<Record<K, number>> {
  const counts = new Map<K, number>(kinds.map((kind) => [kind, 0]));
  for (const item of items) counts.set(kindOf(item), (counts.get(kindOf(item)) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<K, number>;
}

/** What was found of several episodes, each with its own in the order in which it came. */
export function byEpisode<T extends { readonly episodeId: string }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const known = found.get(row.episodeId);
    if (known) known.push(row);
    else found.set(row.episodeId, [row]);
  }
  return found;
}

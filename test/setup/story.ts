/**
 * A life told in dates: chapters that each go on from where the last one ended, as one test, since tests of a file run in
 * any order. What fails is told by the name of its chapter.
 */
export function story(name: string, chapters: Readonly<Record<string, () => Promise<void>>>): void {
  it(
    name,
    async () => {
      for (const [chapter, tell] of Object.entries(chapters)) {
        await tell().catch((error: unknown) => {
          if (error instanceof Error) error.message = `“${chapter}”: ${error.message}`;
          throw error;
        });
      }
    },
    120_000,
  );
}

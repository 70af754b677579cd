type Tell = () => Promise<void>;
export type Chapter = (name: string, tell: Tell) => void;

/**
 * A life told in dates: chapters that each go on from where the last one ended, as one test, since tests of a file run in
 * any order. What fails is told by the name of its chapter.
 */
export function story(name: string, write: (chapter: Chapter) => void): void {
  const chapters: [string, Tell][] = [];
  write((title, tell) => chapters.push([title, tell]));
  it(name, async () => {
    for (const [title, tell] of chapters) {
      await tell().catch((error: unknown) => {
        if (error instanceof Error) error.message = `“${title}”: ${error.message}`;
        throw error;
      });
    }
  });
}

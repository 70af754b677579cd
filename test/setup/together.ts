import path from 'node:path';
import { filesOfPart, ROOT } from './together-files.cjs';

/**
 * Describes the tests of all files of a part. Each file keeps to itself what it describes, hooks and spies included; a
 * file that cannot be loaded fails alone.
 *
 * @param part the file in test/together that stands for it
 */
export function together(part: string): void {
  for (const file of filesOfPart(part)) {
    describe(path.relative(ROOT, file), () => {
      afterAll(() => jest.restoreAllMocks());
      try {
        require(file);
      } catch (error) {
        it('can be loaded', () => {
          throw error;
        });
      }
    });
  }
}

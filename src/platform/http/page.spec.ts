import { Problem } from '../errors/problem.js';
import { decodeCursor, encodeCursor, toPage } from './page.js';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('cursors', () => {
  it('come back as they were given', () => {
    const cursor = encodeCursor(['2026-07-02', ID]);
    expect(decodeCursor(cursor, ['day', 'uuid'])).toEqual(['2026-07-02', ID]);
    expect(decodeCursor(undefined, ['day', 'uuid'])).toBeNull();
  });

  it.each([
    ['not base64', '%%%'],
    ['not JSON', Buffer.from('xin chào').toString('base64url')],
    ['not a list', Buffer.from('{"a":1}').toString('base64url')],
    ['of another list', encodeCursor([ID])],
    ['with a day that does not exist', encodeCursor(['2026-02-30', ID])],
    ['with SQL in it', encodeCursor(['2026-07-02', "' or 1=1 --"])],
    ['with a number for an id', encodeCursor(['2026-07-02', 7])],
  ])('are refused when they are %s', (_name, cursor) => {
    expect(() => decodeCursor(cursor, ['day', 'uuid'])).toThrow(Problem);
  });
});

const key = (row: number): [number] => [row];

describe('toPage', () => {
  const rows = [1, 2, 3];

  it('shows the limit and points behind the last one shown', () => {
    const page = toPage(rows, 2, key, (row) => row * 10);
    expect(page.items).toEqual([10, 20]);
    expect(decodeCursor(page.nextCursor ?? '', ['whole'])).toEqual([2]);
  });

  it('ends where there is no further row', () => {
    expect(toPage(rows, 3, key, String).nextCursor).toBeNull();
    expect(toPage([], 3, key, String)).toEqual({ items: [], nextCursor: null });
  });
});

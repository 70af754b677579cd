import type { TestApp } from './test-app.js';
import { eventually } from './time.js';

interface Item {
  readonly id: string | number;
}

interface Answer {
  readonly items: readonly Item[];
  readonly removed: readonly { readonly id: string; readonly reason: string }[];
  /** Absent where a list is answered as a whole. */
  readonly nextCursor?: string | null;
  readonly changes: string;
}

type Query = Readonly<Record<string, string | number | boolean>>;

/** A program that keeps a copy of a list by what it is told of changes, two at a time, and asks for nothing else. */
export class Mirror {
  /** Why what it dropped was to be dropped, by id. */
  readonly dropped = new Map<string, string>();
  /**
   * What it was told of since it was last in step with the list, and did not hold as it is: a row may be told twice,
   * where it was written while another transaction was open.
   */
  readonly told = new Set<string>();
  private readonly items = new Map<string, Item>();
  private changes = '';
  private paged = true;

  private constructor(
    private readonly test: TestApp,
    private readonly token: string,
    private readonly path: string,
    private readonly filter: Query,
  ) {}

  static async of(test: TestApp, token: string, path: string, filter: Query = {}): Promise<Mirror> {
    const mirror = new Mirror(test, token, path, filter);
    for (const item of await mirror.whole()) mirror.items.set(String(item.id), item);
    return mirror;
  }

  has(id: string | number): boolean {
    return this.items.has(String(id));
  }

  /** Follows until it holds what the list holds. Fails where something was not told. */
  async settle(): Promise<void> {
    const place = this.changes;
    this.told.clear();
    await eventually(
      async () => {
        await this.follow();
        const followed = this.changes;
        const list = await this.whole();
        this.changes = followed;
        return { since: place, held: sorted([...this.items.values()]), list: sorted(list) };
      },
      ({ held, list }) => JSON.stringify(held) === JSON.stringify(list),
    );
  }

  /** The status that the next question of changes gets. */
  async status(): Promise<number> {
    return (await this.get({ ...this.filter, changedSince: this.changes })).status;
  }

  /** Takes in what it is told now, once. */
  async follow(): Promise<void> {
    for (;;) {
      const { body } = await this.get({
        ...this.filter,
        changedSince: this.changes,
        ...(this.paged && { limit: 2 }),
      }).expect(200);
      const answer = body as Answer;
      for (const { id, reason } of answer.removed) {
        this.items.delete(id);
        this.dropped.set(id, reason);
      }
      for (const item of answer.items) {
        const id = String(item.id);
        if (JSON.stringify(this.items.get(id)) !== JSON.stringify(item)) this.told.add(id);
        this.items.set(id, item);
      }
      this.changes = answer.changes;
      if (!answer.nextCursor) return;
    }
  }

  private async whole(): Promise<readonly Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await this.get({ ...this.filter, ...(cursor && { cursor }) }).expect(200);
      const answer = body as Answer;
      items.push(...answer.items);
      this.changes = answer.changes;
      this.paged = answer.nextCursor !== undefined;
      cursor = answer.nextCursor ?? null;
    } while (cursor !== null);
    return items;
  }

  private get(query: Query) {
    return this.test.http().get(this.path).query(query).auth(this.token, { type: 'bearer' });
  }
}

const sorted = (items: readonly Item[]): readonly Item[] =>
  items.toSorted((a, b) => String(a.id).localeCompare(String(b.id)));

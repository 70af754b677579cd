import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

/** Port: a slice that keeps something about persons, such as case files, says whether an entry is still needed. */
export interface PersonUsage {
  /**
   * True while something open is about the person, of whatever organisation: asked with the person's row locked, in
   * the transaction that voids the entry. The answer must see past the actor's own scope, and tells nothing but this.
   */
  isOpenFor(tx: Tx, personId: string): Promise<boolean>;
}

/** Where those slices make themselves known when they start; people/ may not know them. */
@Injectable()
export class PersonUsages {
  private readonly usages: PersonUsage[] = [];

  register(usage: PersonUsage): void {
    this.usages.push(usage);
  }

  async anyOpenFor(tx: Tx, personId: string): Promise<boolean> {
    for (const usage of this.usages) {
      if (await usage.isOpenFor(tx, personId)) return true;
    }
    return false;
  }
}

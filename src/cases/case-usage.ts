import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonUsages, type PersonUsage } from '../people/person-usage.js';
import type { Tx } from '../platform/database/tx.js';

/** An entry of the register is needed while any file about the person is open, in whosever hands. */
@Injectable()
export class CaseUsage implements PersonUsage, OnModuleInit {
  constructor(private readonly usages: PersonUsages) {}

  onModuleInit(): void {
    this.usages.register(this);
  }

  async isOpenFor(tx: Tx, personId: string): Promise<boolean> {
    const row = await tx.one<{ open: boolean }>('select app.person_has_open_case($1) as open', [personId]);
    return row?.open ?? false;
  }
}

import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Text2 } from '../law/text.js';
import type { CaseFile } from './case-file.js';

/** What is missing in a file and stops nothing. */
export interface CaseWarning {
  /** `slice.what` */
  readonly code: string;
  readonly text: Text2;
}

type Look = (tx: Tx, file: CaseFile) => Promise<readonly CaseWarning[]>;

/** Where slices that cases/ may not know say what they miss in a file. */
@Injectable()
export class CaseWarnings {
  private readonly looks: Look[] = [];

  register(look: Look): void {
    this.looks.push(look);
  }

  async of(tx: Tx, file: CaseFile): Promise<readonly CaseWarning[]> {
    if (file.closedOn !== null) return [];
    return (await Promise.all(this.looks.map((look) => look(tx, file)))).flat();
  }
}

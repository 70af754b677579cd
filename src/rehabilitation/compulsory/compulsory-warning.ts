import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseFile } from '../../cases/case-file.js';
import { CaseWarnings, type CaseWarning } from '../../cases/case-warnings.js';
import { Procedures } from '../../cases/procedures.js';
import type { Tx } from '../../platform/database/tx.js';
import { COMPULSORY } from './compulsory-procedure.js';
import type { CompulsoryState } from './compulsory-transitions.js';

/** A court has decided, and the measure is not over. */
const DECIDED: readonly CompulsoryState[] = [
  ...(['ordered', 'to-execute', 'facility-asked', 'elsewhere-asked', 'designated', 'to-transport'] as const),
  ...(['postponed', 'at-large', 'in-facility', 'on-leave', 'escaped', 'suspended', 'in-prison'] as const),
];

/** A voluntary rehabilitation that goes on while a court has decided compulsory rehabilitation of the same person. */
@Injectable()
export class CompulsoryWarning implements OnModuleInit {
  constructor(
    private readonly warnings: CaseWarnings,
    private readonly procedures: Procedures,
  ) {}

  onModuleInit(): void {
    this.warnings.register((tx, file) => this.decided(tx, file));
  }

  /** As far as the caller sees the file of the measure. */
  private async decided(tx: Tx, { personId, kind, status }: CaseFile): Promise<readonly CaseWarning[]> {
    const { transitions } = this.procedures.of(kind).definition;
    if (transitions[status]?.['sent-to-compulsory'] === undefined) return [];
    const found = await tx.one<{ code: string }>(
      `select f.code from case_file f where f.person_id = $1 and f.kind = $2 and f.status = any ($3::text[])
       and f.closed_on is null limit 1`,
      [personId, COMPULSORY.kind, DECIDED],
    );
    if (!found) return [];
    const text = {
      vi: `Đã có quyết định đưa người này đi cai nghiện bắt buộc (hồ sơ ${found.code}): ghi nhận để kết thúc hồ sơ tự nguyện`,
      en: `Compulsory rehabilitation of this person was decided (file ${found.code}): record it, which ends the voluntary one`,
    };
    return [{ code: 'rehabilitation.compulsory-decided', text }];
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { historyProcedure } from '../course/history-procedure.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { DRUG_USER } from './drug-user-procedure.js';

/**
 * The management of drug users as cases/ knows it. The commune police keep the file under both laws (NĐ 105/2021 Art 49, NĐ
 * 163/2026 Art 64(1)): nothing moves with the new law. A limit that a committee owed on that day runs out as it began, and
 * is met by the police that decide in its stead (the texts are silent: interpretation).
 */
@Injectable()
export class DrugUserProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly papers: PaperAnnulments,
  ) {}

  onModuleInit(): void {
    const { files, clocks, referrals, papers } = this;
    this.procedures.register(historyProcedure(DRUG_USER, { files, clocks, referrals, papers }));
  }
}

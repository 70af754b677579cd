import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { historyProcedure } from '../course/history-procedure.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { DETERMINATION } from './determination-procedure.js';

/** The determination of addiction as cases/ knows it: who began it keeps the file under both laws. */
@Injectable()
export class DeterminationProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly papers: PaperAnnulments,
  ) {}

  onModuleInit(): void {
    const { files, clocks, referrals, papers } = this;
    this.procedures.register(historyProcedure(DETERMINATION, { files, clocks, referrals, papers }));
  }
}

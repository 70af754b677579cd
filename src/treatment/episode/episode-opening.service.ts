import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { fieldMissing } from '../../cases/steps/step-inputs.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { legalDayOf } from '../../law/date.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { TreatmentKind } from '../kinds/kind.js';
import { treatmentKind } from '../kinds/kinds.js';
import { ProgrammeService } from '../programme/programme.service.js';
import { TreatmentRequestService } from '../request/treatment-request.service.js';
import { P } from '../treatment.problems.js';
import type { TreatmentEpisodeDto } from './episode-answer.dto.js';
import type { ApplyForTreatmentDto } from './episode-input.dto.js';
import { isMinor, refuseOutsideStage, refuseUnlessTreating } from './episode.guards.js';
import { EpisodeReader } from './episode.reader.js';
import { EPISODES } from './episode.record.js';

/** Opens an episode with the application of the person, of Methadone by NĐ 141/2024 Art 30. */
@Injectable()
export class EpisodeOpeningService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly programmes: ProgrammeService,
    private readonly requests: TreatmentRequestService,
    private readonly reader: EpisodeReader,
  ) {}

  /**
   * @throws Problem 403 for a body that does not treat, 409 for who is under 12 or has such an episode here, where no programme
   *   takes anybody in, where nobody asked for a treatment within a file
   *   or that is in another stage; 422 for a file that a kind needs or does not know
   */
  async apply(actor: UserActor, input: ApplyForTreatmentDto): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      const { kind, personId, papers, parentCaseId, programmeCode } = input;
      const definition = treatmentKind(kind);
      const at = new Date(input.appliedAt);
      refuseImpossibleTime(at, tx.now, '/appliedAt');
      const on = legalDayOf(at);
      const site = await this.authority.organisation(tx, actor.organisationId);
      refuseUnlessTreating(site);
      if (site.unitId === null) throw new Error('A body that treats has a unit');
      if (!(await isSentHere(tx, personId, kind))) await this.people.requireActing(tx, personId);
      const { birth } = await this.people.forCase(tx, personId);
      isMinor(birth, on, '/appliedAt');
      await this.files.refuseSecondOpen(tx, personId, kind);
      const unitId = site.unitId;
      const programme = await this.programmes.enrolling(tx, definition, { on, unitId, code: programmeCode });
      if (definition.within === null && parentCaseId !== undefined)
        throw fieldProblem('/parentCaseId', 'treatment.standsAlone', STANDS_ALONE);
      if (definition.within !== null && parentCaseId === undefined) throw fieldMissing('parentCaseId');
      const request = parentCaseId === undefined ? null : await this.requests.openOf(tx, kind, parentCaseId);
      if (request && request.personId !== personId) throw problem(P.notAsked);
      await refuseOutsideStage(tx, definition, parentCaseId ?? null, at);
      const file = await this.files.open(tx, {
        ...{ kind, personId, keeperOrganisationId: actor.organisationId, unitId, openedOn: on },
        ...{ status: definition.procedure.start, ...(parentCaseId && { parentId: parentCaseId }) },
      });
      EPISODES.insert(tx, file.id, {
        ...{ kind, siteId: actor.organisationId, programmeCode: programme?.code ?? null },
      });
      const status = takeStep(definition.procedure, [], 'applied', at);
      await this.files.change(tx, file, { status });
      const facts = {
        ...(papers.length > 0 && { papers: papers.join(',') }),
        ...(programme && { programme: programme.code }),
      };
      const step = { step: 'applied', at };
      await this.steps.append(tx, definition.procedure, file, step, status, facts);
      if (request) await this.requests.take(tx, request.id, file.id);
      return this.reader.show(tx, file.id);
    });
  }
}

/** Whoever was named to treat reads the person, and opens this one file for him: from then on he is its keeper. */
async function isSentHere(tx: Tx, personId: string, kind: TreatmentKind): Promise<boolean> {
  const row = await tx.one<{ sent: boolean }>('select app.may_treat_person($1, $2) as sent', [
    ...[personId, kind],
  ]);
  return row?.sent === true;
}

const STANDS_ALONE = {
  vi: 'Loại điều trị này không thực hiện trong một hồ sơ khác',
  en: 'This treatment does not take place within another file',
};

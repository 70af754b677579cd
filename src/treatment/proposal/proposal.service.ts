import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { joinExplanations } from '../../law/explanation.js';
import { judgeTermination, TERMINATION_GROUNDS, type TerminationFinding } from '../../law/treatment-ends.js';
import { treatmentDecreeExplained } from '../../law/treatment.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { maintenanceSince } from '../episode/episode-history.js';
import type { TreatmentEpisodeDto } from '../episode/episode-answer.dto.js';
import { keptEpisode } from '../episode/episode.guards.js';
import { EpisodeReader } from '../episode/episode.reader.js';
import { treatmentKind, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { P } from '../treatment.problems.js';
import type { DecideProposalDto, Proposal, ProposeTerminationDto } from './proposal.dto.js';
import { decideProposal, insertProposal, proposalById } from './proposal.queries.js';

/** That treatment be terminated: proposed with its evidence, decided by a person: NĐ 141/2024 Art 36(2). */
@Injectable()
export class ProposalService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly steps: CaseSteps,
    private readonly reader: EpisodeReader,
  ) {}

  /**
   * @param version of the file
   * @throws Problem 409 for a ground that the law of the day does not have, for days that do not amount to it, or beside an
   *   open proposal; 422 for a day that is to come
   */
  async propose(
    actor: UserActor,
    caseId: string,
    version: number,
    input: ProposeTerminationDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      await keptEpisode(tx, this.files, caseId);
      const at = new Date(input.at);
      const asked = { step: 'termination-proposed', at, pointer: '/at', version };
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, caseId, asked, async ({ file, events }) => {
        const on = legalDayOf(at);
        const days = input.days.map((each) => dateOnly(each.on));
        const late = days.findIndex((day) => day > on);
        if (late >= 0) throw fieldProblem(`/days/${late}/on`, 'treatment.dayToCome', DAY_TO_COME);
        const definition = treatmentKind(file.kind);
        const since = maintenanceSince(definition, events);
        const found = judgeTermination(definition.kind, input.ground, on, { days, maintenanceSince: since });
        const { amounts, explanation } = required(found, input.ground);
        const id = uuidv7();
        await this.insert(tx, {
          ...{ id, caseId, ground: input.ground, days, note: input.note ?? null, amounts, explanation },
          ...{ proposedAt: at, proposedBy: actor.userId, system: null },
        });
        return { facts: { proposal: id, ground: input.ground } };
      });
      return this.reader.show(tx, caseId);
    });
  }

  /** @param version of the proposal @throws Problem 404, 403 for who does not keep the file, 409 when it was decided */
  async decide(
    actor: UserActor,
    id: string,
    version: number,
    { decision, at: moment, reason, number }: DecideProposalDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      const proposal = await proposalById(tx, id);
      if (!proposal) throw problem(P.proposalNotFound);
      const seen = await this.files.byId(tx, proposal.caseId);
      await refuseUnlessKeeper(tx, seen.keeperOrganisationId);
      if (proposal.version !== version) throw problem(HTTP.staleVersion);
      if (proposal.state !== 'open') throw problem(P.proposalDecided);
      const file = await this.files.lock(tx, proposal.caseId);
      const at = new Date(moment);
      const terminates = decision === 'terminate';
      const decided = { at, by: actor.userId, reason } as const;
      const state = terminates ? 'terminated' : 'rejected';
      if (!(await decideProposal(tx, proposal, { ...decided, state }))) throw problem(HTTP.staleVersion);
      const step = terminates ? 'terminated' : 'termination-rejected';
      const asked = { step, at, pointer: '/at', version: file.version, reason, number };
      const facts = { proposal: id, ground: proposal.ground };
      const explanation = terminates ? this.explained(proposal, at) : undefined;
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, file.id, asked, () =>
        Promise.resolve({ facts, ...(explanation && { explanation }) }),
      );
      return this.reader.show(tx, file.id);
    });
  }

  private explained({ explanation }: Proposal, at: Date): Proposal['explanation'] {
    return joinExplanations(treatmentDecreeExplained(legalDayOf(at)), explanation);
  }

  private async insert(tx: Tx, proposal: Parameters<typeof insertProposal>[1]): Promise<void> {
    try {
      await insertProposal(tx, proposal);
    } catch (error) {
      if (violatedConstraint(error) === 'treatment_proposal_one_open')
        throw problem(P.alreadyProposed, { cause: error });
      throw error;
    }
  }
}

function required(
  found: TerminationFinding | null,
  ground: ProposeTerminationDto['ground'],
): TerminationFinding {
  if (!found) throw problem(P.groundUnknown, { detail: TERMINATION_GROUNDS[ground], extensions: { ground } });
  if (found.amounts === false)
    throw problem(P.notAmounting, {
      extensions: { ground, explanation: toExplanationDto(found.explanation) },
    });
  return found;
}

const DAY_TO_COME = { vi: 'Ngày này sau ngày đề xuất', en: 'This day lies after the proposal' };

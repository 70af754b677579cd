import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { CaseEvent, CaseFile, EventFacts } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { joinExplanations } from '../../law/explanation.js';
import {
  judgeTermination,
  TERMINATION_GROUNDS,
  type EvidenceSource,
  type TerminationFinding,
  type TerminationGround,
} from '../../law/treatment-ends.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
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
import { withheldLimits } from '../episode/withheld-limits.js';
import { byDecree, treatmentKind, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { P } from '../treatment.problems.js';
import { ARTICLE_FAULTS, articleFault } from './article.rules.js';
import { evidenceOf } from './evidence.js';
import { RECORDED_GROUNDS } from './evidence.rules.js';
import type { DecideProposalDto, Proposal, ProposeTerminationDto } from './proposal.dto.js';
import { decideProposal, insertProposal, proposalById } from './proposal.queries.js';

/** That treatment be terminated: proposed with its evidence, decided by a person (of Methadone by NĐ 141/2024 Art 36(2)). */
@Injectable()
export class ProposalService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly steps: CaseSteps,
    private readonly reader: EpisodeReader,
    private readonly calendar: Calendar,
  ) {}

  /**
   * @param version of the file
   * @throws Problem 409 for a ground that the law of the day does not have, for days that do not amount to it, that do not
   *   agree with the record or wait for a counter-test, or beside an open proposal; 422 for a day that is to come, where the
   *   record has nothing of such a ground, or another ground names no article
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
        const source = sourceOf(input);
        const article = articleOf(file, input);
        const about = { ...{ caseId, ground: input.ground, source, days, on }, file, events };
        const { finding, days: kept } = await this.judged(tx, about);
        const { amounts, explanation } = required(finding, input.ground);
        const id = uuidv7();
        const { ground, note = null } = input;
        await this.insert(tx, {
          ...{ id, caseId, ground, days: kept, evidence: source, article, note, amounts, explanation },
          ...{ proposedAt: at, proposedBy: actor.userId, system: null },
        });
        return { facts: { proposal: id, ...named({ ground, article }) } };
      });
      return this.reader.show(tx, caseId);
    });
  }

  /**
   * Who terminates is answered by what is recorded then: a dose that was told late, a test that was voided or checked since
   * has taken its ground away.
   *
   * @param version of the proposal
   * @throws Problem 404, 403 for who does not keep the file, 409 when it was decided, or its ground is gone
   */
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
      const facts = { proposal: id, ...named(proposal) };
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, file.id, asked, async (act) => {
        const { events } = act;
        if (!terminates) return { facts };
        const { explanation } = await this.judgedAnew(tx, proposal, at, file, events);
        const { explanation: decree } = byDecree(file.kind, legalDayOf(at));
        return {
          ...{ facts, explanation: decree ? joinExplanations(decree, explanation) : explanation },
          ...(await withheldLimits(tx, this.people, act)),
        };
      });
      return this.reader.show(tx, file.id);
    });
  }

  private async judged(
    tx: Tx,
    asked: AskedTermination,
  ): Promise<{ finding: TerminationFinding | null; days: readonly DateOnly[] }> {
    const definition = treatmentKind(asked.file.kind);
    const since = maintenanceSince(definition, asked.events);
    const calendar = await this.calendar.forTx(tx);
    const { evidence, days } = await evidenceOf(tx, { ...asked, maintenanceSince: since, calendar });
    return { finding: judgeTermination(definition.kind, asked.ground, asked.on, evidence), days };
  }

  /** @throws Problem 409 where the record of now no longer has the ground, saying why */
  private async judgedAnew(
    tx: Tx,
    { caseId, ground, evidence, days, explanation }: Proposal,
    at: Date,
    file: CaseFile,
    events: readonly CaseEvent[],
  ): Promise<Pick<Proposal, 'explanation'>> {
    if (!RECORDED_GROUNDS.has(ground)) return { explanation };
    const asked = {
      ...{ caseId, ground, source: evidence, days, on: legalDayOf(at), file, events },
      anew: true,
    };
    const { finding } = await this.judged(tx, asked);
    if (!finding) throw problem(P.groundGone, { extensions: { ground } });
    if (finding.undecided || finding.amounts === false)
      throw problem(P.groundGone, {
        extensions: { ground, explanation: toExplanationDto(finding.explanation) },
      });
    return finding;
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

interface AskedTermination {
  readonly caseId: string;
  readonly ground: TerminationGround;
  readonly source: EvidenceSource;
  readonly days: readonly DateOnly[];
  readonly on: DateOnly;
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly anew?: boolean;
}

/** @throws Problem 422 for a record of what is recorded nowhere */
function sourceOf({ ground, evidence }: ProposeTerminationDto): EvidenceSource {
  const recorded = RECORDED_GROUNDS.has(ground);
  if (evidence === 'records' && !recorded)
    throw fieldProblem('/evidence', 'treatment.evidence', PAPERS_ALONE);
  return evidence ?? (recorded ? 'records' : 'papers');
}

/** @throws Problem 422 for another ground without its article, and for an article of any that the law names */
function articleOf({ kind }: CaseFile, { ground, article }: ProposeTerminationDto): string | null {
  const fault = articleFault(treatmentKind(kind), ground, article);
  if (fault) throw fieldProblem('/article', 'treatment.article', ARTICLE_FAULTS[fault]);
  return article ?? null;
}

/** What the history keeps of a ground. */
const named = ({ ground, article }: Pick<Proposal, 'ground' | 'article'>): EventFacts => ({
  ground,
  ...(article === null ? {} : { article }),
});

function required(
  found: TerminationFinding | null,
  ground: ProposeTerminationDto['ground'],
): TerminationFinding {
  if (!found) throw problem(P.groundUnknown, { detail: TERMINATION_GROUNDS[ground], extensions: { ground } });
  const extensions = { ground, explanation: toExplanationDto(found.explanation) };
  if (found.undecided) throw problem(P.counterTestAwaited, { extensions });
  if (found.amounts === false) throw problem(P.notAmounting, { extensions });
  return found;
}

const PAPERS_ALONE = {
  vi: 'Hệ thống không ghi dữ liệu về căn cứ này: nêu theo giấy tờ',
  en: 'Nothing is recorded here of this ground: it is by papers',
};
const DAY_TO_COME = { vi: 'Ngày này sau ngày đề xuất', en: 'This day lies after the proposal' };

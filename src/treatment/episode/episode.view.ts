import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { toActPaperDto, toFormDto, type PaperRecord } from '../../cases/steps/act-papers.js';
import { nextStepsOf } from '../../cases/steps/next-steps.js';
import type { DateOnly } from '../../law/date.js';
import { TERMINATION_GROUNDS, terminationRules, type TerminationRule } from '../../law/treatment-ends.js';
import { maintenancePrescription, missingTreatmentPapers, TREATMENT_PAPERS } from '../../law/treatment.js';
import { toCitationDto } from '../../legal-reference/citation.dto.js';
import { toDeadlineDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import type { Deadline } from '../../reminders/deadline.js';
import { PHASES, type TreatmentKind } from '../kinds/kind.js';
import { treatmentKind } from '../kinds/kinds.js';
import type { TreatmentState } from '../kinds/treatment-table.js';
import { isNoticeKnown } from '../notice/notice.rules.js';
import type { TreatmentProgramme } from '../programme/treatment-programme.js';
import { uncheckedBy, type TreatmentProtocol } from '../protocol/protocol.js';
import { toProposalDto, type Proposal } from '../proposal/proposal.dto.js';
import type { OpenGroundDto, TreatmentEpisodeDto } from './episode-answer.dto.js';
import { begunOn, consentOf, phaseOf } from './episode-history.js';
import { papersOf, type StageAround } from './episode.guards.js';

export interface SummaryRow {
  readonly transferId: string;
  readonly summary: string;
  readonly writtenAt: Date;
  readonly givenOn: DateOnly | null;
}

/** An episode as it stands, for its answer. */
export interface EpisodeView {
  readonly file: CaseFile;
  readonly events: readonly CaseEvent[];
  readonly minor: boolean;
  readonly programme: TreatmentProgramme | null;
  readonly protocol: TreatmentProtocol | null;
  readonly proposals: readonly Proposal[];
  readonly summaries: readonly SummaryRow[];
  readonly papers: readonly PaperRecord[];
  readonly deadlines: readonly Deadline[];
  readonly stage: StageAround | null;
  readonly listOwedSince: DateOnly | null;
  readonly today: DateOnly;
  readonly legalNow: Date;
}

/** The answer to "where are we, what is next, by when, who, why". */
export function toEpisodeDto(view: EpisodeView): TreatmentEpisodeDto {
  const { file, events, protocol, today } = view;
  const definition = treatmentKind(file.kind);
  const { kind, procedure, decree } = definition;
  const state = procedure.states[file.status];
  if (!state) throw new Error(`No state ${file.status}`);
  const phase = phaseOf(events);
  const asked = { on: file.openedOn, minor: view.minor, papers: papersOf(events) };
  const missing = missingTreatmentPapers(kind, asked);
  const prescription = maintenancePrescription(kind, today);
  return {
    ...{ id: file.id, code: file.code, kind, personId: file.personId, parentCaseId: file.parentId },
    ...{ status: file.status as TreatmentState, statusLabel: state.label },
    siteOrganisationId: file.keeperOrganisationId,
    programme: view.programme && programmeDto(view.programme, today),
    ...{ phase, phaseLabel: phase && PHASES[phase] },
    completionDue: view.stage === 'over' && state.closed !== true,
    ...{ appliedOn: file.openedOn, consentedOn: consentOf(events), begunOn: begunOn(events) },
    protocol: protocol && {
      ...{ id: protocol.id, number: protocol.number, inForceFrom: protocol.inForceFrom },
      signedByAuthor: protocol.signedBy === protocol.enteredBy,
    },
    ...uncheckedBy(protocol),
    maintenancePrescription: prescription
      ? { mostDays: prescription.mostDays, citation: toCitationDto(prescription.citation) }
      : null,
    papersKnown: missing !== null,
    missing: (missing ?? []).map(({ paper, or, form, citation }) => ({
      ...{ paper, or: or ?? null, label: TREATMENT_PAPERS[paper] },
      ...{ form: toFormDto(form), citation: toCitationDto(citation) },
    })),
    decree: decree && toExplanationDto(decree(today)),
    grounds: grounds(kind, today),
    proposals: view.proposals.map(toProposalDto),
    summaries: view.summaries.map(({ writtenAt, ...shown }) => ({
      ...shown,
      writtenAt: writtenAt.toISOString(),
    })),
    listOwedSince: view.listOwedSince,
    papers: view.papers.map(toActPaperDto),
    next: nextStepsOf(procedure, view).filter(
      ({ step }) => isNoticeKnown(definition, step, view.events, today) !== false,
    ),
    deadlines: view.deadlines.map((deadline) => toDeadlineDto(deadline, view.legalNow)),
    version: file.version,
  };
}

function programmeDto(
  { code, name, act, untilOn }: TreatmentProgramme,
  today: DateOnly,
): TreatmentEpisodeDto['programme'] {
  return { code, name, act, untilOn, over: untilOn !== null && today > untilOn };
}

function grounds(kind: TreatmentKind, today: DateOnly): readonly OpenGroundDto[] {
  return terminationRules(kind, today).map(({ ground, threshold, citation }: TerminationRule) => ({
    ...{ ground, label: TERMINATION_GROUNDS[ground], citation: toCitationDto(citation) },
    atLeast: threshold?.atLeast ?? null,
    withinMonths: threshold?.kind === 'times' ? threshold.withinMonths : null,
  }));
}

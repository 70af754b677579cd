import { PaperNumber } from '../../cases/steps/step-fields.js';
import { text2, type Text2 } from '../../law/text.js';
import {
  TERMINATION_GROUNDS,
  type EvidenceSource,
  type TerminationGround,
} from '../../law/treatment-ends.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import { GROUND_NAMES } from './ground-names.js';

export type ProposalState = 'open' | 'terminated' | 'rejected' | 'lapsed';
const STATES: Readonly<Record<ProposalState, Text2>> = {
  open: text2('Chờ quyết định', 'Awaits its decision'),
  terminated: text2('Đã quyết định chấm dứt', 'Terminated'),
  rejected: text2('Không chấp nhận', 'Rejected'),
  lapsed: text2('Hết ý nghĩa do đợt điều trị đã kết thúc', 'Lapsed with the end of the episode'),
};
const STATE_NAMES = Object.keys(STATES) as readonly ProposalState[];
defineCodeList(
  'termination-proposal-state',
  text2('Trạng thái đề xuất chấm dứt', 'State of a proposal'),
  STATES,
);

const DECISIONS = ['terminate', 'reject'] as const;
export type ProposalDecision = (typeof DECISIONS)[number];
defineCodeList('termination-decision', text2('Quyết định về đề xuất chấm dứt', 'Decision on a proposal'), {
  terminate: text2('Chấm dứt điều trị', 'Terminate'),
  reject: text2('Không chấp nhận', 'Reject'),
} satisfies Record<ProposalDecision, Text2>);

const SOURCES: Readonly<Record<EvidenceSource, Text2>> = {
  records: text2('Dữ liệu ghi tại hệ thống', 'What was recorded here'),
  papers: text2('Giấy tờ, người quyết định đánh giá', 'Papers, which the decider judges'),
};
const EVIDENCE_SOURCES = Object.keys(SOURCES) as readonly EvidenceSource[];
defineCodeList(
  'termination-evidence',
  text2('Nguồn căn cứ của đề xuất chấm dứt', 'Source of the evidence of a proposal'),
  SOURCES,
);

const EXAMPLE_AT = '2026-07-06T08:00:00+07:00';

export interface Proposal {
  readonly id: string;
  readonly caseId: string;
  readonly ground: TerminationGround;
  readonly days: readonly DateOnly[];
  readonly evidence: EvidenceSource;
  /** Of the ground `other`: what it rests on, as it was stated. */
  readonly article: string | null;
  readonly note: string | null;
  readonly amounts: boolean | null;
  readonly explanation: Explanation;
  readonly proposedAt: Date;
  readonly proposedBy: string | null;
  /** The part of the program that proposed it. */
  readonly system: string | null;
  readonly state: ProposalState;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly version: number;
}

export class ProposalPath {
  @Uuid()
  readonly proposalId: string = '';
}

export class EvidenceDayDto {
  @Day({ example: '2026-06-01' })
  readonly on: string = '';
}

export class ProposeTerminationDto {
  @Instant({ example: EXAMPLE_AT })
  readonly at: string = '';

  @OneOf(GROUND_NAMES, { name: 'TerminationGround', example: 'other-drugs' })
  readonly ground: TerminationGround = 'other-drugs';

  @ListOf(() => EvidenceDayDto, {
    max: 100,
    description:
      'Days of tests or breaches; of an absence the first missed day and the last. None: what was recorded here is found',
  })
  readonly days: readonly EvidenceDayDto[] = [];

  @OneOf(EVIDENCE_SOURCES, {
    ...{ name: 'TerminationEvidence', example: 'papers', optional: true },
    description:
      'What the days are taken from; absent: of missed days and tests the record, against which they are held, of every other ground papers',
  })
  readonly evidence?: EvidenceSource;

  @Text({
    ...{ max: 200, optional: true },
    description:
      'Of the ground `other`, and needed there: the article that it rests on. Who is told of the termination reads it: nothing of the person belongs here',
  })
  readonly article?: string;

  @Text({ max: 1000, multiline: true, optional: true, example: 'Theo các phiếu kèm theo' })
  readonly note?: string;
}

export class DecideProposalDto {
  @OneOf(DECISIONS, { name: 'TerminationDecision', example: 'reject' })
  readonly decision: ProposalDecision = 'reject';

  @Instant({ example: EXAMPLE_AT })
  readonly at: string = '';

  @Text({ max: 1000, multiline: true, example: 'Người bệnh đã trở lại điều trị, có lý do chính đáng' })
  readonly reason: string = '';

  @PaperNumber('Number of the notice of termination, where it bears one', true)
  readonly number?: string;
}

export class TerminationProposalDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly caseId: string = '';

  @OneOf(GROUND_NAMES, { name: 'TerminationGround', example: 'missed-days' })
  readonly ground: TerminationGround = 'missed-days';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @ListOf(() => EvidenceDayDto, { max: 100 })
  readonly days: readonly EvidenceDayDto[] = [];

  @OneOf(EVIDENCE_SOURCES, { name: 'TerminationEvidence' })
  readonly evidence: EvidenceSource = 'records';

  @Text({ max: 200, nullable: true, example: null, description: 'Of the ground `other`: as it was stated' })
  readonly article: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly note: string | null = null;

  @Flag({ nullable: true, description: 'The days amount to the ground; null: the text names no number' })
  readonly amounts: boolean | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();

  @Instant()
  readonly proposedAt: string = '';

  @Uuid({ nullable: true, description: 'Null: the program proposed it' })
  readonly proposedBy: string | null = null;

  @OneOf(STATE_NAMES, { name: 'TerminationProposalState', example: 'open' })
  readonly state: ProposalState = 'open';

  @Instant({ nullable: true, example: null })
  readonly decidedAt: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly reason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export function toProposalDto(proposal: Proposal): TerminationProposalDto {
  const { days, explanation, proposedAt, decidedAt, system: _system, ...shown } = proposal;
  return {
    ...shown,
    label: TERMINATION_GROUNDS[proposal.ground],
    days: days.map((on) => ({ on })),
    explanation: toExplanationDto(explanation),
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

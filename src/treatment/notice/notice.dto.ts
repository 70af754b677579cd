import { FormDto } from '../../cases/steps/step-answer.dto.js';
import { PaperNumber } from '../../cases/steps/step-fields.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import { TERMINATION_GROUNDS, type TerminationGround } from '../../law/treatment-ends.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { ChangePageQuery } from '../../platform/http/change-page.js';
import { Day, Flag, Instant, Nested, OneOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import { NOTICE_KINDS, type TreatmentNoticeKind } from '../../law/treatment-notices.js';
import { NOTICE_KIND_NAMES } from '../kinds/kind.js';
import { GROUND_NAMES } from '../proposal/ground-names.js';

const BODY = { min: 1, max: MAX_INTEGER_ID, example: 17 } as const;

export interface TreatmentNotice {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly kind: TreatmentNoticeKind;
  readonly fromOrganisationId: number;
  readonly fromName: string;
  readonly toOrganisationId: number;
  readonly number: string | null;
  readonly effectiveOn: DateOnly;
  readonly untilOn: DateOnly | null;
  readonly ground: TerminationGround | null;
  readonly article: string | null;
  readonly fullName: string;
  readonly birthYear: number;
  readonly formInstrument: string | null;
  readonly formAppendix: string | null;
  readonly formNumber: string | null;
  readonly explanation: Explanation;
  /** The body that the other of two texts names. */
  readonly alsoByText: boolean;
  readonly sentAt: Date;
  readonly annulledAt: Date | null;
  readonly annulledReason: string | null;
}

export class NoticeQuery extends ChangePageQuery {}
export class EpisodeNoticeQuery extends ChangeListQuery {}

export class SendNoticeDto {
  @OneOf(NOTICE_KIND_NAMES, { name: 'TreatmentNoticeKind', example: 'start' })
  readonly kind: TreatmentNoticeKind = 'start';

  @Instant({ example: '2026-07-06T08:00:00+07:00', description: 'When it was sent' })
  readonly sentAt: string = '';

  @WholeNumber({
    ...BODY,
    description:
      'Who is told: the body that the law of the day of what is told names, of the commune it names',
  })
  readonly organisationId: number = 0;

  @PaperNumber('Number of the notice, where it bears one; entries of one list have the same', true)
  readonly number?: string;

  @Day({
    optional: true,
    description: 'Of doses for several days: the first one, or the first day without them',
  })
  readonly fromOn?: string;

  @Day({ optional: true, description: 'Of doses for several days: the last one' })
  readonly untilOn?: string;

  @Flag({
    ...{ optional: true, example: false },
    description:
      'Of doses for several days: it rests on papers, and the ledger is not asked. The notice says so',
  })
  readonly byPapers?: boolean;
}

/** What is told, and nothing else: no dose, no test, no way to the file. */
export class TreatmentNoticeDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(NOTICE_KIND_NAMES, { name: 'TreatmentNoticeKind', example: 'start' })
  readonly kind: TreatmentNoticeKind = 'start';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @WholeNumber(BODY)
  readonly fromOrganisationId: number = 0;

  @Text({ max: 300, example: 'Cơ sở điều trị Methadone Vĩnh Thuận' })
  readonly fromName: string = '';

  @WholeNumber(BODY)
  readonly toOrganisationId: number = 0;

  @Text({ max: 50, nullable: true, example: '12/TB-CSĐT' })
  readonly number: string | null = null;

  @Text({ max: 200, example: 'Danh Thị Ngọc Ánh' })
  readonly fullName: string = '';

  @WholeNumber({ min: 1900, max: 2100, example: 1991 })
  readonly birthYear: number = 1900;

  @Day({ example: '2026-07-06', description: 'From which day' })
  readonly effectiveOn: string = '';

  @Day({ nullable: true, description: 'Of doses for several days: the last one' })
  readonly untilOn: string | null = null;

  @OneOf(GROUND_NAMES, { name: 'TerminationGround', nullable: true, description: 'Of a termination' })
  readonly ground: TerminationGround | null = null;

  @Nested(() => BilingualDto, { nullable: true })
  readonly groundLabel: BilingualDto | null = null;

  @Text({
    ...{ max: 200, nullable: true, example: null },
    description: 'Of the ground `other`: the article that it rests on, as the place of treatment states it',
  })
  readonly article: string | null = null;

  @Nested(() => FormDto, { nullable: true, description: 'Null where none is named' })
  readonly form: FormDto | null = null;

  @Nested(() => ExplanationDto, { description: 'Why this body is told' })
  readonly explanation: ExplanationDto = new ExplanationDto();

  @Flag({
    example: false,
    description: 'Told besides, by another text than the one of the setting: `explanation` cites its article',
  })
  readonly alsoByText: boolean = false;

  @Instant()
  readonly sentAt: string = '';

  @Instant({ nullable: true, description: 'It was sent by mistake and does not count' })
  readonly annulledAt: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly annulledReason: string | null = null;
}

export function toNoticeDto(notice: TreatmentNotice): TreatmentNoticeDto {
  const { formInstrument, formAppendix, formNumber, ground } = notice;
  const form = formInstrument && formAppendix && formNumber;
  return {
    ...{ id: notice.id, kind: notice.kind, label: NOTICE_KINDS[notice.kind], number: notice.number },
    ...{ fromOrganisationId: notice.fromOrganisationId, fromName: notice.fromName },
    ...{ toOrganisationId: notice.toOrganisationId },
    ...{ fullName: notice.fullName, birthYear: notice.birthYear },
    ...{ effectiveOn: notice.effectiveOn, untilOn: notice.untilOn, ground, article: notice.article },
    groundLabel: ground && TERMINATION_GROUNDS[ground],
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    explanation: toExplanationDto(notice.explanation),
    alsoByText: notice.alsoByText,
    sentAt: notice.sentAt.toISOString(),
    annulledAt: notice.annulledAt?.toISOString() ?? null,
    annulledReason: notice.annulledReason,
  };
}

import type { DateOnly } from '../law/date.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, Instant, Nested, OneOf, OpenObject, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { PAPER_KINDS, PAPERS, type PaperKind } from './paper-kinds.js';
import type { PaperRecord } from './paper-record.js';
import type { PaperText } from './render.js';
import { CAPACITIES, type Capacity } from './signature.rules.js';

export class SignatureInput {
  @OneOf(CAPACITIES, {
    name: 'SigningCapacity',
    example: 'in-person',
    description:
      'TM.: on behalf of the collective; KT.: in the place of the head; TUQ.: by written authority',
  })
  readonly capacity: Capacity = 'in-person';

  @Uuid({ optional: true, description: 'Where the signer has an account in the organisation' })
  readonly signerUserId?: string;

  @Text({
    max: 200,
    optional: true,
    example: 'Nguyễn Hữu Nghĩa',
    description: 'Where several hold the office; of an officer, as his name stands on paper',
  })
  readonly signerName?: string;
}

export class MakePaperInput {
  @OneOf(PAPER_KINDS, { name: 'PaperKind', example: 'decision' })
  readonly kind: PaperKind = 'decision';

  @Uuid({
    optional: true,
    description: 'Of a paper of a step: the event of the history of the file that it is about',
  })
  readonly eventId?: string;

  @Text({
    max: 10,
    optional: true,
    example: '36',
    description:
      'Of a step that has several forms in the law that governed it: the number of the one that is wanted; the first one unless told',
  })
  readonly form?: string;

  @Nested(() => SignatureInput)
  readonly signature: SignatureInput = new SignatureInput();

  @Day({
    optional: true,
    description:
      'Day of the paper: today unless told; of a decision, and of a step with a number in the file, the day on which it was made and no other; of another step its day unless told, or a later one. Of a body that took over from the one that acted: today, or a day since it took over',
  })
  readonly on?: DateOnly;

  @Text({
    max: 200,
    optional: true,
    example: 'Tổ trưởng Tổ phòng, chống tội phạm',
    description: 'Of a decision, or a step: who proposed it; room is left where it is not told',
  })
  readonly proposedBy?: string;

  @Text({
    max: 300,
    optional: true,
    example: 'ông Trần Văn Minh, cán bộ Ủy ban nhân dân xã',
    description: 'Of a decision under the law of 2021: who manages and supports',
  })
  readonly assignedTo?: string;

  @Text({
    max: 200,
    optional: true,
    example: 'Danh Thị Sen',
    description: 'Of a decision under the law of 2021: who stands for the family; the guardian unless told',
  })
  readonly familyRepresentative?: string;
}

export class VoidPaperInput {
  @Text({ max: 500, example: 'In sai nơi cư trú của người đăng ký' })
  readonly reason: string = '';
}

export class PaperFormDto {
  @Text({ max: 50, example: 'nd-163-2026' })
  readonly instrument: string = '';

  @Text({ max: 10, example: 'V' })
  readonly appendix: string = '';

  @Text({ max: 10, example: '22' })
  readonly number: string = '';
}

export class PaperSummaryDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly caseId: string = '';

  @OneOf(PAPER_KINDS, { name: 'PaperKind', example: 'decision' })
  readonly kind: PaperKind = 'decision';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'Whose paper it is' })
  readonly organisationId: number = 0;

  @Text({
    max: 100,
    nullable: true,
    example: '15/QĐ-CAX',
    description: 'Null where the body keeps no register for the kind',
  })
  readonly number: string | null = null;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    example: 17,
    description:
      'Whose act it is about: another body than the one whose paper it is, where that one took over',
  })
  readonly actOrganisationId: number = 0;

  @Text({
    max: 100,
    nullable: true,
    example: '15/QĐ-CAX',
    description: 'Number of the decision or the step that it is about',
  })
  readonly actNumber: string | null = null;

  @Uuid({ nullable: true, description: 'Of a paper of a step: the event that it is about' })
  readonly eventId: string | null = null;

  @Day({ description: 'The day that stands on it' })
  readonly datedOn: string = '';

  @OneOf(CAPACITIES, { name: 'SigningCapacity' })
  readonly capacity: Capacity = 'in-person';

  @Uuid({ nullable: true, description: 'The office in which it is signed; null for an officer for himself' })
  readonly officeHolderId: string | null = null;

  @Uuid({ nullable: true, description: 'Account of the signer, where he has one' })
  readonly signerUserId: string | null = null;

  @Text({ max: 100, example: 'decision/nd-163-2026/V/22' })
  readonly template: string = '';

  @WholeNumber({ min: 1, max: 1000, example: 1 })
  readonly templateVersion: number = 1;

  @Nested(() => PaperFormDto, { nullable: true, description: 'The statutory form that it serves' })
  readonly form: PaperFormDto | null = null;

  @Text({
    max: 64,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'SHA-256 of what it was filled with and of a random part',
  })
  readonly contentHash: string = '';

  @Instant({ description: 'Legal time at which it was made' })
  readonly madeAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly voidedAt: string | null = null;

  @Text({ max: 500, nullable: true, example: null })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export class PaperDto extends PaperSummaryDto {
  @OpenObject({
    description: 'What the template was filled with, in Vietnamese as it stands on paper',
    example: { fullName: 'Danh Thị Ngọc Ánh', months: '24', placeOfTreatment: 'tại gia đình' },
  })
  readonly content: Readonly<Record<string, unknown>> = {};
}

export const PaperList = ChangeListOf(PaperSummaryDto);

export function toPaperSummaryDto(paper: PaperRecord): PaperSummaryDto {
  const { formInstrument, formAppendix, formNumber } = paper;
  const form = formInstrument && formAppendix && formNumber;
  return {
    id: paper.id,
    caseId: paper.caseId,
    kind: paper.kind,
    label: PAPERS[paper.kind].label,
    organisationId: paper.organisationId,
    number: paper.number,
    actOrganisationId: paper.actOrganisationId,
    actNumber: paper.actNumber,
    eventId: paper.eventId,
    datedOn: paper.datedOn,
    capacity: paper.capacity,
    officeHolderId: paper.officeHolderId,
    signerUserId: paper.signerUserId,
    template: paper.template,
    templateVersion: paper.templateVersion,
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    contentHash: paper.contentHash,
    madeAt: paper.madeAt.toISOString(),
    voidedAt: paper.voidedAt?.toISOString() ?? null,
    voidReason: paper.voidReason,
    version: paper.version,
  };
}

export function toPaperDto(paper: PaperRecord, content: PaperText): PaperDto {
  return { ...toPaperSummaryDto(paper), content };
}

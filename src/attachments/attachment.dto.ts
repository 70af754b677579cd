import { Flag, Instant, OneOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';
import { ChangePageQuery } from '../platform/http/change-page.js';
import {
  ATTACHMENT_KINDS,
  ATTACHMENT_STATUSES,
  ATTACHMENT_SUBJECT_KINDS,
  type Attachment,
  type AttachmentKind,
  type AttachmentStatus,
  type AttachmentSubjectKind,
} from './attachment.js';
import { MEDIA_TYPES, type MediaType } from './file-types.rules.js';

/** Nine digits in a row, of whatever script and with whatever marks between, are an identity or a telephone number. */
const NO_NUMBERS = /^(?!.*\p{Nd}([^\p{L}\p{Nd}]{0,2}\p{Nd}){8})/u;

/** The fields of the form beside the file. */
export class AddAttachmentDto {
  @OneOf(ATTACHMENT_KINDS, { name: 'AttachmentKind' })
  readonly kind: AttachmentKind = 'other';

  @Text({
    max: 200,
    optional: true,
    example: 'Bản chụp hai mặt',
    description:
      "What tells it from others of its kind. Never a person's name or number: it is not encrypted.",
    pattern: NO_NUMBERS,
    patternDetail: {
      vi: 'Không ghi số định danh, số điện thoại hoặc dữ liệu cá nhân khác vào tiêu đề',
      en: 'No identity number, telephone number or other personal data in the title',
    },
  })
  readonly title?: string;
}

export class AttachmentQuery extends ChangePageQuery {
  @OneOf(ATTACHMENT_KINDS, { name: 'AttachmentKind', optional: true })
  readonly kind?: AttachmentKind;

  @Flag({ optional: true, example: false, description: 'Whether to show voided ones as well' })
  readonly voided?: boolean;
}

export class VoidAttachmentDto {
  @Text({ max: 1000, multiline: true, example: 'Đính nhầm giấy tờ của hồ sơ khác' })
  readonly reason: string = '';
}

export class AttachmentDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(ATTACHMENT_SUBJECT_KINDS, { name: 'AttachmentSubjectKind' })
  readonly subjectKind: AttachmentSubjectKind = 'case';

  @Uuid({ description: 'The case file' })
  readonly subjectId: string = '';

  @OneOf(ATTACHMENT_KINDS, { name: 'AttachmentKind' })
  readonly kind: AttachmentKind = 'other';

  @Text({ max: 200, nullable: true, example: 'Bản chụp hai mặt' })
  readonly title: string | null = null;

  @OneOf(MEDIA_TYPES, {
    name: 'AttachmentMediaType',
    description: 'What the content is, whatever was declared',
  })
  readonly mediaType: MediaType = 'application/pdf';

  @WholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 482_133, description: 'In bytes' })
  readonly size: number = 0;

  @Text({
    max: 64,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'SHA-256 of the content in hexadecimal digits; the ETag of the content',
  })
  readonly sha256: string = '';

  @OneOf(ATTACHMENT_STATUSES, {
    name: 'AttachmentStatus',
    example: 'unscanned',
    description: '`unscanned`: this installation has no scanner for malware',
  })
  readonly status: AttachmentStatus = 'quarantined';

  @Instant({ nullable: true, example: null, description: 'Real time of the scan that decided' })
  readonly scannedAt: string | null = null;

  @Text({ max: 200, nullable: true, example: null, description: 'What the scanner calls what it found' })
  readonly finding: string | null = null;

  @Uuid({ description: 'Who added it' })
  readonly uploadedBy: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Instant({ description: 'Legal time at which it was added' })
  readonly addedAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly voidedAt: string | null = null;

  @Text({ max: 1000, multiline: true, nullable: true, example: null })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export function toAttachmentDto({ storageKey: _stays, ...attachment }: Attachment): AttachmentDto {
  return {
    ...attachment,
    scannedAt: attachment.scannedAt?.toISOString() ?? null,
    addedAt: attachment.addedAt.toISOString(),
    voidedAt: attachment.voidedAt?.toISOString() ?? null,
  };
}

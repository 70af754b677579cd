import type { DossierItemCode } from '../law/dossiers.js';
import type { Text2 } from '../law/text.js';
import { DOSSIER_ITEM_LABELS } from '../legal-reference/law.code-lists.js';
import { defineSubject } from '../platform/database/subjects.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import { FILE_TYPES, MEDIA_TYPES, type MediaType } from './file-types.rules.js';

/** Which paper a file shows: one of a dossier, or one that an authority made of it. */
export type AttachmentKind = DossierItemCode | 'decision' | 'other';

const KIND_LABELS: Readonly<Record<AttachmentKind, Text2>> = {
  ...DOSSIER_ITEM_LABELS,
  decision: { vi: 'Quyết định', en: 'Decision' },
  other: { vi: 'Giấy tờ khác', en: 'Other paper' },
};

/** Only what is clean or was never scanned is given out. */
export type AttachmentStatus = 'quarantined' | 'clean' | 'infected' | 'unscanned';

const STATUS_LABELS: Readonly<Record<AttachmentStatus, Text2>> = {
  quarantined: { vi: 'Đang cách ly, chờ quét mã độc', en: 'In quarantine until it is scanned' },
  clean: { vi: 'Đã quét, không phát hiện mã độc', en: 'Scanned, nothing found' },
  infected: { vi: 'Phát hiện mã độc', en: 'Malware was found' },
  unscanned: { vi: 'Chưa được quét mã độc', en: 'Not scanned for malware' },
};

/** What files belong to. Each kind decides by itself who sees and who adds. */
export type AttachmentSubjectKind = 'case';
export const ATTACHMENT_SUBJECT_KINDS: readonly AttachmentSubjectKind[] = ['case'];

export const ATTACHMENT_KINDS = Object.keys(KIND_LABELS) as readonly AttachmentKind[];
export const ATTACHMENT_STATUSES = Object.keys(STATUS_LABELS) as readonly AttachmentStatus[];

const MEDIA_TYPE_LABELS = Object.fromEntries(
  MEDIA_TYPES.map((type) => [type, FILE_TYPES[type].label]),
) as Readonly<Record<MediaType, Text2>>;

defineCodeList('attachment-kind', { vi: 'Loại giấy tờ đính kèm', en: 'Kind of attachment' }, KIND_LABELS);
defineCodeList(
  'attachment-status',
  { vi: 'Tình trạng quét mã độc của tệp', en: 'What is known of malware in a file' },
  STATUS_LABELS,
);
defineCodeList(
  'attachment-media-type',
  { vi: 'Định dạng tệp được nhận', en: 'File type that is taken' },
  MEDIA_TYPE_LABELS,
);

defineSubject('attachment', 'attachment');

export interface AttachmentSubject {
  readonly kind: AttachmentSubjectKind;
  readonly id: string;
}

export interface Attachment {
  readonly id: string;
  readonly subjectKind: AttachmentSubjectKind;
  readonly subjectId: string;
  readonly kind: AttachmentKind;
  readonly title: string | null;
  readonly mediaType: MediaType;
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  readonly storageKey: string;
  readonly status: AttachmentStatus;
  readonly scannedAt: Date | null;
  readonly finding: string | null;
  readonly uploadedBy: string;
  readonly organisationId: number;
  readonly addedAt: Date;
  readonly voidedAt: Date | null;
  readonly voidReason: string | null;
  readonly version: number;
}

export const ATTACHMENT_COLUMNS = `
  a.id, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.kind, a.title, a.media_type as "mediaType",
  a.size::float8 as size, encode(a.sha256, 'hex') as sha256, a.storage_key as "storageKey", a.status,
  a.scanned_at as "scannedAt", a.finding, a.uploaded_by as "uploadedBy", a.organisation_id as "organisationId",
  a.added_at as "addedAt", a.voided_at as "voidedAt", a.void_reason as "voidReason", a.version`;

import { dateOnly, type DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { defineJob } from '../../platform/jobs/job.js';
import { defineSystemActor } from '../../platform/security/actor.js';
import type { CaseKind } from '../case-file.js';

defineSubject('case-request', 'case_request');

const STATE_LABELS = {
  open: text2('Đang chờ', 'Open'),
  over: text2('Quá ngày hẹn', 'The day set is over'),
  withdrawn: text2('Đã rút', 'Withdrawn'),
} as const satisfies Readonly<Record<string, Text2>>;

export type RequestState = keyof typeof STATE_LABELS;
export const REQUEST_STATES = Object.keys(STATE_LABELS) as readonly RequestState[];

defineCodeList(
  'case-request-state',
  { vi: 'Trạng thái đề nghị chuyển hồ sơ đến', en: 'State of a request for a file' },
  STATE_LABELS,
);

defineCodeList(
  'case-request-direction',
  { vi: 'Chiều đề nghị chuyển hồ sơ', en: 'Direction of a request' },
  {
    incoming: text2('Hỏi đơn vị', 'Asked of this organisation'),
    outgoing: text2('Đơn vị hỏi', 'Asked by this organisation'),
  },
);

/** Looks for who keeps what was asked for, and tells them. */
export const CASE_REQUESTS = defineSystemActor('case-requests');

export const FOLLOW_REQUESTS = defineJob({
  name: 'cases.follow-requests',
  actor: CASE_REQUESTS,
  repeat: 'sweep',
});

/** A file that a request may mean, as its keeper sees it. */
export interface RequestedFile {
  readonly caseId: string;
  readonly caseCode: string;
  readonly declinedAt: Date | null;
  readonly declineReason: string | null;
}

/** What a body asked for. Whether there is such a file stands in `files`, which the asker never sees filled. */
export interface CaseRequest {
  readonly id: string;
  readonly kind: CaseKind;
  /** Null for who does not see the asker's entry of the person. */
  readonly personId: string | null;
  readonly organisationId: number;
  readonly organisationName: string;
  readonly reason: string;
  readonly answerBy: DateOnly;
  readonly askedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly files: readonly RequestedFile[];
  readonly version: number;
}

export function stateOf(
  { withdrawnAt, answerBy }: Pick<CaseRequest, 'withdrawnAt' | 'answerBy'>,
  today: DateOnly,
): RequestState {
  if (withdrawnAt !== null) return 'withdrawn';
  return dateOnly(answerBy) < today ? 'over' : 'open';
}

import { endText } from '../law/date-text.js';
import type { MailItem } from './delivery.js';
import type { NotificationKind } from './reminder.code-lists.js';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * What a mail says of a notice. Less than the inbox does: mail is read on locked screens and kept by servers of others,
 * so that it names neither what has to be done, which would say what the file is about, nor anybody.
 */
const KIND_LINES: Readonly<Record<NotificationKind, string>> = {
  'deadline.approaching': 'Sắp đến hạn xử lý',
  'deadline.due': 'Đã hết hạn xử lý',
  'deadline.overdue': 'Đã quá hạn xử lý',
  'deadline.escalated': 'Đơn vị cấp dưới để quá hạn xử lý',
  'deadline.moved': 'Thời hạn xử lý đã được tính lại theo lịch nghỉ',
  'deadline.received': 'Thời hạn xử lý đã được chuyển đến đơn vị',
  'case.received': 'Hồ sơ đã được chuyển đến đơn vị',
  'case.given': 'Hồ sơ đã được chuyển đi',
  'case.second-open': 'Có hai hồ sơ cùng loại chưa kết thúc',
  'transfer.offered': 'Hồ sơ được đề nghị chuyển đến đơn vị',
  'transfer.accepted': 'Hồ sơ đã được đơn vị nhận tiếp nhận',
  'transfer.refused': 'Hồ sơ bị đơn vị nhận từ chối',
  'transfer.withdrawn': 'Đề nghị chuyển hồ sơ không còn hiệu lực',
  'transfer.lapsed': 'Đề nghị chuyển hồ sơ hết hiệu lực',
  'transfer.unanswered': 'Đề nghị chuyển hồ sơ chưa được trả lời',
  'request.asked': 'Đơn vị khác đề nghị được nhận hồ sơ',
  'request.unanswered': 'Đề nghị nhận hồ sơ chưa được trả lời',
  'case.ground-ended': 'Hồ sơ không còn căn cứ, cần quyết định',
  'treatment.double-dose': 'Có việc cần xem ngay',
  'treatment.not-placed-here': 'Có việc cần xem ngay',
  'treatment.taken-along': 'Có việc cần xem ngay',
  'treatment.take-home-missing': 'Có việc cần xem ngay',
  'treatment.take-home-found': 'Có việc cần xem',
  'treatment.booking-ended': 'Có việc cần xem ngay',
  'treatment.flagged-dose': 'Có việc cần xem ngay',
  'treatment.guest-given-again': 'Có việc cần xem',
  'treatment.linked-persons': 'Hồ sơ cần được đối chiếu',
  'treatment.token-lost': 'Có việc cần xem ngay',
  'treatment.token-outdated': 'Có việc cần xem ngay',
  'treatment.loss-alone': 'Có việc cần xem ngay',
  'treatment.stock-variance': 'Có việc cần xem ngay',
  'treatment.witness-named': 'Có việc cần xem',
  'treatment.witness-objects': 'Có việc cần xem ngay',
  'treatment.notice-received': 'Có thông báo mới',
  'treatment.contact-asked': 'Có đề nghị liên hệ',
  'treatment.stage-over': 'Có việc cần xem',
  'rehabilitation.contact-asked': 'Có đề nghị liên hệ',
  'treatment.test-overdue': 'Có việc cần xem',
  'treatment.missed-doses': 'Có việc cần xem',
  'treatment.no-order': 'Có việc cần xem ngay',
  'treatment.not-seen': 'Có việc cần xem ngay',
  'treatment.order-ending': 'Có việc cần xem',
  'treatment.host-closed': 'Có việc cần xem ngay',
  'treatment.dose-held': 'Có việc chờ quyết định',
  'treatment.held-unseen': 'Có việc cần xem ngay',
  'treatment.termination-ground': 'Có việc chờ quyết định',
  'case.awaiting-reassignment': 'Hồ sơ chờ xác định đơn vị giữ',
};

const CLOSING = [
  'Hãy đăng nhập hệ thống để xem việc phải làm.',
  'Thư tự động, xin không trả lời. Muốn nhận ít hơn hoặc ngừng nhận: đổi cài đặt thông báo trong hệ thống.',
];

/** The mail of one notice. @param publicUrl where users open the system */
export function noticeMail(item: MailItem, publicUrl: string): MailText {
  const link = item.notificationId ? `${publicUrl}/?notice=${item.notificationId}` : publicUrl;
  const subject = `Thông báo ${item.kind.startsWith('deadline.') ? 'hạn xử lý ' : ''}hồ sơ ${codeOf(item)}`;
  return written(subject, [{ head: `Hồ sơ ${codeOf(item)}`, lines: [lineOf(item)] }], link);
}

/** Several notices in one mail, by file, the file with the soonest limit first. */
export function digestMail(items: readonly MailItem[], publicUrl: string): MailText {
  const files = byFile(items);
  return written(`Thông báo hạn xử lý ${files.length} hồ sơ`, files, publicUrl);
}

/** What ends in the quiet hours that begin soon. */
export function aheadMail(items: readonly MailItem[], publicUrl: string): MailText {
  const files = byFile(items);
  return written(`Thông báo hạn xử lý trước sáng mai: ${files.length} hồ sơ`, files, publicUrl);
}

/** The code that confirms an address. Not in the subject: a locked screen must not confirm it. */
export function confirmationMail(code: string, minutes: number): MailText {
  const lines = [
    `Mã xác nhận: ${code}`,
    `Mã có hiệu lực trong ${minutes} phút.`,
    'Nếu bạn không yêu cầu nhận thông báo tại địa chỉ này, hãy bỏ qua thư.',
  ];
  return {
    subject: 'Xác nhận địa chỉ nhận thông báo',
    text: `${lines.join('\n')}\n`,
    html: page(lines.map((line) => `<p>${escaped(line)}</p>`).join('')),
  };
}

interface FileBlock {
  readonly head: string;
  readonly lines: readonly string[];
}

const codeOf = ({ facts }: MailItem): string => String(facts['code'] ?? '');

function lineOf({ kind, facts }: MailItem): string {
  const dueAt = facts['dueAt'];
  return dueAt ? `${KIND_LINES[kind]}: ${endText(new Date(dueAt)).vi}` : KIND_LINES[kind];
}

function byFile(items: readonly MailItem[]): readonly FileBlock[] {
  const files = new Map<string, string[]>();
  for (const item of items.toSorted((a, b) => dueOf(a) - dueOf(b))) {
    const lines = files.get(codeOf(item)) ?? [];
    if (!lines.includes(lineOf(item))) lines.push(lineOf(item));
    files.set(codeOf(item), lines);
  }
  return [...files].map(([code, lines]) => ({ head: `Hồ sơ ${code}`, lines }));
}

/** What has no limit comes last. */
function dueOf({ facts }: MailItem): number {
  return facts['dueAt'] ? new Date(facts['dueAt']).getTime() : Number.MAX_SAFE_INTEGER;
}

function written(subject: string, files: readonly FileBlock[], link: string): MailText {
  const blocks = files.map(({ head, lines }) => [head, ...lines.map((line) => `  - ${line}`)].join('\n'));
  const htmlBlocks = files.map(
    ({ head, lines }) =>
      `<p><strong>${escaped(head)}</strong></p><ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`,
  );
  const closing = CLOSING.map((line) => `<p>${escaped(line)}</p>`).join('');
  return {
    subject,
    text: `${[...blocks, `Xem tại: ${link}`, ...CLOSING].join('\n\n')}\n`,
    html: page(`${htmlBlocks.join('')}<p><a href="${escaped(link)}">Mở hệ thống</a></p>${closing}`),
  };
}

function page(body: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"></head><body>${body}</body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);

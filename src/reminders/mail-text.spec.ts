import type { MailItem } from './delivery.js';
import { aheadMail, confirmationMail, digestMail, noticeMail, type MailText } from './mail-text.js';
import { NOTIFICATION_KINDS } from './reminder.code-lists.js';

const URL = 'https://hoso.angiang.gov.vn';
const item = (more: Partial<MailItem> & { code?: string; dueAt?: string } = {}): MailItem => ({
  kind: more.kind ?? 'deadline.approaching',
  notificationId: '01890a5d-ac96-774b-bcce-b302099a8057',
  facts: {
    code: more.code ?? 'HS-2026-31069-000012',
    rule: 'home-rehabilitation.decision',
    ruleVersion: '2026-07-01',
    point: 'before-6-hours',
    dueAt: more.dueAt ?? '2026-07-03T01:30:00.000Z',
  },
});
const wholeOf = ({ subject, text, html }: MailText): string => `${subject}\n${text}\n${html}`;

/** What would say on a locked screen, or to a mail server, what the file is about. */
const REVEALING = /cai|nghi[eệ]n|ma t[uú]y|methadone|nạn nhân|mua bán|rehab|drug|decision/i;

describe('the mail of a notice', () => {
  it('tells file, kind and time, and where to look', () => {
    const { subject, text, html } = noticeMail(item(), URL);
    expect(subject).toBe('Thông báo hạn xử lý hồ sơ HS-2026-31069-000012');
    expect(text).toContain('  - Sắp đến hạn xử lý: 08:30 Thứ sáu 03/07/2026\n');
    expect(text).toContain(`Xem tại: ${URL}/?notice=01890a5d-ac96-774b-bcce-b302099a8057\n`);
    expect(html).toContain('<li>Sắp đến hạn xử lý: 08:30 Thứ sáu 03/07/2026</li>');
    expect(html).toContain(`href="${URL}/?notice=01890a5d-ac96-774b-bcce-b302099a8057"`);
  });

  it('writes the end of a day as 24:00', () => {
    expect(noticeMail(item({ dueAt: '2026-06-25T17:00:00.000Z' }), URL).text).toContain(
      '24:00 Thứ năm 25/06/2026',
    );
  });

  it.each(NOTIFICATION_KINDS)('says of %s neither what the file is about nor what has to be done', (kind) => {
    const mails = [noticeMail(item({ kind }), URL), digestMail([item({ kind })], URL)];
    for (const mail of mails) expect(wholeOf(mail)).not.toMatch(REVEALING);
  });

  it('lets no text become markup', () => {
    expect(noticeMail(item({ code: '<img src=x>"&' }), URL).html).toContain('&lt;img src=x&gt;&quot;&amp;');
  });
});

describe('the digest', () => {
  it('groups by file, the soonest first, and says nothing twice', () => {
    const { subject, text } = digestMail(
      [
        item({ code: 'HS-2', dueAt: '2026-07-04T01:30:00.000Z' }),
        item({ code: 'HS-1', dueAt: '2026-07-03T01:30:00.000Z' }),
        item({ code: 'HS-2', kind: 'deadline.due', dueAt: '2026-07-04T01:30:00.000Z' }),
        item({ code: 'HS-2', dueAt: '2026-07-04T01:30:00.000Z' }),
      ],
      URL,
    );
    expect(subject).toBe('Thông báo hạn xử lý 2 hồ sơ');
    expect(text.match(/^(Hồ sơ .*| {2}- [^:]*)/gm)).toEqual([
      'Hồ sơ HS-1',
      '  - Sắp đến hạn xử lý',
      'Hồ sơ HS-2',
      '  - Sắp đến hạn xử lý',
      '  - Đã hết hạn xử lý',
    ]);
  });

  it('says before the night what ends in it', () => {
    const mail = aheadMail([item()], URL);
    expect(mail.subject).toBe('Thông báo hạn xử lý trước sáng mai: 1 hồ sơ');
    expect(wholeOf(mail)).not.toMatch(REVEALING);
  });
});

describe('the mail that confirms an address', () => {
  it('has the code inside, where a locked screen does not show it', () => {
    const mail = confirmationMail('04512377', 30);
    expect(mail.subject).not.toContain('04512377');
    expect(mail.text).toContain('Mã xác nhận: 04512377\n');
    expect(mail.html).toContain('04512377');
    expect(wholeOf(mail)).not.toMatch(REVEALING);
  });
});

import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { CONFIG, type Config, type MailConfig } from '../platform/config/config.js';
import { within } from '../platform/jobs/within.js';
import type { MailText } from './mail-text.js';

/** `refused`: the server will never take it. `later`: it may, at another time. */
export type SendOutcome = 'sent' | 'refused' | 'later';

export interface MailToSend extends MailText {
  readonly deliveryId: string;
  readonly to: string;
}

/** The one door to the mail server. It never logs: what a server answers often repeats the address. */
@Injectable()
export class Mailer {
  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'mail'>) {}

  get settings(): MailConfig | null {
    return this.config.mail;
  }

  /** Whether notices may go to that address; false where no mail is sent at all. */
  takes(address: string): boolean {
    const { mail } = this.config;
    if (!mail) return false;
    return mail.domains?.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase()) ?? true;
  }

  /**
   * Hands one mail to the server. Sent twice it has the same Message-ID, so that the reader's program can tell.
   *
   * @returns what became of it; `later` also where the server took it and nobody heard its answer
   */
  async send(mail: MailToSend): Promise<SendOutcome> {
    const settings = this.config.mail;
    if (!settings) return 'later';
    const transport = transportOf(settings);
    try {
      await within(settings.timeoutMs, 'Sending a mail', transport.sendMail(messageOf(mail, settings)));
      return 'sent';
    } catch (error) {
      return isFinal(error) ? 'refused' : 'later';
    } finally {
      transport.close();
    }
  }
}

function transportOf(settings: MailConfig): ReturnType<typeof createTransport> {
  const { host, port, implicitTls, requireTls, login, timeoutMs } = settings;
  return createTransport({
    host,
    port,
    secure: implicitTls,
    requireTLS: requireTls,
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function messageOf({ deliveryId, to, subject, text, html }: MailToSend, { from }: MailConfig): object {
  return {
    from: { name: 'Hệ thống quản lý hồ sơ', address: from },
    to: { name: '', address: to },
    subject,
    text,
    html,
    messageId: messageIdOf(deliveryId, from),
    // RFC 3834: nobody answers a machine, and out-of-office notes do not come back.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

function messageIdOf(deliveryId: string, from: string): string {
  return `<${deliveryId}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** RFC 3463: a bad address, or a mailbox that is disabled or full. */
const BAD_MAILBOX = /^5\d\d[ -]5\.[12]\./;

/** For good only where the mailbox itself is at fault. A refused login, sender or relay is ours to repair. */
function isFinal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { response, command } = error as { response?: unknown; command?: unknown };
  return command === 'RCPT TO' && typeof response === 'string' && BAD_MAILBOX.test(response);
}

import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** What the server does with a mail. `drop` and `hang` have taken it, and the sender never learns. */
export type SmtpManner = 'accept' | 'drop' | 'hang' | 'bad-mailbox' | 'busy';

export interface ReceivedMail {
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  /** Both bodies, decoded. */
  readonly body: string;
  /** Everything that came over the wire, and all of it decoded. */
  readonly whole: string;
}

export interface SmtpServer {
  readonly url: string;
  readonly inbox: ReceivedMail[];
  manner: SmtpManner;
  close(): Promise<void>;
}

/** A mail server of the tests' own: as much SMTP as a client needs to hand over a mail. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, smtp);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inbox: [],
    manner: 'accept',
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return smtp;
}

function converse(socket: net.Socket, smtp: SmtpServer): void {
  let pending = '';
  let data: string[] | null = null;
  let to = '';
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    if (/^RCPT TO:/i.test(line)) {
      to = /<([^>]*)>/.exec(line)?.[1] ?? '';
      return say(smtp.manner === 'bad-mailbox' ? `550 5.1.1 <${to}>: no such user` : '250 ok');
    }
    if (/^DATA/i.test(line)) {
      data = [];
      return say('354 go on');
    }
    return say(/^QUIT/i.test(line) ? '221 bye' : '250 ok');
  };
  const take = (lines: readonly string[]): void => {
    smtp.inbox.push(readMail(to, lines));
    if (smtp.manner === 'drop') socket.destroy();
    if (smtp.manner === 'accept') say('250 taken');
  };
  say(smtp.manner === 'busy' ? '421 4.3.2 try again later' : '220 mail.test ESMTP');
  socket.on('data', (chunk) => {
    const lines = (pending + chunk.toString('latin1')).split('\r\n');
    pending = lines.pop() ?? '';
    for (const line of lines) {
      if (data === null) command(line);
      else if (line === '.') {
        take(data);
        data = null;
      } else data.push(line.replace(/^\./, ''));
    }
  });
}

function readMail(to: string, lines: readonly string[]): ReceivedMail {
  const raw = lines.join('\r\n');
  const head = headersOf(raw);
  const body = textOf(raw);
  const subject = decodedWords(head.get('subject') ?? '');
  return {
    to,
    messageId: head.get('message-id') ?? '',
    subject,
    body,
    whole: [raw, subject, body].join('\n'),
  };
}

function headersOf(raw: string): ReadonlyMap<string, string> {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
}

function textOf(raw: string): string {
  const boundary = /boundary="?([^";\r\n]+)/.exec(headersOf(raw).get('content-type') ?? '')?.[1];
  if (boundary)
    return raw
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => textOf(part.trimStart()))
      .join('\n');
  const encoding = headersOf(raw).get('content-transfer-encoding') ?? '';
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(body.replace(/=\r\n/g, '')) : body;
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** RFC 2047: one encoded word goes on where the one before ended. */
function decodedWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quoted(word.replace(/_/g, ' ')),
    );
}

import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface FakeClamd {
  readonly url: string;
  /** The contents that were sent whole, in order. */
  readonly scanned: readonly Buffer[];
  /** What is answered from now on; a function is asked for each content; null hangs up without a word. */
  answer: string | ((content: Buffer) => string) | null;
  /** Listens and says nothing. */
  silent: boolean;
  /** Answers as soon as so many bytes have come, and hangs up. */
  limit: number;
  /** What is answered there. */
  limitAnswer: string;
  close(): Promise<void>;
}

/** Stands for clamd's side of INSTREAM, over TCP or, with a path, a Unix socket. */
export async function startFakeClamd(path?: string): Promise<FakeClamd> {
  const scanned: Buffer[] = [];
  const server = createServer((socket) => converse(socket, fake, scanned));
  await listen(server, path);
  const fake: FakeClamd = {
    url: path === undefined ? `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` : `unix://${path}`,
    scanned,
    answer: 'stream: OK',
    silent: false,
    limit: Number.POSITIVE_INFINITY,
    limitAnswer: 'INSTREAM size limit exceeded. ERROR',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return fake;
}

function listen(server: Server, path: string | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (path === undefined) server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
}

function converse(socket: Socket, fake: FakeClamd, scanned: Buffer[]): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    if (received.length > fake.limit) {
      socket.end(`${fake.limitAnswer}\0`);
      return;
    }
    const content = contentOf(received);
    if (content === null) return;
    scanned.push(content);
    if (fake.silent) return;
    const answer = typeof fake.answer === 'function' ? fake.answer(content) : fake.answer;
    if (answer === null) socket.destroy();
    else socket.end(`${answer}\0`);
  });
}

const COMMAND = 'zINSTREAM\0';

/** Null until the end has come. @throws Error for what is not INSTREAM */
function contentOf(received: Buffer): Buffer | null {
  if (received.length < COMMAND.length) return null;
  if (received.toString('latin1', 0, COMMAND.length) !== COMMAND) throw new Error('Not INSTREAM');
  const pieces: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

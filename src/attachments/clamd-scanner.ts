import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Scanner, ScanVerdict } from './scanner.js';

const COMMAND = Buffer.from('zINSTREAM\0');
const END = Buffer.alloc(4);
const MAX_ANSWER_BYTES = 4_096;
/** Longer than clamd takes for its largest file. */
const SILENT_AFTER_MS = 300_000;

/**
 * ClamAV's daemon, over TCP or a Unix socket. The content is streamed to it: each piece behind its length, a zero at the
 * end. Source: clamd(8), INSTREAM.
 */
export class ClamdScanner implements Scanner {
  /** @param url `tcp://host:port` or `unix:///path` */
  constructor(
    private readonly url: string,
    private readonly silentAfterMs: number = SILENT_AFTER_MS,
  ) {}

  async scan(content: AsyncIterable<Buffer>): Promise<ScanVerdict> {
    const socket = this.connect();
    const answer = answerOf(socket, this.silentAfterMs);
    // Heard even where sending fails first: clamd answers and hangs up on what is too large for it.
    answer.catch(() => undefined);
    try {
      const sentWhole = await send(socket, content, answer);
      const verdict = verdictOf(await answer);
      // Of a part that was sent nobody knows that the rest is clean.
      if (verdict.outcome === 'clean' && !sentWhole) throw new Error('clamd hung up');
      return verdict;
    } finally {
      socket.destroy();
    }
  }

  private connect(): Socket {
    const { protocol, hostname, port, pathname } = new URL(this.url);
    return protocol === 'unix:'
      ? connect(decodeURIComponent(pathname))
      : connect(Number(port || 3310), hostname.replace(/^\[|\]$/g, ''));
  }
}

/** @returns whether all of it was sent */
async function send(
  socket: Socket,
  content: AsyncIterable<Buffer>,
  answer: Promise<string>,
): Promise<boolean> {
  try {
    await pipeline(Readable.from(framed(content), { objectMode: false }), socket, { end: false });
    return true;
  } catch (error) {
    // An answer says more than a broken connection.
    if (!(await answer.catch(() => ''))) throw error;
    return false;
  }
}

async function* framed(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield COMMAND;
  for await (const piece of content) {
    // A length of zero would be the end.
    if (piece.length === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    yield length;
    yield piece;
  }
  yield END;
}

function answerOf(socket: Socket, silentAfterMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    socket.setTimeout(silentAfterMs, () => socket.destroy(new Error('clamd says nothing')));
    socket.on('data', (bytes) => {
      told = (told + bytes.toString('utf8')).slice(0, MAX_ANSWER_BYTES);
      if (told.includes('\0')) resolve(told);
    });
    socket.on('error', (error) => (told ? resolve(told) : reject(error)));
    socket.on('close', () => (told ? resolve(told) : reject(new Error('clamd hung up'))));
  });
}

/** @throws Error for anything but the two verdicts */
function verdictOf(answer: string): ScanVerdict {
  const text = answer.replace(/\0.*$/s, '').trim();
  if (text === 'stream: OK') return { outcome: 'clean' };
  const finding = /^stream: (.{1,200}) FOUND$/.exec(text)?.[1];
  if (finding !== undefined) return { outcome: 'infected', finding };
  throw new Error(`clamd gave no verdict: ${text.slice(0, 100)}`);
}

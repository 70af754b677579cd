import { Readable } from 'node:stream';
import { callbackify } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from '../crypto/stream-cipher.js';

/** A file to send. Its name reaches only the receiver, and holds ASCII letters, digits, '-' and '.'. */
export interface FileToSend {
  readonly mediaType: string;
  readonly size: number;
  readonly fileName: string;
  /** A fingerprint of the content: the same content, the same tag. */
  readonly tag: string;
  readonly headers?: Readonly<Record<string, string>>;
  open(range: ByteRange): AsyncIterable<Buffer>;
}

/** Asked for a part of a file; `null` for all of it, 'beyond' for a part that it does not have. */
type Asked = ByteRange | 'beyond' | null;

/**
 * Streams a file, for saving and never for showing: whole, a part (`Range`), or nothing where the receiver has it
 * (`If-None-Match`). What breaks in between breaks the connection off, so that nobody takes a part for the whole.
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileToSend,
): Promise<void> {
  const tag = `"${file.tag}"`;
  const always = { ...file.headers, ETag: tag, 'Accept-Ranges': 'bytes' };
  if (namesTag(request.headers['if-none-match'], tag)) return send(reply.status(304).headers(always));
  const asked = isFresh(request.headers['if-range'], tag) ? askedRange(request, file.size) : null;
  if (asked === 'beyond') {
    return send(reply.status(416).headers({ ...always, 'Content-Range': `bytes */${file.size}` }));
  }
  const range = asked ?? { start: 0, end: file.size };
  const stream = await opened(file.open(range));
  if (asked) {
    void reply.status(206).header('Content-Range', `bytes ${range.start}-${range.end - 1}/${file.size}`);
  }
  void reply.headers({
    ...always,
    'Content-Type': file.mediaType,
    'Content-Length': range.end - range.start,
    // Where somebody opens it as a page after all, it is a page that may do nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Disposition': `attachment; filename="${file.fileName}"`,
  });
  await reply.send(stream);
}

/** Opened before a header is sent: what cannot be opened at all is still told as a problem. */
async function opened(content: AsyncIterable<Buffer>): Promise<Readable> {
  const pieces = content[Symbol.asyncIterator]();
  const [next, close] = [callbackify(() => pieces.next()), callbackify(async () => pieces.return?.())];
  const first = await pieces.next();
  let ahead = first.done ? null : first.value;
  return new Readable({
    read() {
      if (ahead) {
        this.push(ahead);
        ahead = null;
        return;
      }
      next((error: Error | null, piece?: IteratorResult<Buffer>) => {
        if (error || !piece) this.destroy(error ?? undefined);
        else this.push(piece.done ? null : piece.value);
      });
    },
    destroy(error, done) {
      close(() => done(error));
    },
  });
}

async function send(reply: FastifyReply): Promise<void> {
  await reply.send();
}

function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((each) => ['*', tag, `W/${tag}`].includes(each.trim()));
}

function isFresh(ifRange: string | string[] | undefined, tag: string): boolean {
  return ifRange === undefined || ifRange === tag;
}

/** One range; of several, or of one that is not understood, RFC 9110 lets the whole be sent. */
function askedRange({ headers: { range } }: FastifyRequest, size: number): Asked {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  if (first === '')
    return Number(last) === 0 ? 'beyond' : { start: Math.max(0, size - Number(last)), end: size };
  const start = Number(first);
  const end = last === '' ? size : Math.min(size, Number(last) + 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'beyond' : { start, end };
}

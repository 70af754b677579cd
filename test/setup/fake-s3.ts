import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';

export interface FakeS3 {
  readonly url: string;
  /** By `bucket/key`. */
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Ids of multipart uploads that were begun and neither completed nor called off. */
  unfinished(): readonly string[];
  /** The size of each part that was sent. */
  readonly partSizes: readonly number[];
  /** From now on parts are refused. */
  refuseParts(): void;
  close(): Promise<void>;
}

interface Upload {
  readonly path: string;
  readonly parts: Map<number, Buffer>;
}

/**
 * As much of S3 as the store speaks, over real HTTP: single and multipart uploads, ranges, deletion, lists of unfinished
 * uploads. No signature is verified: it stands for the protocol, not for Amazon's service.
 */
export async function startFakeS3(): Promise<FakeS3> {
  const service = new Service();
  const server = createServer((request, response) => {
    service.answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    objects: service.objects,
    partSizes: service.partSizes,
    unfinished: () => [...service.uploads.keys()],
    refuseParts: () => (service.refusing = true),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class Service {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  readonly partSizes: number[] = [];
  refusing = false;

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    const path = pathname.slice(1);
    const body = await bodyOf(request);
    const uploadId = searchParams.get('uploadId') ?? '';
    if (!request.headers.authorization) return void response.writeHead(403).end();
    switch (`${request.method} ${searchParams.has('uploads') ? 'uploads' : uploadId ? 'upload' : 'object'}`) {
      case 'PUT object':
        this.objects.set(path, body);
        return void response.writeHead(200, { ETag: '"whole"' }).end();
      case 'POST uploads':
        return this.begin(path, response);
      case 'PUT upload':
        return this.takePart(uploadId, Number(searchParams.get('partNumber')), body, response);
      case 'POST upload':
        return this.complete(uploadId, response);
      case 'DELETE upload':
        this.uploads.delete(uploadId);
        return void response.writeHead(204).end();
      case 'GET uploads':
        return this.list(path, searchParams.get('prefix') ?? '', response);
      case 'GET object':
        return this.give(path, request.headers.range, response);
      case 'DELETE object':
        this.objects.delete(path);
        return void response.writeHead(204).end();
      default:
        return void response.writeHead(405).end();
    }
  }

  private begin(path: string, response: ServerResponse): void {
    const id = randomUUID();
    this.uploads.set(id, { path, parts: new Map() });
    xml(
      response,
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  private takePart(id: string, number: number, body: Buffer, response: ServerResponse): void {
    const upload = this.uploads.get(id);
    if (!upload || this.refusing)
      return xml(response, '<Error><Code>AccessDenied</Code><Message>AccessDenied</Message></Error>', 403);
    upload.parts.set(number, body);
    this.partSizes.push(body.length);
    response.writeHead(200, { ETag: `"${number}"` }).end();
  }

  private complete(id: string, response: ServerResponse): void {
    const upload = this.uploads.get(id);
    if (!upload) return void response.writeHead(404).end();
    const inOrder = [...upload.parts].toSorted(([a], [b]) => a - b).map(([, part]) => part);
    this.objects.set(upload.path, Buffer.concat(inOrder));
    this.uploads.delete(id);
    xml(response, '<CompleteMultipartUploadResult><ETag>"done"</ETag></CompleteMultipartUploadResult>');
  }

  private list(bucket: string, prefix: string, response: ServerResponse): void {
    const found = [...this.uploads]
      .map(([id, { path }]) => ({ id, key: path.slice(bucket.replace(/\/$/, '').length + 1) }))
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ id, key }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
    xml(response, `<ListMultipartUploadsResult>${found.join('')}</ListMultipartUploadsResult>`);
  }

  private give(path: string, range: string | undefined, response: ServerResponse): void {
    const object = this.objects.get(path);
    if (!object)
      return xml(response, '<Error><Code>NoSuchKey</Code><Message>NoSuchKey</Message></Error>', 404);
    const [, first = '0', last = String(object.length - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const part = object.subarray(Number(first), Number(last) + 1);
    response.writeHead(range ? 206 : 200, { 'Content-Length': part.length }).end(part);
  }
}

function xml(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0"?>${body}`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startFakeS3, type FakeS3 } from '../../../test/setup/fake-s3.js';
import { LocalObjectStore } from './local-object-store.js';
import { newObjectKey, type ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

async function* inPieces(content: Buffer, length = 64_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length);
}

const rights = async (at: string): Promise<number> => (await stat(at)).mode & 0o777;

async function* breakingOff(content: Buffer): AsyncGenerator<Buffer> {
  yield* inPieces(content);
  throw new Error('the sender has gone');
}

async function readFrom(store: ObjectStore, key: string, start: number, end: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of await store.read(key, start, end)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

interface Kind {
  readonly store: ObjectStore;
  /** What can be found there, finished or not. */
  left(): Promise<readonly string[]>;
  close(): Promise<void>;
}

async function local(): Promise<Kind & { readonly directory: string }> {
  const directory = path.join(await mkdtemp(path.join(os.tmpdir(), 'object-store-')), 'files');
  return {
    store: new LocalObjectStore(directory),
    directory,
    left: async () => {
      const found = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
      return found.filter((each) => each.isFile()).map((each) => each.name);
    },
    close: () => rm(path.dirname(directory), { recursive: true, force: true }),
  };
}

async function s3(): Promise<Kind & { readonly service: FakeS3 }> {
  const service = await startFakeS3();
  const credentials = { accessKeyId: 'thu', secretAccessKey: 'nghiem' };
  const place = { endpoint: service.url, region: 'us-east-1', bucket: 'giay-to', prefix: 'an-giang/' };
  return {
    store: await S3ObjectStore.open({ ...credentials, ...place }),
    service,
    left: async () => [...service.objects.keys(), ...service.unfinished()],
    close: () => service.close(),
  };
}

describe.each<[string, () => Promise<Kind>]>([
  ['a directory', local],
  ['a bucket', s3],
])('%s', (_what, open) => {
  let kind: Kind;
  beforeEach(async () => {
    kind = await open();
  });
  afterEach(() => kind.close());

  it.each([1, 70_000, 12_000_000])(
    'gives back what it was given, whole and in parts: %d bytes',
    async (size) => {
      const [key, content] = [newObjectKey(), randomBytes(size)];
      await kind.store.put(key, inPieces(content));
      expect((await readFrom(kind.store, key, 0, size)).equals(content)).toBe(true);
      const middle = Math.floor(size / 2);
      expect((await readFrom(kind.store, key, middle, size)).equals(content.subarray(middle))).toBe(true);
    },
  );

  it.each([100_000, 12_000_000])(
    'keeps nothing of a content that breaks off after %d bytes',
    async (size) => {
      const put = kind.store.put(newObjectKey(), breakingOff(randomBytes(size)));
      await expect(put).rejects.toThrow('the sender has gone');
      expect(await kind.left()).toEqual([]);
    },
  );

  it('forgets what is removed, and does not mind that there is nothing', async () => {
    const key = newObjectKey();
    await kind.store.put(key, inPieces(randomBytes(1000)));
    await kind.store.remove(key);
    await kind.store.remove(key);
    expect(await kind.left()).toEqual([]);
    await expect(readFrom(kind.store, key, 0, 1000)).rejects.toThrow(/ENOENT|NoSuchKey/);
  });

  it.each(['../../etc/passwd', 'a'.repeat(31), 'A'.repeat(32), ''])(
    'takes no other key than its own: %s',
    async (key) => {
      await expect(kind.store.put(key, inPieces(randomBytes(1)))).rejects.toThrow('Not a key');
      await expect(kind.store.read(key, 0, 1)).rejects.toThrow('Not a key');
      await expect(kind.store.remove(key)).rejects.toThrow('Not a key');
    },
  );
});

describe('LocalObjectStore', () => {
  it('lets nobody else read its folders and files, which lie two levels deep', async () => {
    const { store, directory, close } = await local();
    const key = newObjectKey();
    await store.put(key, inPieces(Buffer.from('đơn')));
    const file = path.join(directory, key.slice(0, 2), key.slice(2, 4), key);
    expect(await readFile(file, 'utf8')).toBe('đơn');
    expect(await rights(file)).toBe(0o600);
    for (const folder of [directory, path.join(directory, 'incoming'), path.dirname(file)]) {
      expect([folder, await rights(folder)]).toEqual([folder, 0o700]);
    }
    await close();
  });

  it('shows no content before the whole of it is there, and never writes over one', async () => {
    const { store, close } = await local();
    const key = newObjectKey();
    const seen: unknown[] = [];
    await store.put(
      key,
      (async function* () {
        yield Buffer.from('một nửa');
        seen.push(await store.read(key, 0, 1).catch(() => 'absent'));
      })(),
    );
    expect(seen).toEqual(['absent']);
    await close();
  });
});

describe('S3ObjectStore', () => {
  it('sends a large content in parts, one after the other, and a failed one is called off', async () => {
    const { store, service, close } = await s3();
    const content = randomBytes(12_000_000);
    const key = newObjectKey();
    await store.put(key, inPieces(content));
    expect(service.partSizes).toEqual([5_242_880, 5_242_880, 12_000_000 - 2 * 5_242_880]);
    expect([...service.objects.keys()]).toEqual([`giay-to/an-giang/${key}`]);
    service.refuseParts();
    await expect(store.put(newObjectKey(), inPieces(content))).rejects.toThrow('AccessDenied');
    expect(service.unfinished()).toEqual([]);
    await close();
  });

  it('calls off what a process that died had begun', async () => {
    const { store, service, close } = await s3();
    const key = newObjectKey();
    const begin = await fetch(`${service.url}/giay-to/an-giang/${key}?uploads`, {
      method: 'POST',
      headers: { authorization: 'x' },
    });
    await begin.text();
    expect(service.unfinished()).toHaveLength(1);
    await store.remove(key);
    expect(service.unfinished()).toEqual([]);
    await close();
  });
});

import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { S3Config } from '../config/config.js';
import { checkedKey, type ObjectStore } from './object-store.js';

type Aws = typeof import('@aws-sdk/client-s3');
type Storage = typeof import('@aws-sdk/lib-storage');

/** The least that S3 takes: one part at a time is what an upload holds in memory. */
const PART_BYTES = 5 * 1024 * 1024;

/** A service that says nothing must not hold a request for ever; a part of 5 MB takes seconds. */
const TIMES = {
  connectionTimeout: 5_000,
  requestTimeout: 60_000,
  socketTimeout: 60_000,
  throwOnRequestTimeout: true,
};

/** Contents as objects of a bucket, in any service that speaks S3. */
export class S3ObjectStore implements ObjectStore {
  readonly place: string;

  private constructor(
    private readonly aws: Aws,
    private readonly storage: Storage,
    private readonly client: S3Client,
    private readonly config: S3Config,
  ) {
    this.place = `the bucket ${config.bucket}`;
  }

  /** Loads the client only here: nobody else pays for it. */
  static async open(config: S3Config): Promise<S3ObjectStore> {
    const aws = await import('@aws-sdk/client-s3');
    const storage = await import('@aws-sdk/lib-storage');
    const client = new aws.S3Client({
      region: config.region,
      credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
      // Services other than Amazon's know neither buckets as host names nor the newest checksums.
      ...(config.endpoint ? { endpoint: config.endpoint, forcePathStyle: true } : {}),
      requestHandler: TIMES,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return new S3ObjectStore(aws, storage, client, config);
  }

  /** In parts, each confirmed by the service; an upload that fails is called off. */
  async put(key: string, content: AsyncIterable<Buffer>): Promise<void> {
    const upload = new this.storage.Upload({
      client: this.client,
      params: { ...this.at(key), Body: Readable.from(content), ContentType: 'application/octet-stream' },
      queueSize: 1,
      partSize: PART_BYTES,
      leavePartsOnError: false,
    });
    await upload.done();
  }

  async read(key: string, start: number, end: number): Promise<AsyncIterable<Buffer>> {
    const range = { Range: `bytes=${start}-${end - 1}` };
    const { Body } = await this.client.send(new this.aws.GetObjectCommand({ ...this.at(key), ...range }));
    if (!(Body instanceof Readable)) throw new Error('The object has no content');
    return Body as AsyncIterable<Buffer>;
  }

  async remove(key: string): Promise<void> {
    await this.callOff(key);
    await this.client.send(new this.aws.DeleteObjectCommand(this.at(key)));
  }

  /** Parts of an upload that was cut short are kept, and paid for, until somebody calls it off. */
  private async callOff(key: string): Promise<void> {
    const { Bucket, Key } = this.at(key);
    const { Uploads = [] } = await this.client.send(
      new this.aws.ListMultipartUploadsCommand({ Bucket, Prefix: Key }),
    );
    for (const { UploadId } of Uploads.filter((upload) => upload.Key === Key)) {
      await this.client.send(new this.aws.AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    }
  }

  private at(key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.config.bucket, Key: `${this.config.prefix}${checkedKey(key)}` };
  }
}

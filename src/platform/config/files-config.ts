import path from 'node:path';
import type { FilesConfig, S3Config } from './config.js';
import type { SettingsReader } from './settings-reader.js';

/** What the files' settings need of the reader of the environment. */
type Settings = Pick<SettingsReader, 'text' | 'secret' | 'integer' | 'optionalUrl' | 'fault'>;

const MEGABYTE = 1024 * 1024;

/** How files come in, where they lie, and who looks for malware in them. */
export function readFiles(read: Settings, dataDirectory: string): FilesConfig {
  return {
    maxBytes: read.integer('FILE_LIMIT_MB', 100, 1, 2_048) * MEGABYTE,
    maxPerSubject: read.integer('FILES_PER_CASE', 500, 1, 10_000),
    maxSubjectBytes: read.integer('FILES_PER_CASE_MB', 5_000, 1, 1_000_000) * MEGABYTE,
    // 100 MB at one megabit in a second take a quarter of an hour.
    uploadSeconds: read.integer('UPLOAD_SECONDS', 900, 30, 3_600),
    directory: path.resolve(read.text('FILES_DIRECTORY') ?? path.join(dataDirectory, 'files')),
    s3: bucketOf(read),
    clamavUrl: read.optionalUrl('CLAMAV_URL', ['tcp:', 'unix:']),
  };
}

function bucketOf(read: Settings): S3Config | null {
  const bucket = read.text('S3_BUCKET');
  if (bucket === undefined) return null;
  const [accessKeyId, secretAccessKey] = [read.text('S3_ACCESS_KEY_ID'), read.secret('S3_SECRET_ACCESS_KEY')];
  // Named, never found: what the machine happens to hold may be somebody else's.
  if (!accessKeyId || !secretAccessKey) {
    read.fault('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set when S3_BUCKET is');
  }
  return {
    endpoint: read.optionalUrl('S3_ENDPOINT', ['https:', 'http:']),
    region: read.text('S3_REGION') ?? 'us-east-1',
    bucket,
    prefix: read.text('S3_PREFIX') ?? '',
    accessKeyId: accessKeyId ?? '',
    secretAccessKey: secretAccessKey ?? '',
  };
}

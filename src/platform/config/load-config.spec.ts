import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ConfigurationError, loadConfig, queueUrlFrom } from './load-config.js';

const strong = () => `1:${randomBytes(32).toString('base64')}`;
const valid = () => ({
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/cases',
  JWT_KEYS: strong(),
  COLUMN_KEYS: strong(),
  BLIND_INDEX_KEYS: strong(),
  AUDIT_KEYS: strong(),
});

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('loadConfig', () => {
  it('gives every setting a default but the database and the keys', () => {
    const config = loadConfig(valid());
    expect(config).toMatchObject({ role: 'all', profile: 'development', legalTimeTravel: false });
    expect(config.http).toMatchObject({ port: 3000, host: '127.0.0.1' });
  });

  it('shows measurements of production nowhere unless a port is set, and then to this machine only', () => {
    const production = { ...valid(), NODE_ENV: 'production' };
    const hidden = { port: null, host: '127.0.0.1', onServicePort: false };
    expect(loadConfig(production).metrics).toEqual(hidden);
    expect(loadConfig({ ...production, METRICS_PORT: '9464' }).metrics).toEqual({ ...hidden, port: 9464 });
    expect(loadConfig(valid()).metrics).toEqual({ ...hidden, onServicePort: true });
    expect(faultsOf({ ...valid(), METRICS_PORT: 'metrics' })).toEqual([
      expect.stringContaining('METRICS_PORT'),
    ]);
  });

  it('lists all faults at once', () => {
    const faults = faultsOf({ PORT: 'x', APP_ROLE: 'boss', REDIS_URL: 'http://a' });
    expect(faults).toHaveLength(8);
    expect(faults.join('\n')).toMatch(/DATABASE_URL is missing[\s\S]*REDIS_URL/);
  });

  it.each(['DATABASE_OWNER_URL', 'DATABASE_QUEUE_URL'])(
    'takes an empty %s as absent, not a wrong one',
    (name) => {
      const { database, queue } = loadConfig({ ...valid(), [name]: '' });
      expect(database.ownerUrl).toBeNull();
      expect(queue.databaseUrl).toBe(queueUrlFrom(valid().DATABASE_URL));
      expect(faultsOf({ ...valid(), [name]: 'mysql://db/cases' })).toEqual([expect.stringContaining(name)]);
    },
  );

  it.each([
    ['repeated bytes', Buffer.alloc(32, 7)],
    ['readable text', Buffer.from('this-is-my-secret-passphrase-123')],
  ])('refuses a weak key in production: %s', (_name, bytes) => {
    const env = { ...valid(), NODE_ENV: 'production', JWT_KEYS: `1:${bytes.toString('base64')}` };
    expect(faultsOf(env)).toEqual([expect.stringContaining('JWT_KEYS')]);
    expect(faultsOf({ ...env, NODE_ENV: 'development' })).toEqual([]);
  });

  describe.each(['JWT_KEYS', 'COLUMN_KEYS', 'BLIND_INDEX_KEYS', 'AUDIT_KEYS'])('%s', (name) => {
    it.each(['development', 'demo', 'test', 'production'])('has keys of exactly 32 bytes: %s', (profile) => {
      for (const length of [16, 31, 33, 64]) {
        const keys = `${strong()},2:${randomBytes(length).toString('base64')}`;
        expect(faultsOf({ ...valid(), APP_PROFILE: profile, [name]: keys })).toEqual([
          `${name}: key 2 has ${length} bytes, it must have exactly 32`,
        ]);
      }
      expect(faultsOf({ ...valid(), APP_PROFILE: profile })).toEqual([]);
    });
  });

  it('gives sessions a working day of rest and a week in all, temporary passwords three days', () => {
    expect(loadConfig(valid()).auth).toMatchObject({
      refreshTokenSeconds: 604_800,
      sessionIdleSeconds: 28_800,
      temporaryPasswordSeconds: 259_200,
    });
  });

  it('refuses an idle limit that ends sessions in use', () => {
    expect(faultsOf({ ...valid(), SESSION_IDLE_SECONDS: '600' })).toEqual([
      'SESSION_IDLE_SECONDS must not be less than ACCESS_TOKEN_SECONDS',
    ]);
    expect(faultsOf({ ...valid(), SESSION_IDLE_SECONDS: '600', ACCESS_TOKEN_SECONDS: '600' })).toEqual([]);
  });

  it('reads several keys, the writing one first, and refuses two of the same version', () => {
    const second = strong().replace('1:', '2:');
    const { keys } = loadConfig({ ...valid(), COLUMN_KEYS: `${second},${strong()}` });
    expect(keys.column.map((key) => key.version)).toEqual([2, 1]);
    expect(faultsOf({ ...valid(), COLUMN_KEYS: `${strong()},${strong()}` })).toHaveLength(1);
  });

  it('reads a secret from a file and says when the file is not there', () => {
    expect(faultsOf({ ...valid(), JWT_KEYS_FILE: '/nowhere/jwt' })).toEqual([
      'JWT_KEYS_FILE names a file that cannot be read',
      'JWT_KEYS (or JWT_KEYS_FILE) is missing',
    ]);
  });

  it('never lets production travel in legal time', () => {
    expect(faultsOf({ ...valid(), NODE_ENV: 'production', LEGAL_TIME_TRAVEL: 'on' })).toHaveLength(1);
    expect(loadConfig({ ...valid(), APP_PROFILE: 'demo' }).legalTimeTravel).toBe(true);
  });

  it('derives the queue login from the application login, another password each', () => {
    const url = new URL(queueUrlFrom('postgres://app:secret@db:5432/cases'));
    expect(url.username).toBe('app_queue');
    expect(url.pathname).toBe('/cases');
    expect(url.password).toMatch(/^[\w-]{43}$/);
    expect(queueUrlFrom('postgres://app:other@db:5432/cases')).not.toBe(url.toString());
  });

  it('keeps files below the data directory and scans none, unless told', () => {
    const { files, dataDirectory } = loadConfig(valid());
    expect(files).toEqual({
      maxBytes: 104_857_600,
      maxPerSubject: 500,
      maxSubjectBytes: 5_242_880_000,
      uploadSeconds: 900,
      directory: path.join(dataDirectory, 'files'),
      s3: null,
      clamavUrl: null,
    });
    expect(loadConfig({ ...valid(), FILES_DIRECTORY: '/srv/files' }).files.directory).toBe('/srv/files');
  });

  it('takes a bucket with its keys alone, and a scanner by its address', () => {
    expect(faultsOf({ ...valid(), S3_BUCKET: 'giay-to' })).toEqual([
      'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set when S3_BUCKET is',
    ]);
    const keys = { S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' };
    const { files } = loadConfig({
      ...valid(),
      ...keys,
      S3_BUCKET: 'giay-to',
      CLAMAV_URL: 'unix:///run/clamd.ctl',
    });
    expect(files).toMatchObject({
      s3: { bucket: 'giay-to', endpoint: null },
      clamavUrl: 'unix:///run/clamd.ctl',
    });
    expect(faultsOf({ ...valid(), CLAMAV_URL: 'http://clamd' })).toEqual([
      expect.stringContaining('CLAMAV_URL'),
    ]);
  });
});

import { createHmac } from 'node:crypto';
import path from 'node:path';
import type { AppProfile, AppRole, Config, SecondFactorHolders } from './config.js';
import { readFiles } from './files-config.js';
import { readMail } from './mail-config.js';
import { SettingsReader, type Environment } from './settings-reader.js';

export { ConfigurationError, type Environment } from './settings-reader.js';

const POSTGRES = ['postgres:', 'postgresql:'] as const;

/**
 * Turns environment variables into the typed configuration.
 *
 * @throws ConfigurationError listing all faults: unreadable values, missing keys, weak secrets in production
 */
export function loadConfig(env: Environment): Config {
  const read = new SettingsReader(env);
  const profile = read.profile();
  const publicUrl = read.publicUrl(profile);
  const dataDirectory = path.resolve(read.text('DATA_DIRECTORY') ?? '.data');
  const database = databaseOf(read);
  const config: Config = {
    role: read.oneOf<AppRole>('APP_ROLE', ['api', 'worker', 'all'], 'all'),
    profile,
    http: httpOf(read, profile),
    metrics: metricsOf(read, profile),
    database,
    queue: queueOf(read, database.url),
    auth: authOf(read, profile),
    keys: keysOf(read, profile),
    mail: readMail(read, profile, publicUrl),
    publicUrl,
    legalTimeTravel: read.legalTimeTravel(profile),
    files: readFiles(read, dataDirectory),
    readings: {
      oldLawCourses: read.oneOf('OLD_LAW_COURSES', ['counted', 'not-counted', 'open'] as const, 'open'),
      treatmentNotices: read.oneOf(
        'TREATMENT_NOTICE_TO',
        ['commune-police', 'commune-peoples-committee'] as const,
        'commune-police',
      ),
    },
    toldDoses: {
      clockAheadMinutes: read.integer('DOSE_CLOCK_AHEAD_MINUTES', 10, 0, 120),
      lateAfterDays: read.integer('DOSE_LATE_REPORT_DAYS', 3, 0, 365),
      nearHours: read.integer('DOSE_NEAR_HOURS', 12, 0, 24),
    },
    treatmentRequestDays: read.integer('TREATMENT_REQUEST_DAYS', 30, 1, 366),
    dataDirectory,
    logLevel: read.oneOf('LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'] as const, 'info'),
  };
  read.refuseFaults();
  return config;
}

function httpOf(read: SettingsReader, profile: AppProfile): Config['http'] {
  return {
    host: read.text('HOST') ?? (profile === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: read.integer('PORT', 3000, 0, 65_535),
    trustedProxies: read.integer('TRUSTED_PROXIES', 0, 0, 10),
    bodyLimitBytes: read.integer('BODY_LIMIT_KB', 256, 1, 10_240) * 1024,
    requestsPerMinute: read.integer('REQUESTS_PER_MINUTE', 600, 1, 1_000_000),
    // An office behind one address comes to work at eight.
    signInsPerMinute: read.integer('SIGN_INS_PER_MINUTE', 60, 1, 1_000_000),
  };
}

function metricsOf(read: SettingsReader, profile: AppProfile): Config['metrics'] {
  return {
    port: read.optionalInteger('METRICS_PORT', 0, 65_535),
    host: read.text('METRICS_HOST') ?? '127.0.0.1',
    onServicePort: profile !== 'production',
  };
}

function databaseOf(read: SettingsReader): Config['database'] {
  const url = read.url('DATABASE_URL', POSTGRES);
  return {
    url,
    ownerUrl: read.optionalUrl('DATABASE_OWNER_URL', POSTGRES),
    poolSize: read.integer('DATABASE_POOL', 10, 2, 200),
    auditUrl: read.optionalUrl('DATABASE_AUDIT_URL', POSTGRES) ?? auditUrlFrom(url),
  };
}

function queueOf(read: SettingsReader, databaseUrl: string): Config['queue'] {
  return {
    redisUrl: read.optionalUrl('REDIS_URL', ['redis:', 'rediss:']),
    redisPrefix: read.text('REDIS_PREFIX') ?? 'bull',
    databaseUrl: read.optionalUrl('DATABASE_QUEUE_URL', POSTGRES) ?? queueUrlFrom(databaseUrl),
    poolSize: read.integer('QUEUE_POOL', 4, 3, 50),
    concurrency: read.integer('QUEUE_CONCURRENCY', 4, 1, 100),
    sweepEveryMs: read.integer('SWEEP_EVERY_MS', 15_000, 100, 600_000),
  };
}

function authOf(read: SettingsReader, profile: AppProfile): Config['auth'] {
  const accessTokenSeconds = read.integer(
    'ACCESS_TOKEN_SECONDS',
    900,
    5,
    profile === 'demo' ? 28_800 : 3_600,
  );
  // A working day, with its lunch: a session left open in the evening is dead in the morning. Shorter than the life of
  // an access token it would end sessions that are in use, since only refreshing counts as use.
  const sessionIdleSeconds = read.integer('SESSION_IDLE_SECONDS', 28_800, 60, 604_800);
  if (sessionIdleSeconds < accessTokenSeconds)
    read.fault('SESSION_IDLE_SECONDS must not be less than ACCESS_TOKEN_SECONDS');
  return {
    accessTokenSeconds,
    // A week: whoever works each day still proves his password weekly.
    refreshTokenSeconds: read.integer('REFRESH_TOKEN_SECONDS', 604_800, 60, 7_776_000),
    sessionIdleSeconds,
    // Time for a phone call and a weekend.
    temporaryPasswordSeconds: read.integer('TEMPORARY_PASSWORD_HOURS', 72, 1, 720) * 3600,
    secondFactor: read.oneOf<SecondFactorHolders>(
      'SECOND_FACTOR',
      ['nobody', 'administrators', 'everybody'],
      profile === 'production' ? 'administrators' : 'nobody',
    ),
  };
}

function keysOf(read: SettingsReader, profile: AppProfile): Config['keys'] {
  return {
    jwt: read.keyRing('JWT_KEYS', profile),
    column: read.keyRing('COLUMN_KEYS', profile),
    blindIndex: read.keyRing('BLIND_INDEX_KEYS', profile),
    audit: read.keyRing('AUDIT_KEYS', profile),
  };
}

/**
 * The queue role's login where only the application role's is given: user `app_queue`, a password derived from
 * the application role's, so that one secret in the environment is enough. The bootstrap command derives it the same way.
 */
export function queueUrlFrom(databaseUrl: string): string {
  return urlOfRole('app_queue', databaseUrl);
}

/** The same for the login that only reads the audit. */
function auditUrlFrom(databaseUrl: string): string {
  return urlOfRole('app_audit', databaseUrl);
}

function urlOfRole(role: 'app_queue' | 'app_audit', databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return databaseUrl;
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.username = role;
  url.password = createHmac('sha256', password).update(role).digest('base64url');
  return url.toString();
}

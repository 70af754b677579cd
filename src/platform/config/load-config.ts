import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppProfile, AppRole, Config, KeyRing, SecondFactorHolders } from './config.js';
import { readFiles } from './files-config.js';
import { readMail } from './mail-config.js';
import { lengthFault, parseKeyRing, weakness } from './secrets.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const POSTGRES = ['postgres:', 'postgresql:'] as const;

/** Thrown with every fault at once, so that an operator corrects the environment in one go. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
    );
    this.name = 'ConfigurationError';
  }
}

/**
 * Turns environment variables into the typed configuration.
 *
 * @throws ConfigurationError listing all faults: unreadable values, missing keys, weak secrets in production
 */
export function loadConfig(env: Environment): Config {
  const read = new Reader(env);
  const profile = read.profile();
  const databaseUrl = read.url('DATABASE_URL', POSTGRES);
  const publicUrl = read.publicUrl(profile);
  const dataDirectory = path.resolve(read.text('DATA_DIRECTORY') ?? '.data');
  const config: Config = {
    role: read.oneOf<AppRole>('APP_ROLE', ['api', 'worker', 'all'], 'all'),
    profile,
    http: {
      host: read.text('HOST') ?? (profile === 'production' ? '0.0.0.0' : '127.0.0.1'),
      port: read.integer('PORT', 3000, 0, 65_535),
      trustedProxies: read.integer('TRUSTED_PROXIES', 0, 0, 10),
      bodyLimitBytes: read.integer('BODY_LIMIT_KB', 256, 1, 10_240) * 1024,
      requestsPerMinute: read.integer('REQUESTS_PER_MINUTE', 600, 1, 1_000_000),
      // An office behind one address comes to work at eight.
      signInsPerMinute: read.integer('SIGN_INS_PER_MINUTE', 60, 1, 1_000_000),
    },
    metrics: {
      port: read.optionalInteger('METRICS_PORT', 0, 65_535),
      host: read.text('METRICS_HOST') ?? '127.0.0.1',
      onServicePort: profile !== 'production',
    },
    database: {
      url: databaseUrl,
      ownerUrl: read.optionalUrl('DATABASE_OWNER_URL', POSTGRES),
      poolSize: read.integer('DATABASE_POOL', 10, 2, 200),
    },
    queue: {
      redisUrl: read.optionalUrl('REDIS_URL', ['redis:', 'rediss:']),
      redisPrefix: read.text('REDIS_PREFIX') ?? 'bull',
      databaseUrl: read.optionalUrl('DATABASE_QUEUE_URL', POSTGRES) ?? queueUrlFrom(databaseUrl),
      poolSize: read.integer('QUEUE_POOL', 4, 3, 50),
      concurrency: read.integer('QUEUE_CONCURRENCY', 4, 1, 100),
      sweepEveryMs: read.integer('SWEEP_EVERY_MS', 15_000, 100, 600_000),
    },
    auth: {
      accessTokenSeconds: read.integer('ACCESS_TOKEN_SECONDS', 900, 5, profile === 'demo' ? 28_800 : 3_600),
      // A week: whoever works each day still proves his password weekly.
      refreshTokenSeconds: read.integer('REFRESH_TOKEN_SECONDS', 604_800, 60, 7_776_000),
      // A working day, with its lunch: a session left open in the evening is dead in the morning. Shorter than the
      // life of an access token it would end sessions that are in use, since only refreshing counts as use.
      sessionIdleSeconds: read.integer('SESSION_IDLE_SECONDS', 28_800, 60, 604_800),
      // Time for a phone call and a weekend.
      temporaryPasswordSeconds: read.integer('TEMPORARY_PASSWORD_HOURS', 72, 1, 720) * 3600,
      secondFactor: read.oneOf<SecondFactorHolders>(
        'SECOND_FACTOR',
        ['nobody', 'administrators', 'everybody'],
        profile === 'production' ? 'administrators' : 'nobody',
      ),
    },
    keys: {
      jwt: read.keyRing('JWT_KEYS', profile),
      column: read.keyRing('COLUMN_KEYS', profile),
      blindIndex: read.keyRing('BLIND_INDEX_KEYS', profile),
    },
    mail: readMail(read, profile, publicUrl),
    publicUrl,
    legalTimeTravel: read.legalTimeTravel(profile),
    files: readFiles(read, dataDirectory),
    dataDirectory,
    logLevel: read.oneOf('LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'] as const, 'info'),
  };
  if (config.auth.sessionIdleSeconds < config.auth.accessTokenSeconds)
    read.fault('SESSION_IDLE_SECONDS must not be less than ACCESS_TOKEN_SECONDS');
  read.refuseFaults();
  return config;
}

/**
 * The queue role's login where only the application role's is given: user `app_queue`, a password derived from
 * the application role's, so that one secret in the environment is enough. The bootstrap command derives it the same way.
 */
export function queueUrlFrom(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return databaseUrl;
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.username = 'app_queue';
  url.password = createHmac('sha256', password).update('app_queue').digest('base64url');
  return url.toString();
}

class Reader {
  private readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  fault(text: string): void {
    this.faults.push(text);
  }

  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === '' ? undefined : value;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    return this.optionalInteger(name, min, max) ?? fallback;
  }

  optionalInteger(name: string, min: number, max: number): number | null {
    const value = this.text(name);
    if (value === undefined) return null;
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max) return number;
    this.faults.push(`${name} must be a whole number from ${min} to ${max}`);
    return null;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const known = allowed.find((candidate) => candidate === value);
    if (known) return known;
    this.faults.push(`${name} must be one of ${allowed.join(', ')}`);
    return fallback;
  }

  profile(): AppProfile {
    const fallback = this.text('NODE_ENV') === 'production' ? 'production' : 'development';
    return this.oneOf<AppProfile>('APP_PROFILE', ['development', 'demo', 'test', 'production'], fallback);
  }

  url(name: string, protocols: readonly string[]): string {
    const value = this.text(name);
    if (value === undefined) this.faults.push(`${name} is missing`);
    return value === undefined ? '' : (this.checkedUrl(name, value, protocols) ?? '');
  }

  optionalUrl(name: string, protocols: readonly string[]): string | null {
    const value = this.text(name);
    return value === undefined ? null : this.checkedUrl(name, value, protocols);
  }

  /** What is secret in a mail's link is the page behind it: in production it is asked for by https alone. */
  publicUrl(profile: AppProfile): string | null {
    const protocols = profile === 'production' ? ['https:'] : ['https:', 'http:'];
    return this.optionalUrl('PUBLIC_URL', protocols)?.replace(/\/+$/, '') ?? null;
  }

  keyRing(name: string, profile: AppProfile): KeyRing {
    const none: KeyRing = [{ version: 1, bytes: Buffer.alloc(0) }];
    const text = this.secret(name);
    if (text === undefined) {
      this.faults.push(`${name} (or ${name}_FILE) is missing`);
      return none;
    }
    const ring = parseKeyRing(text);
    if (typeof ring === 'string') {
      this.faults.push(`${name}: ${ring}`);
      return none;
    }
    this.refuseUnfit(name, ring, profile);
    return ring;
  }

  /** Legal time stands still in production whatever the environment asks. */
  legalTimeTravel(profile: AppProfile): boolean {
    const wanted = this.oneOf(
      'LEGAL_TIME_TRAVEL',
      ['on', 'off'] as const,
      profile === 'demo' || profile === 'test' ? 'on' : 'off',
    );
    if (wanted === 'off') return false;
    if (profile === 'demo' || profile === 'test') return true;
    this.faults.push('LEGAL_TIME_TRAVEL may be on only in the demo and test profiles');
    return false;
  }

  refuseFaults(): void {
    if (this.faults.length > 0) throw new ConfigurationError(this.faults);
  }

  private checkedUrl(name: string, value: string, protocols: readonly string[]): string | null {
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    this.faults.push(`${name} must be a URL that starts with ${protocols.join(' or ')}//`);
    return null;
  }

  /** The value itself, or the content of the file that `NAME_FILE` names. */
  secret(name: string): string | undefined {
    const file = this.text(`${name}_FILE`);
    if (file === undefined) return this.text(name);
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      this.faults.push(`${name}_FILE names a file that cannot be read`);
      return undefined;
    }
  }

  private refuseUnfit(name: string, ring: KeyRing, profile: AppProfile): void {
    for (const key of ring) {
      const reason = lengthFault(key) ?? (profile === 'production' ? weakness(key) : null);
      if (reason) this.faults.push(`${name}: ${reason}`);
    }
  }
}

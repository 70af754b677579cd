/** The one typed tree of settings; `load-config.ts` builds it, nothing else reads the environment. */
export type AppRole = 'api' | 'worker' | 'all';
export type AppProfile = 'development' | 'demo' | 'test' | 'production';

export type SecondFactorHolders = 'nobody' | 'administrators' | 'everybody';

/** A secret key with the name under which ciphertexts and tokens refer to it. */
export interface NamedKey {
  /** Positive integer; stored beside each ciphertext, sent as `kid` in each token. */
  readonly version: number;
  readonly bytes: Buffer;
}

/** The first key writes, every key reads. */
export type KeyRing = readonly [NamedKey, ...NamedKey[]];

/** How mail leaves the service. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS. */
  readonly implicitTls: boolean;
  /** Nothing is sent, not even the login, where the server offers no STARTTLS. */
  readonly requireTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Address of the sender. */
  readonly from: string;
  /** Domains to whose addresses notices may go; null: any. */
  readonly domains: readonly string[] | null;
  /** How long the server may take for a mail. */
  readonly timeoutMs: number;
  /** Pause after a first failure; each further one doubles it, up to an hour. */
  readonly retryAfterMs: number;
  /** After so many a delivery is given up. */
  readonly attempts: number;
}

/** A bucket in any service that speaks S3. */
export interface S3Config {
  /** Null: Amazon's own, found by the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  /** First part of every key, so that several installations may share a bucket. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Files that users hand in: how large, where kept, by whom scanned. */
export interface FilesConfig {
  readonly maxBytes: number;
  /** How many files one subject may have, and how large they may be together. */
  readonly maxPerSubject: number;
  readonly maxSubjectBytes: number;
  /** How long one may take to arrive. */
  readonly uploadSeconds: number;
  /** Where they lie unless a bucket is configured. */
  readonly directory: string;
  readonly s3: S3Config | null;
  /** `tcp://host:port` or `unix:///path` of clamd; null: nothing is scanned. */
  readonly clamavUrl: string | null;
}

export interface Config {
  readonly role: AppRole;
  readonly profile: AppProfile;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** How many reverse proxies in front may be believed about the client's address. */
    readonly trustedProxies: number;
    readonly bodyLimitBytes: number;
    readonly requestsPerMinute: number;
    /** Of routes that take passwords, codes or tokens: each route, from one address. */
    readonly signInsPerMinute: number;
  };
  readonly metrics: {
    /** A port of its own; null: measurements are not shown. */
    readonly port: number | null;
    readonly host: string;
    /** Whether the service's own port shows them too: never in production. */
    readonly onServicePort: boolean;
  };
  readonly database: {
    /** Login of the application role: row-level security applies, owns nothing. */
    readonly url: string;
    /** Login of the owner; only migrations use it. Absent where another process migrates. */
    readonly ownerUrl: string | null;
    readonly poolSize: number;
    /** Login of the role that reads the audit and its seals, and nothing else: for checking them. */
    readonly auditUrl: string;
  };
  readonly queue: {
    readonly redisUrl: string | null;
    /** First part of every key in Redis, so that several installations may share one. */
    readonly redisPrefix: string;
    /** Login of the role that owns nothing but the rights in BullMQ's schema. */
    readonly databaseUrl: string;
    readonly poolSize: number;
    readonly concurrency: number;
    readonly sweepEveryMs: number;
  };
  readonly auth: {
    readonly accessTokenSeconds: number;
    /** How long after the sign-in a session ends, however much it is used. */
    readonly refreshTokenSeconds: number;
    /** How long after its last refresh a session ends. */
    readonly sessionIdleSeconds: number;
    /** How long a password that an administrator gave may be used. */
    readonly temporaryPasswordSeconds: number;
    /** Of whom a code is asked besides the password. */
    readonly secondFactor: SecondFactorHolders;
  };
  readonly keys: {
    readonly jwt: KeyRing;
    readonly column: KeyRing;
    readonly blindIndex: KeyRing;
    /** Seals the audit. */
    readonly audit: KeyRing;
  };
  /** Null: no mail is sent. */
  readonly mail: MailConfig | null;
  /** Where users open the system, without a slash at its end; null where nothing links to it. */
  readonly publicUrl: string | null;
  /** True where a route may move legal time: demo and tests only. */
  readonly legalTimeTravel: boolean;
  readonly files: FilesConfig;
  /** Local answers to what no text of the law says. */
  readonly readings: {
    /** Whether what began under a former law counts: the first, not, or whoever is competent says it each time. */
    readonly oldLawCourses: 'counted' | 'not-counted' | 'open';
    /** To whom a place of treatment writes since 01/07/2026, where two texts name two bodies. */
    readonly treatmentNotices: 'commune-police' | 'commune-peoples-committee';
  };
  /** Of doses that are told of after they were given: technical, of no text. */
  readonly toldDoses: {
    /** By how much the clock of a device may be ahead of the server’s. */
    readonly clockAheadMinutes: number;
    /** From how many days after the giving on a report is flagged as late. */
    readonly lateAfterDays: number;
    /** Doses of two days that are fewer hours apart are flagged; 0: none are. */
    readonly nearHours: number;
  };
  /** For how many days a health body may take up what it was asked to treat: of no text. */
  readonly treatmentRequestDays: number;
  readonly dataDirectory: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Injection token of the configuration. */
export const CONFIG = Symbol('CONFIG');

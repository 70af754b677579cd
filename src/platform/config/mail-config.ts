import type { AppProfile, MailConfig } from './config.js';
import type { SettingsReader } from './settings-reader.js';

/** What the mail's settings need of the reader of the environment. */
type Settings = Pick<SettingsReader, 'text' | 'secret' | 'integer' | 'oneOf' | 'fault'>;

const ADDRESS = /^[^\s@<>,;"]+@[A-Za-z0-9.-]+$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * How mail leaves the service; null where `SMTP_URL` is not set: then none does.
 *
 * @param publicUrl where users open the system: each mail has a link to it
 */
export function readMail(read: Settings, profile: AppProfile, publicUrl: string | null): MailConfig | null {
  const server = serverOf(read);
  if (!server) return null;
  const from = read.text('MAIL_FROM');
  if (!from || !ADDRESS.test(from)) read.fault('MAIL_FROM must be an address when SMTP_URL is set');
  if (publicUrl === null) read.fault('PUBLIC_URL is missing: mails link to it');
  const requireTls = tlsRequired(read, profile, server);
  return {
    host: bare(server.hostname),
    port: Number(server.port) || (server.protocol === 'smtps:' ? 465 : 587),
    implicitTls: server.protocol === 'smtps:',
    requireTls,
    login: loginOf(read, server),
    from: from ?? '',
    domains: domainsOf(read),
    timeoutMs: read.integer('SMTP_TIMEOUT_SECONDS', 20, 1, 120) * 1000,
    retryAfterMs: read.integer('SMTP_RETRY_SECONDS', 60, 1, 3600) * 1000,
    attempts: read.integer('SMTP_ATTEMPTS', 30, 1, 100),
  };
}

function serverOf(read: Settings): URL | null {
  const text = read.text('SMTP_URL');
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'smtp:' || url.protocol === 'smtps:') && url.hostname) return url;
  read.fault('SMTP_URL must be a URL that starts with smtp:// or smtps://');
  return null;
}

/** Codes of files travel in each mail: in production they cross no network in the clear. */
function tlsRequired(read: Settings, profile: AppProfile, server: URL): boolean {
  const production = profile === 'production';
  const asked = read.oneOf(
    'SMTP_TLS',
    ['required', 'opportunistic'] as const,
    production ? 'required' : 'opportunistic',
  );
  if (asked === 'opportunistic' && production && !LOOPBACK.has(server.hostname))
    read.fault('SMTP_TLS must be required in production, unless the server is on this machine');
  return asked === 'required';
}

function loginOf(read: Settings, server: URL): MailConfig['login'] {
  const password = decodeURIComponent(server.password) || read.secret('SMTP_PASSWORD');
  if (!server.username) return null;
  if (password === undefined) read.fault('SMTP_PASSWORD (or SMTP_PASSWORD_FILE) is missing');
  return { user: decodeURIComponent(server.username), password: password ?? '' };
}

function domainsOf(read: Settings): readonly string[] | null {
  const text = read.text('MAIL_DOMAINS');
  if (text === undefined) return null;
  const domains = text.split(',').map((domain) => domain.trim().toLowerCase());
  if (!domains.every((domain) => DOMAIN.test(domain)))
    read.fault('MAIL_DOMAINS must be domains such as angiang.gov.vn, separated by commas');
  return domains;
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

import { randomBytes } from 'node:crypto';
import { ConfigurationError, loadConfig } from './load-config.js';

const strong = () => `1:${randomBytes(32).toString('base64')}`;
const env = (more: Readonly<Record<string, string>>) => ({
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/cases',
  JWT_KEYS: strong(),
  COLUMN_KEYS: strong(),
  BLIND_INDEX_KEYS: strong(),
  AUDIT_KEYS: strong(),
  ...more,
});
const MAIL = {
  SMTP_URL: 'smtp://thu%40x:mat%2Fkhau@mail.angiang.gov.vn',
  MAIL_FROM: 'thong-bao@angiang.gov.vn',
  PUBLIC_URL: 'https://hoso.angiang.gov.vn/',
};

function faultsOf(more: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(env(more));
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}

describe('settings of mail', () => {
  it('send none unless a server is named', () => {
    expect(loadConfig(env({})).mail).toBeNull();
    expect(loadConfig(env({ MAIL_FROM: 'x' })).mail).toBeNull();
  });

  it('take server, port, login and sender', () => {
    const { mail, publicUrl } = loadConfig(env(MAIL));
    expect(publicUrl).toBe('https://hoso.angiang.gov.vn');
    expect(mail).toMatchObject({
      host: 'mail.angiang.gov.vn',
      port: 587,
      implicitTls: false,
      requireTls: false,
      login: { user: 'thu@x', password: 'mat/khau' },
      domains: null,
    });
    const other = loadConfig(
      env({ ...MAIL, SMTP_URL: 'smtps://[::1]', MAIL_DOMAINS: 'Angiang.gov.vn, x.vn' }),
    );
    expect(other.mail).toMatchObject({
      host: '::1',
      port: 465,
      implicitTls: true,
      login: null,
      domains: ['angiang.gov.vn', 'x.vn'],
    });
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['another protocol', { SMTP_URL: 'https://mail' }, /SMTP_URL/],
    ['no sender', { MAIL_FROM: '' }, /MAIL_FROM/],
    ['a sender with a second header', { MAIL_FROM: 'a@b.vn\nBcc: x@y.vn' }, /MAIL_FROM/],
    ['nothing to link to', { PUBLIC_URL: '' }, /PUBLIC_URL is missing/],
    ['a login without its password', { SMTP_URL: 'smtp://thu@mail.vn' }, /SMTP_PASSWORD/],
    ['a domain that is none', { MAIL_DOMAINS: '@x' }, /MAIL_DOMAINS/],
    ['a timeout of none', { SMTP_TIMEOUT_SECONDS: '0' }, /SMTP_TIMEOUT_SECONDS/],
  ])('refuse %s', (_name, more, fault) => {
    expect(faultsOf({ ...MAIL, ...more })).toEqual([expect.stringMatching(fault)]);
  });

  it('let nothing cross a network in the clear in production', () => {
    const production = { ...MAIL, NODE_ENV: 'production' };
    expect(loadConfig(env(production)).mail?.requireTls).toBe(true);
    const open = { ...production, SMTP_TLS: 'opportunistic' };
    expect(faultsOf(open)).toEqual([expect.stringContaining('SMTP_TLS')]);
    expect(faultsOf({ ...open, SMTP_URL: 'smtp://127.0.0.1:25' })).toEqual([]);
    expect(faultsOf({ ...production, PUBLIC_URL: 'http://hoso.vn' })).toContainEqual(
      expect.stringContaining('PUBLIC_URL must be a URL'),
    );
  });
});

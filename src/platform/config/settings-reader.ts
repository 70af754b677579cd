import { readFileSync } from 'node:fs';
import type { AppProfile, KeyRing } from './config.js';
import { lengthFault, parseKeyRing, weakness } from './secrets.js';

export type Environment = Readonly<Record<string, string | undefined>>;

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
 * Reads single settings and gathers what is wrong with them, so that all of it is told at once. A faulty setting reads as
 * its fallback: what is made of it is thrown away by `refuseFaults`.
 */
export class SettingsReader {
  private readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  /** Notes what is wrong, in a sentence that names the setting and never its value. */
  fault(text: string): void {
    this.faults.push(text);
  }

  /** The setting without the blanks around it; undefined where it is missing or empty. */
  text(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === '' ? undefined : value;
  }

  /** A whole number within the bounds, both included. */
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

  /** A URL that must be there. @param protocols with their colon: 'https:' */
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

  /** Keys in the setting or in a file; weak ones are a fault in production. */
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

  /** @throws ConfigurationError with every fault, where there is any */
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

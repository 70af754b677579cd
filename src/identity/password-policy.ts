import { COMMON_STEMS } from './common-passwords.js';
import { foldName } from '../platform/text/fold-vietnamese.js';
import type { Text2 } from '../platform/i18n/locale.js';

const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

export interface PasswordFault {
  readonly code: string;
  readonly detail: Text2;
}

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly login: string;
  readonly fullName: string;
}

const FEWEST_DIFFERENT = 5;
/** Shorter parts of names are in many words that have nothing to do with the person. */
const SHORTEST_PART = 4;
const SEQUENCES = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * What speaks against a password; null when it may be used. Length is what counts (NIST SP 800-63B): no rule asks
 * for signs or capitals.
 */
export function passwordFault(password: string, owner: PasswordOwner): PasswordFault | null {
  const { length } = [...password.normalize('NFC')];
  if (length < PASSWORD_MIN) return FAULTS.tooShort;
  if (length > PASSWORD_MAX) return FAULTS.tooLong;
  const plain = foldName(password);
  const { login, fullName } = owner;
  if (login.length > 0 && plain.includes(foldName(login))) return FAULTS.containsLogin;
  if (lengthBesides(plain, partsOf(login, fullName)) < PASSWORD_MIN) return FAULTS.containsName;
  return isCommon(plain.replaceAll(' ', '')) ? FAULTS.common : null;
}

/** What a name and a login are put together of, but for the shortest. */
function partsOf(...names: readonly string[]): readonly string[] {
  const parts = names.flatMap((name) => foldName(name).split(/[^a-z]+/));
  return parts.filter((part) => part.length >= SHORTEST_PART);
}

/** What a password is worth to somebody who knows whose it is; unchanged where no part is in it. */
function lengthBesides(plain: string, parts: readonly string[]): number {
  const found = parts.filter((part) => plain.includes(part));
  if (found.length === 0) return PASSWORD_MIN;
  return found.reduce((rest, part) => rest.replaceAll(part, ''), plain).trim().length;
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < FEWEST_DIFFERENT) return true;
  if (SEQUENCES.some((sequence) => sequence.includes(plain))) return true;
  const middle = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return isOfStems(onlyLetters(middle)) || isOfStems(onlyLetters(withoutDisguise(middle)));
}

/** 'p@ssw0rd' is 'password'. */
function withoutDisguise(plain: string): string {
  return plain.replace(/[@0134$]/g, (sign) => DISGUISES[sign] ?? '');
}

const DISGUISES: Readonly<Record<string, string>> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  $: 's',
};

/** Gaps, digits and signs between words hide nothing. */
function onlyLetters(plain: string): string {
  return plain.replace(/[^a-z]/g, '');
}

/** 'matkhau', 'matkhaumatkhau', 'adminpassword'. Each place is looked at once: stems may be put together in many ways. */
function isOfStems(letters: string): boolean {
  const reached = new Set([0]);
  for (const at of reached) {
    for (const stem of COMMON_STEMS) if (letters.startsWith(stem, at)) reached.add(at + stem.length);
  }
  return reached.has(letters.length);
}

const FAULTS = {
  tooShort: {
    code: 'password.tooShort',
    detail: {
      vi: `Mật khẩu phải có ít nhất ${PASSWORD_MIN} ký tự`,
      en: `The password must have at least ${PASSWORD_MIN} characters`,
    },
  },
  tooLong: {
    code: 'password.tooLong',
    detail: {
      vi: `Mật khẩu không được dài quá ${PASSWORD_MAX} ký tự`,
      en: `The password must have at most ${PASSWORD_MAX} characters`,
    },
  },
  containsLogin: {
    code: 'password.containsLogin',
    detail: {
      vi: 'Mật khẩu không được chứa tên đăng nhập',
      en: 'The password must not contain the login',
    },
  },
  containsName: {
    code: 'password.containsName',
    detail: {
      vi: `Không kể phần trùng với họ tên và tên đăng nhập, mật khẩu phải còn ít nhất ${PASSWORD_MIN} ký tự`,
      en: `Without the parts of the name and the login the password must still have ${PASSWORD_MIN} characters`,
    },
  },
  common: {
    code: 'password.common',
    detail: {
      vi: 'Mật khẩu này quá phổ biến, dễ đoán',
      en: 'This password is too common and easy to guess',
    },
  },
} as const satisfies Record<string, PasswordFault>;

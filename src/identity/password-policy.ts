import { foldName } from '../platform/text/fold-vietnamese.js';
import type { Text2 } from '../platform/i18n/locale.js';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

export interface PasswordFault {
  readonly code: string;
  readonly detail: Text2;
}

/** Stems of the commonest passwords here and elsewhere; what stands around them is digits and signs. */
const COMMON_STEMS: ReadonlySet<string> = new Set([
  'password',
  'passw0rd',
  'p@ssw0rd',
  'matkhau',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'admin',
  'administrator',
  'quantri',
  'congan',
  'vietnam',
  'anhyeuem',
  'emyeuanh',
  'iloveyou',
  'letmein',
  'welcome',
  'changeme',
  'abc',
  'abcd',
  'abcdef',
]);

const FEWEST_DIFFERENT = 5;
const SEQUENCES = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * What speaks against a password; null when it may be used. Length is what counts (NIST SP 800-63B): no rule asks
 * for signs or capitals.
 */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const { length } = [...password.normalize('NFC')];
  if (length < PASSWORD_MIN) return FAULTS.tooShort;
  if (length > PASSWORD_MAX) return FAULTS.tooLong;
  const plain = foldName(password);
  if (login.length > 0 && plain.includes(foldName(login))) return FAULTS.containsLogin;
  return isCommon(plain.replaceAll(' ', '')) ? FAULTS.common : null;
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < FEWEST_DIFFERENT) return true;
  if (SEQUENCES.some((sequence) => sequence.includes(plain))) return true;
  return isOfStems(plain.replace(/^[^a-z]+|[^a-z]+$/g, ''));
}

/** 'matkhau', 'matkhaumatkhau', 'adminpassword'. */
function isOfStems(letters: string): boolean {
  if (letters === '') return true;
  return [...COMMON_STEMS].some((stem) => letters.startsWith(stem) && isOfStems(letters.slice(stem.length)));
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
  common: {
    code: 'password.common',
    detail: {
      vi: 'Mật khẩu này quá phổ biến, dễ đoán',
      en: 'This password is too common and easy to guess',
    },
  },
} as const satisfies Record<string, PasswordFault>;

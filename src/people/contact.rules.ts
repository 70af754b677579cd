import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const CONTACT_KINDS = ['phone', 'email'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

interface ContactDefinition {
  readonly label: Text2;
  /** The form to store and compare; null for what is no contact of this kind. */
  readonly normalise: (value: string) => string | null;
  readonly shape: Text2;
}

const CONTACTS: Readonly<Record<ContactKind, ContactDefinition>> = {
  phone: {
    label: text2('Điện thoại', 'Phone'),
    normalise: normalisePhone,
    shape: text2(
      'Số điện thoại phải là số Việt Nam (10 hoặc 11 chữ số, bắt đầu bằng 0) hoặc số quốc tế bắt đầu bằng +',
      'Must be a Vietnamese number (10 or 11 digits from 0) or an international one that begins with +',
    ),
  },
  email: {
    label: text2('Thư điện tử', 'E-mail'),
    normalise: normaliseEmail,
    shape: text2('Phải là địa chỉ thư điện tử', 'Must be an e-mail address'),
  },
};

defineCodeList('contact-kind', text2('Loại liên lạc', 'Kind of contact'), {
  phone: CONTACTS.phone.label,
  email: CONTACTS.email.label,
});

const PHONE_PUNCTUATION = /[\s().-]/g;
const VIETNAMESE = /^(?:\+84|0)([2-9]\d{8,9})$/;
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The form in which a contact is stored and compared; null for a value that is none of its kind. */
export function normaliseContact(kind: ContactKind, value: string): string | null {
  return CONTACTS[kind].normalise(value);
}

/** What a value of this kind must look like. */
export function contactShape(kind: ContactKind): Text2 {
  return CONTACTS[kind].shape;
}

/** '+84 912 345 678' and '0912.345.678' are one number. */
function normalisePhone(value: string): string | null {
  const digits = value.replace(PHONE_PUNCTUATION, '');
  const national = VIETNAMESE.exec(digits)?.[1];
  if (national) return `0${national}`;
  return INTERNATIONAL.test(digits) && !digits.startsWith('+84') ? digits : null;
}

function normaliseEmail(value: string): string | null {
  return EMAIL.test(value) ? value.toLowerCase() : null;
}

export function isContactKind(kind: string): kind is ContactKind {
  return (CONTACT_KINDS as readonly string[]).includes(kind);
}

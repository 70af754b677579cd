import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

export const IDENTIFIER_KINDS = ['citizen-id', 'old-id', 'passport'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

interface IdentifierDefinition {
  readonly label: Text2;
  readonly accepts: RegExp;
  readonly shape: Text2;
}

const IDENTIFIERS: Readonly<Record<IdentifierKind, IdentifierDefinition>> = {
  // Luật Căn cước 2023, Điều 12: twelve digits; the structure of older numbers only warns (citizen-id.rules.ts).
  'citizen-id': {
    label: text2('Số định danh cá nhân', 'Personal identification number'),
    accepts: /^\d{12}$/,
    shape: text2('Số định danh cá nhân phải gồm đúng 12 chữ số', 'Must be exactly 12 digits'),
  },
  'old-id': {
    label: text2('Số chứng minh nhân dân', 'Old identity card number'),
    accepts: /^\d{9}$/,
    shape: text2('Số chứng minh nhân dân phải gồm đúng 9 chữ số', 'Must be exactly 9 digits'),
  },
  passport: {
    label: text2('Số hộ chiếu', 'Passport number'),
    accepts: /^[A-Z0-9]{6,20}$/,
    shape: text2(
      'Số hộ chiếu phải gồm 6 đến 20 chữ cái A–Z và chữ số',
      'Must be 6 to 20 letters A–Z and digits',
    ),
  },
};

defineCodeList('identifier-kind', text2('Loại giấy tờ', 'Kind of identifier'), {
  'citizen-id': IDENTIFIERS['citizen-id'].label,
  'old-id': IDENTIFIERS['old-id'].label,
  passport: IDENTIFIERS.passport.label,
});

/** The form in which an identifier is stored and compared. */
export function normaliseIdentifier(value: string): string {
  return value.toUpperCase();
}

/** What is wrong with the value; null when it has the shape of its kind. @param value as normalised */
export function identifierFault(kind: IdentifierKind, value: string): Text2 | null {
  const { accepts, shape } = IDENTIFIERS[kind];
  return accepts.test(value) ? null : shape;
}

import type { OrganisationKind } from '../law/organisation-kinds.js';
import { text2, type Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { SignedBy } from './paper-kinds.js';

/** NĐ 30/2020/NĐ-CP Art 13: for oneself, on behalf of the collective, in the head's place, by his written authority. */
export const CAPACITIES = ['in-person', 'TM', 'KT', 'TUQ'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/** A delegate signs by a written authority, for a time and for the papers that it names. */
export const OFFICES = ['head', 'deputy', 'delegate'] as const;
export type Office = (typeof OFFICES)[number];

export const CAPACITY_LABELS: Readonly<Record<Capacity, Text2>> = {
  'in-person': text2('Trực tiếp ký', 'For himself'),
  TM: text2('Thay mặt (TM.)', 'On behalf of the collective (TM.)'),
  KT: text2('Ký thay (KT.)', 'In the place of the head (KT.)'),
  TUQ: text2('Thừa ủy quyền (TUQ.)', 'By written authority (TUQ.)'),
};
defineCodeList('signing-capacity', text2('Tư cách ký văn bản', 'Capacity of signing'), CAPACITY_LABELS);

export const OFFICE_LABELS: Readonly<Record<Office, Text2>> = {
  head: text2('Người đứng đầu', 'Head'),
  deputy: text2('Cấp phó của người đứng đầu', 'Deputy of the head'),
  delegate: text2('Người được ủy quyền ký', 'Delegate'),
};
defineCodeList('office', text2('Chức vụ trong cơ quan', 'Office in a body'), OFFICE_LABELS);

/** Bodies that work as a collective; in all others the head decides alone. NĐ 30/2020/NĐ-CP Art 13(1), (2). */
const COLLECTIVES: Readonly<Partial<Record<OrganisationKind, string>>> = {
  'commune-peoples-committee': 'Ủy ban nhân dân',
};

/** In which capacities a paper that such a one signs may be signed in a body of that kind. */
export function capacitiesFor(signedBy: SignedBy, body: OrganisationKind): readonly Capacity[] {
  if (signedBy === 'officer') return ['in-person'];
  return signedBy === 'office' && COLLECTIVES[body] ? ['TM', 'KT', 'TUQ'] : ['in-person', 'KT', 'TUQ'];
}

/** The office that a capacity asks for, where the paper is signed in an office of the body. */
export const OFFICE_OF: Readonly<Record<Capacity, Office>> = {
  'in-person': 'head',
  TM: 'head',
  KT: 'deputy',
  TUQ: 'delegate',
};

export interface Signing {
  readonly capacity: Capacity;
  readonly signedBy: SignedBy;
  readonly body: OrganisationKind;
  readonly headTitle: string;
  readonly signerTitle: string;
}

/** What stands above the signature, line by line. NĐ 30/2020/NĐ-CP, appendix I. */
export function signatureLines(signing: Signing): readonly string[] {
  const { capacity, signedBy, body, headTitle, signerTitle } = signing;
  const collective = signedBy === 'office' ? COLLECTIVES[body] : undefined;
  const behalf = collective ? [`TM. ${collective}`] : [];
  switch (capacity) {
    case 'in-person':
      return [signerTitle].map(inCapitals);
    case 'TM':
      return [...behalf, signerTitle].map(inCapitals);
    case 'KT':
      return [...behalf, `KT. ${headTitle}`, signerTitle].map(inCapitals);
    case 'TUQ':
      return [`TUQ. ${headTitle}`, signerTitle].map(inCapitals);
  }
}

/** As headings and signatures write names: Vietnamese capitals. */
export function inCapitals(text: string): string {
  return text.toLocaleUpperCase('vi');
}

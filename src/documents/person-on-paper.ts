import type { DateOnly } from '../law/date.js';
import type { AddressRecord, IdentifierRecord, PersonRecord } from '../people/person-record.js';
import type { AddressKind, Sex } from '../people/person-kinds.js';
import type { Tx } from '../platform/database/tx.js';
import type { PersonOnPaper } from './paper-fields.js';
import { unitText } from './paper-place.queries.js';

const SEXES: Readonly<Record<Sex, string | null>> = { male: 'Nam', female: 'Nữ', unknown: null };

/** Of several papers, the one that a decision names. */
const IDENTIFIERS: Readonly<
  Record<IdentifierRecord['kind'], { readonly label: string; readonly rank: number }>
> = {
  'citizen-id': { label: 'Số định danh cá nhân', rank: 1 },
  passport: { label: 'Số hộ chiếu', rank: 2 },
  'old-id': { label: 'Số chứng minh nhân dân', rank: 3 },
};

// Where somebody lives before where he is entered, as the question of residence goes.
/** Room to write by hand what cannot be read. */
const BLANK = '…………………………';
const ADDRESS_RANK: Readonly<Record<AddressKind, number>> = { current: 1, temporary: 2, permanent: 3 };

/** A person of the register as a paper of that day names him. */
export async function personOnPaper(tx: Tx, person: PersonRecord, on: DateOnly): Promise<PersonOnPaper> {
  const address = addressOn(person.addresses, on);
  return {
    fullName: person.fullName,
    birth: person.birth,
    sex: SEXES[person.sex],
    identity: identityOf(person.identifiers),
    residence: address ? await residenceText(tx, address) : null,
  };
}

function identityOf(identifiers: readonly IdentifierRecord[]): PersonOnPaper['identity'] {
  const [first] = identifiers
    .filter((each) => each.endedAt === null)
    .toSorted((a, b) => IDENTIFIERS[a.kind].rank - IDENTIFIERS[b.kind].rank);
  if (!first) return null;
  const { kind, value, issuedOn, issuedBy } = first;
  return { label: IDENTIFIERS[kind].label, number: value ?? BLANK, issuedOn, issuedBy };
}

function addressOn(addresses: readonly AddressRecord[], on: DateOnly): AddressRecord | undefined {
  return addresses
    .filter(({ fromOn, untilOn }) => fromOn <= on && (untilOn === null || untilOn >= on))
    .toSorted((a, b) => ADDRESS_RANK[a.kind] - ADDRESS_RANK[b.kind] || b.fromOn.localeCompare(a.fromOn))[0];
}

async function residenceText(tx: Tx, { detail, unitId, unreadable }: AddressRecord): Promise<string> {
  const unit = await unitText(tx, unitId);
  if (unreadable) return `${BLANK}, ${unit}`;
  return detail ? `${detail}, ${unit}` : unit;
}

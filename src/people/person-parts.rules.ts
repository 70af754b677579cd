import { dateOnly, type DateOnly } from '../law/date.js';
import { text2, type Text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { standsOn, type Unit } from '../units/unit.js';
import { fault, faultIf, optionalDay, type Checked } from './checked.js';
import { contactShape, normaliseContact, type ContactKind } from './contact.rules.js';
import { identifierFault, normaliseIdentifier, type IdentifierKind } from './identifier.rules.js';
import { cleanName } from './name.rules.js';
import type { AddressKind, GuardianRelation } from './person-kinds.js';
import type {
  AddressInputDto,
  ContactInputDto,
  GuardianInputDto,
  IdentifierInputDto,
} from './person-input.dto.js';

export interface CleanIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly issuedOn: DateOnly | null;
  readonly issuedBy: string | null;
}

export interface CleanAddress {
  readonly kind: AddressKind;
  readonly unitId: number;
  readonly detail: string | null;
  readonly fromOn: DateOnly;
}

export interface CleanContact {
  readonly kind: ContactKind;
  readonly value: string;
}

export interface CleanGuardian {
  readonly relation: GuardianRelation;
  readonly fullName: string;
  readonly phone: string | null;
  readonly fromOn: DateOnly;
}

/** What the rules need to know besides the input. */
export interface RuleContext {
  /** The legal day. */
  readonly today: DateOnly;
  /** The units that the input names, as far as they exist. */
  readonly units: ReadonlyMap<number, Unit>;
}

const IN_THE_FUTURE = text2('Ngày không được ở tương lai', 'The day cannot be in the future');
const NO_SUCH_UNIT = text2('Không có đơn vị hành chính này', 'There is no such unit');
const NOT_A_COMMUNE = text2('Phải là xã, phường, thị trấn hoặc đặc khu', 'Must be a commune');
const NOT_ON_THAT_DAY = text2(
  'Đơn vị hành chính này không tồn tại vào ngày bắt đầu: hãy chọn đơn vị theo ngày đó',
  'This unit does not exist on the first day: choose the unit of that day',
);

/** @param at JSON pointer of the identifier, '' when it is the body */
export function checkIdentifier(
  input: IdentifierInputDto,
  at: string,
  { today }: RuleContext,
): Checked<CleanIdentifier> {
  const value = normaliseIdentifier(input.value);
  const shape = identifierFault(input.kind, value);
  return {
    clean: {
      kind: input.kind,
      value,
      issuedOn: optionalDay(input.issuedOn),
      issuedBy: input.issuedBy ?? null,
    },
    faults: [
      ...(shape ? [fault(`${at}/value`, 'identifier.shape', shape)] : []),
      ...notInTheFuture(input.issuedOn, `${at}/issuedOn`, today),
    ],
  };
}

export function checkAddress(
  input: AddressInputDto,
  at: string,
  { today, units }: RuleContext,
): Checked<CleanAddress> {
  const { kind, unitId, detail } = input;
  const fromOn = dateOnly(input.fromOn);
  const unit = unitFault(units.get(unitId), fromOn);
  return {
    clean: { kind, unitId, detail: detail ?? null, fromOn },
    faults: [
      ...(unit ? [fault(`${at}/unitId`, unit.code, unit.detail)] : []),
      ...notInTheFuture(fromOn, `${at}/fromOn`, today),
    ],
  };
}

export function checkContact(input: ContactInputDto, at: string): Checked<CleanContact> {
  const value = normaliseContact(input.kind, input.value);
  return {
    clean: { kind: input.kind, value: value ?? input.value },
    faults: faultIf(value === null, `${at}/value`, 'contact.shape', contactShape(input.kind)),
  };
}

export function checkGuardian(
  input: GuardianInputDto,
  at: string,
  { today }: RuleContext,
): Checked<CleanGuardian> {
  const phone = input.phone === undefined ? null : normaliseContact('phone', input.phone);
  const wrongPhone = input.phone !== undefined && phone === null;
  return {
    clean: {
      relation: input.relation,
      fullName: cleanName(input.fullName),
      phone,
      fromOn: dateOnly(input.fromOn),
    },
    faults: [
      ...faultIf(wrongPhone, `${at}/phone`, 'contact.shape', contactShape('phone')),
      ...notInTheFuture(input.fromOn, `${at}/fromOn`, today),
    ],
  };
}

function notInTheFuture(day: string | undefined, pointer: string, today: DateOnly): readonly FieldFault[] {
  return faultIf(day !== undefined && day > today, pointer, 'day.inTheFuture', IN_THE_FUTURE);
}

function unitFault(
  unit: Unit | undefined,
  on: DateOnly,
): { readonly code: string; readonly detail: Text2 } | null {
  if (!unit) return { code: 'address.unknownUnit', detail: NO_SUCH_UNIT };
  if (unit.level !== 'commune') return { code: 'address.notACommune', detail: NOT_A_COMMUNE };
  return standsOn(unit, on) ? null : { code: 'address.unitNotOnThatDay', detail: NOT_ON_THAT_DAY };
}

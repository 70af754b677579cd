import type { Birth, DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';
import { birthFaults, birthOf } from './birth.rules.js';
import { fault } from './checked.js';
import { cleanName } from './name.rules.js';
import type { CorrectableField, CorrectPersonDto } from './person-change.dto.js';
import type { Sex } from './person-kinds.js';

/** What may be corrected of a person. */
export interface CorrectableFacts {
  readonly fullName: string;
  readonly birth: Birth;
  readonly sex: Sex;
  readonly noIdentifierReason: string | null;
}

export interface Correction {
  readonly fields: readonly CorrectableField[];
  /** Only the corrected fields, as they were. */
  readonly before: Partial<CorrectableFacts>;
  readonly after: CorrectableFacts;
}

export interface CorrectionContext {
  readonly today: DateOnly;
  /** Whether the person has an identifier that holds. */
  readonly identified: boolean;
}

const NOTHING_CHANGES = text2(
  'Nội dung đính chính giống hệt nội dung đang có',
  'The correction says what is already there',
);
const IDENTIFIED = text2(
  'Chỉ ghi lý do khi không có giấy tờ nào',
  'A reason belongs only where there is no identifier',
);

export function correctionFaults(
  input: CorrectPersonDto,
  { today, identified }: CorrectionContext,
): readonly FieldFault[] {
  return [
    ...(input.birth ? birthFaults(input.birth, today) : []),
    ...(input.noIdentifierReason !== undefined && identified
      ? [fault('/noIdentifierReason', 'identifier.reasonBesideIdentifier', IDENTIFIED)]
      : []),
  ];
}

/** What the correction changes. @param input without faults */
export function correctionOf(known: CorrectableFacts, input: CorrectPersonDto): Correction {
  const after: CorrectableFacts = {
    fullName: input.fullName === undefined ? known.fullName : cleanName(input.fullName),
    birth: input.birth ? birthOf(input.birth) : known.birth,
    sex: input.sex ?? known.sex,
    noIdentifierReason: input.noIdentifierReason ?? known.noIdentifierReason,
  };
  const fields = (Object.keys(after) as CorrectableField[]).filter(
    (field) => JSON.stringify(after[field]) !== JSON.stringify(known[field]),
  );
  const before = Object.fromEntries(fields.map((field) => [field, known[field]]));
  return { fields, before, after };
}

/** The fault of a correction that changes nothing. */
export function nothingChanges(): FieldFault {
  return fault('', 'correction.nothingChanges', NOTHING_CHANGES);
}

import { fieldProblem } from '../../platform/errors/problem.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';

export type EnteredKind = Exclude<DoseEventKind, 'missed'>;
export type DoseField =
  | 'slot'
  | 'day'
  | 'lotId'
  | 'dose'
  | 'measured'
  | 'namesId'
  | 'reason'
  | 'tokenId'
  | 'witnessId'
  | 'witnessName';

/** Which fields each kind needs, and which it may have besides: a field that it does not know is refused. */
const DOSE_INPUTS: Readonly<
  Record<EnteredKind, { readonly needs: readonly DoseField[]; readonly may: readonly DoseField[] }>
> = {
  prepared: { needs: ['slot'], may: ['day', 'dose'] },
  dispensed: { needs: ['slot', 'lotId'], may: ['dose', 'reason', 'tokenId'] },
  'guest-dose': { needs: ['slot', 'lotId'], may: ['dose', 'reason', 'tokenId'] },
  're-dosed': { needs: ['namesId', 'lotId', 'dose', 'reason'], may: [] },
  refused: { needs: ['slot'], may: ['reason'] },
  withheld: { needs: ['slot'], may: ['reason'] },
  vomited: { needs: ['namesId'], may: ['reason'] },
  spilled: { needs: ['slot', 'lotId', 'measured', 'reason'], may: ['witnessId', 'witnessName'] },
  'take-home-given': { needs: ['slot', 'day', 'lotId'], may: ['dose', 'reason'] },
  'take-home-returned': { needs: ['namesId'], may: ['reason'] },
  voided: { needs: ['namesId', 'reason'], may: [] },
};

/** The same in words, for the document. */
export const FIELDS_OF_KINDS = Object.entries(DOSE_INPUTS)
  .map(([kind, { needs, may }]) => {
    const besides = may.length === 0 ? '' : `, and may have ${may.join(', ')}`;
    return `\`${kind}\` needs ${needs.join(', ')}${besides}`;
  })
  .join('; ');

const FIELDS: readonly DoseField[] = [
  'slot',
  'day',
  'lotId',
  'dose',
  'measured',
  'namesId',
  'reason',
  'tokenId',
  'witnessId',
  'witnessName',
];

/** @throws Problem 422 for the first field that the kind needs and lacks, or does not know */
export function requireDoseFields(
  kind: EnteredKind,
  input: Readonly<Partial<Record<DoseField, unknown>>>,
): void {
  const { needs, may } = DOSE_INPUTS[kind];
  for (const field of FIELDS) {
    const sent = input[field] !== undefined;
    if (!sent && needs.includes(field))
      throw fieldProblem(`/${field}`, 'treatment.fieldNeeded', {
        vi: 'Loại ghi nhận này cần thông tin này',
        en: 'This kind of entry needs it',
      });
    if (sent && !needs.includes(field) && !may.includes(field))
      throw fieldProblem(`/${field}`, 'treatment.fieldUnknown', {
        vi: 'Loại ghi nhận này không có thông tin này',
        en: 'This kind of entry does not have it',
      });
  }
}

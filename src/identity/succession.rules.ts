import { isWithin, type DateOnly } from '../law/date.js';
import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { fieldProblem, type Problem } from '../platform/errors/problem.js';
import { HANDOVER_TOO_LONG, lastHandoverDay } from './handover.rules.js';
import type { SuccessionFunction } from './identity.code-lists.js';
import { isAuthorityOfUnit, type Lifetime } from './organisation.rules.js';
import { heirsOf } from './succession-kinds.js';

export interface SuccessionTerms {
  readonly function: SuccessionFunction;
  readonly effectiveOn: DateOnly;
  readonly handoverUntil: DateOnly;
  readonly main: boolean;
}

export interface Body extends Lifetime {
  readonly kind: OrganisationKind;
}

/**
 * What speaks against one body taking over from another; null when it may.
 *
 * @param sameGround whether the predecessor's unit lies in the successor's, or went into it
 */
export function successionProblem(
  input: SuccessionTerms,
  predecessor: Body,
  successor: Body,
  sameGround: boolean,
): Problem | null {
  if (predecessor.id === successor.id) return fieldProblem('/successorId', 'succession.same', SAME_BODY);
  return (
    kindProblem(input.function, predecessor, successor) ??
    groundProblem(successor, sameGround) ??
    dayProblem(input, predecessor, successor)
  );
}

/** A slip in a number would hand the files of one commune to another at the far end of the country. */
function groundProblem(successor: Body, sameGround: boolean): Problem | null {
  if (sameGround || !isAuthorityOfUnit(successor.kind)) return null;
  return fieldProblem('/successorId', 'succession.elsewhere', ELSEWHERE);
}

function kindProblem(what: SuccessionFunction, predecessor: Body, successor: Body): Problem | null {
  const heirs = heirsOf(what, predecessor.kind);
  if (heirs.includes(successor.kind)) return null;
  return heirs.length === 0
    ? fieldProblem('/predecessorId', 'succession.notKeeper', NOT_KEEPER, labels([predecessor.kind]))
    : fieldProblem('/successorId', 'succession.unlikeKinds', UNLIKE_KINDS, labels(heirs));
}

function labels(kinds: readonly OrganisationKind[]): { readonly vi: string; readonly en: string } {
  const texts = kinds.map((kind) => ORGANISATION_KINDS[kind].label);
  return { vi: texts.map(({ vi }) => vi).join('; '), en: texts.map(({ en }) => en).join('; ') };
}

function dayProblem(input: SuccessionTerms, predecessor: Lifetime, successor: Lifetime): Problem | null {
  if (input.handoverUntil < input.effectiveOn)
    return fieldProblem('/handoverUntil', 'succession.handover', HANDOVER);
  if (input.handoverUntil > lastHandoverDay(input.effectiveOn))
    return fieldProblem('/handoverUntil', 'succession.handoverTooLong', HANDOVER_TOO_LONG);
  if (!isWithin(input.effectiveOn, successor.validFrom, successor.validTo))
    return fieldProblem('/successorId', 'succession.successorAbsent', ABSENT);
  if (input.effectiveOn <= predecessor.validFrom)
    return fieldProblem('/effectiveOn', 'succession.tooEarly', TOO_EARLY);
  return null;
}

/** True where everything goes to one body, which leaves the predecessor nothing to do. */
export function takesEverything({ function: what, main }: SuccessionTerms): boolean {
  return what === 'all' && main;
}

const SAME_BODY = { vi: 'Hai cơ quan phải khác nhau', en: 'A body does not succeed itself' };
const NOT_KEEPER = {
  vi: 'Loại cơ quan này chưa từng có nhiệm vụ được chuyển giao: {vi}',
  en: 'Bodies of this kind never had what is to be handed over: {en}',
};
const UNLIKE_KINDS = {
  vi: 'Cơ quan tiếp nhận phải thuộc một trong các loại: {vi}',
  en: 'The successor must be of one of the kinds: {en}',
};
const ELSEWHERE = {
  vi: 'Địa bàn của cơ quan cũ không thuộc và không nhập vào địa bàn của cơ quan tiếp nhận',
  en: 'The unit of the predecessor neither lies in the successor’s nor went into it',
};
const HANDOVER = {
  vi: 'Thời hạn bàn giao không được kết thúc trước ngày tiếp nhận',
  en: 'The handover must not end before the day on which it begins',
};
const ABSENT = {
  vi: 'Cơ quan tiếp nhận không hoạt động vào ngày tiếp nhận',
  en: 'The successor does not stand on the day on which it takes over',
};
const TOO_EARLY = {
  vi: 'Ngày tiếp nhận phải sau ngày đầu của cơ quan cũ',
  en: 'The day must be after the first one of the predecessor',
};

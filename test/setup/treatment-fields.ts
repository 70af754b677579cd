/** Each leaf of an answer by its way from the top: what an answer can tell, whatever it tells today. */
export function keysOf(value: unknown, way = ''): readonly string[] {
  const inside = Array.isArray(value)
    ? value.flatMap((each) => keysOf(each, `${way}[]`))
    : value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, each]) => keysOf(each, way === '' ? key : `${way}.${key}`))
      : [way];
  return [...new Set(inside.length > 0 ? inside : [`${way}[]`])].toSorted();
}

/** What a commune is told of an admission. */
export const NOTICE = [
  ...[
    'alsoByText',
    'annulledAt',
    'annulledReason',
    'article',
    'birthYear',
    'effectiveOn',
    'form.appendix',
    'form.instrument',
  ],
  ...['form.number', 'fromName', 'fromOrganisationId', 'fullName', 'ground', 'groundLabel', 'id', 'kind'],
  ...['label.en', 'label.vi', 'number', 'sentAt', 'toOrganisationId', 'untilOn'],
  // Why this body is told, by the day alone.
  ...['explanation.citations[].instrument', 'explanation.citations[].mark', 'explanation.citations[].text'],
  ...[
    'explanation.inputs.on',
    'explanation.inputs.reading',
    'explanation.mark',
    'explanation.result.addressee',
  ],
  ...['explanation.rule', 'explanation.steps[].citation.instrument', 'explanation.steps[].citation.mark'],
  ...['explanation.steps[].citation.text', 'explanation.steps[].en', 'explanation.steps[].mark'],
  ...['explanation.steps[].vi', 'explanation.version'],
].toSorted();
/** What who asked for a treatment is told of it. */
export const REQUEST = [
  ...['askedAt', 'caseId', 'episodeId', 'fromName', 'fromOrganisationId', 'id', 'kind', 'personId'],
  ...['toOrganisationId', 'state', 'openUntil', 'endedAt'],
].toSorted();
/** What the window shows of a person. */
export const WINDOW = [
  ...['birthYear', 'bookedElsewhere', 'consented', 'doubleDose', 'dosing', 'episodeId', 'fullName', 'guest'],
  ...['held', 'kind', 'lastDoseOn', 'personId', 'slots[].dose', 'slots[].slot', 'slots[].state', 'unit'],
  ...['slots[].againMost', 'slots[].vomited'],
  ...['holds[].fromOn', 'holds[].placedBy', 'holds[].reason', 'holds[].source'],
  ...['flags[]', 'hostClosed', 'missedInARow', 'orderUntilOn', 'testDueOn', 'testOverdue', 'unchecked'],
  ...['uncheckedBecause', 'unfit[]'],
].toSorted();
/** An entry of the ledger. */
export const EVENT = [
  ...['at', 'clientEventId', 'day', 'dose', 'episodeId', 'flags[]', 'id', 'kind', 'lotId', 'measured'],
  ...['namesId', 'reason', 'reported', 'siteId', 'slot'],
  // Who entered it and who saw it, by id alone.
  'decidedBy',
  ...['orderId', 'recordedAt', 'recordedBy', 'witnessId', 'witnessName'],
].toSorted();
/** The same as the history shows it. */
export const KEPT = [
  ...[...EVENT, 'decisions[]', 'unchecked', 'uncheckedBecause'],
  ...['decidedAt', 'decidedBy', 'dose', 'id', 'reason', 'replacedAt', 'unit'].map(
    (key) => `decisions[].${key}`,
  ),
].toSorted();
/** Why nothing is checked, where nothing is. */
export const WHY_UNCHECKED = ['uncheckedBecause.en', 'uncheckedBecause.vi'];
/** What the answer to an entry tells besides. */
export const RECORDED = [
  'orderApprovedByWriter',
  'protocol.notChecked[]',
  'protocol.protocolId',
  'protocol.signedByAuthor',
  'protocol.unchecked',
  'protocol.why',
  'resent',
];
/** The same of a dose that was given where a protocol is in force: by name what it was not asked of. */
export const RECORDED_GIVEN = [
  ...RECORDED.filter((key) => key !== 'protocol.notChecked[]' && key !== 'protocol.why'),
  ...['protocol.notChecked[].value', 'protocol.notChecked[].why.en', 'protocol.notChecked[].why.vi'],
  ...['protocol.why.en', 'protocol.why.vi'],
];
/** A hold. */
export const HOLD = [
  ...['endReason', 'endedAt', 'episodeId', 'fromOn', 'id', 'placedAt', 'placedBy', 'reason', 'source'],
  ...['unchecked', 'uncheckedBecause', 'version'],
].toSorted();
/** A booking of a guest. */
export const BOOKING = [
  ...[
    'cancelReason',
    'cancelledAt',
    'closedDays[]',
    'episodeId',
    'fromOn',
    'guestSiteId',
    'id',
    'reason',
    'unchecked',
    'uncheckedBecause',
    'untilOn',
    'version',
  ],
].toSorted();
/** An order. */
export const ORDER = [
  ...['approvedByWriter', 'protocolSignedByAuthor'],
  ...['approvedAt', 'approvedBy', 'checks[].check', 'checks[].found', 'checks[].limit', 'checks[].result'],
  ...['checks[].why', 'checks[].why.en', 'checks[].why.vi', 'endedOn', 'endedReason', 'episodeId', 'fromOn'],
  ...['id', 'lateReason', 'notChecked[].value', 'notChecked[].why.en', 'notChecked[].why.vi'],
  ...['prescribedAt', 'prescribedBy', 'protocolId', 'reason', 'slots[].dose', 'strength', 'unchecked'],
  ...['unfit[]', 'unit', 'untilOn', 'version', 'why.en', 'why.vi'],
].toSorted();

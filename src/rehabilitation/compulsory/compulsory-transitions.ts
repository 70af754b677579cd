import type { Transitions } from '../../cases/history.js';
import { moving, staying, type MoveStep } from '../voluntary/door-parts.js';

/** States of a compulsory rehabilitation, from the finding to the certificate. */
export type CompulsoryState =
  | 'new'
  | 'found'
  | 'building'
  | 'complete'
  | 'reading'
  | 'checking'
  | 'to-supplement'
  | 'at-court'
  | 'questioned'
  | 'accepted'
  | 'clarifying'
  | 'ordered'
  | 'under-appeal'
  | 'to-execute'
  | 'facility-asked'
  | 'elsewhere-asked'
  | 'designated'
  | 'to-transport'
  | 'postponed'
  | 'at-large'
  | 'in-facility'
  | 'on-leave'
  | 'escaped'
  | 'suspended'
  | 'in-prison'
  | 'served'
  | ClosedState;

type ClosedState =
  | 'completed'
  | 'refused-by-court'
  | 'closed-by-court'
  | 'exempted'
  | 'discontinued'
  | 'lapsed'
  | 'died'
  | 'voided';

/** Between the finding and the arrival of the court's decision. */
export type DossierStep =
  | 'document-added'
  | 'dossier-completed'
  | 'notified'
  | 'submitted'
  | 'returned'
  | 'resubmitted'
  | 'forwarded'
  | 'forwarded-minor'
  | 'sent-to-court'
  | 'court-asked'
  | 'court-answered'
  | 'interim-began'
  | 'interim-ended'
  | 'interim-fled'
  | 'evaded'
  | 'evasion-ended'
  | 'discontinued'
  | 'lapsed';

/** What a court did, and what came of its decision. */
export type CourtStep =
  | 'court-returned'
  | 'accepted'
  | 'prolonged'
  | 'ordered'
  | 'ordered-minor'
  | 'refused'
  | 'court-closed'
  | 'appealed'
  | 'appeal-dismissed'
  | 'overturned'
  | 'order-received'
  | 'postponed'
  | 'postponement-ended'
  | 'exempted'
  | 'suspended'
  | 'compliance-ordered'
  | 'return-ordered'
  | 'reduced';

export type ExecutionStep =
  | 'facility-asked'
  | 'designated'
  | 'elsewhere-asked'
  | 'designated-by-ministry'
  | 'designation-delivered'
  | 'facility-full'
  | 'force-majeure-ended'
  | 'enforced'
  | 'fled'
  | 'caught'
  | 'transferred';

export type StayStep =
  | 'received'
  | 'stage-began'
  | 'stage-ended'
  | 'evaluated'
  | 'escaped'
  | 'escape-reported'
  | 'recovered'
  | 'left-for-proceedings'
  | 'bereavement-asked'
  | 'bereavement-granted'
  | 'bereavement-refused'
  | 'left-for-bereavement'
  | 'leave-ended'
  | 'resumed'
  | 'imprisoned'
  | 'released'
  | 'reduction-reviewed'
  | 'protection-needed'
  | 'protection-proposed'
  | 'end-announced'
  | 'served'
  | 'completed'
  | 'came-home'
  | 'release-reported'
  | 'release-report-missed';

export type CompulsoryStep =
  | 'found'
  | 'opened'
  | 'ordinal-corrected'
  | DossierStep
  | CourtStep
  | ExecutionStep
  | StayStep
  | 'died'
  | 'voided'
  | MoveStep;

/** Which rehabilitation it is may be corrected until a court has decided for how long. */
const correctable = <State extends CompulsoryState>(state: State) =>
  ({ 'ordinal-corrected': state }) as const;

/** Possible as long as nobody has decided. */
const UNDECIDED = {
  discontinued: 'discontinued',
  lapsed: 'lapsed',
  died: 'died',
  voided: 'voided',
} as const;
const DECIDED = { died: 'died', voided: 'voided' } as const;

const INTERIM = ['interim-began', 'interim-ended', 'interim-fled'] as const;
const MEANWHILE = [...INTERIM, 'evaded', 'evasion-ended'] as const;

/** The person is watched, or hides, whatever becomes of the papers meanwhile. */
const meanwhile = <State extends CompulsoryState>(
  state: State,
): Readonly<Record<(typeof MEANWHILE)[number] | MoveStep, State>> => ({
  ...staying(state, MEANWHILE),
  ...moving(state),
});

/** The decision is in force and the person not yet at the facility. */
const executing = <State extends CompulsoryState>(state: State) =>
  ({
    ...staying(state, [...INTERIM, 'enforced'] as const),
    ...moving(state),
    postponed: 'postponed',
    exempted: 'exempted',
    fled: 'at-large',
    ...DECIDED,
  }) as const;

/** What the family asks for and the head of the facility decides. */
const BEREAVEMENT = ['bereavement-asked', 'bereavement-granted', 'bereavement-refused'] as const;
/** NĐ 116/2021 Art 63, NĐ 163/2026 Art 124: a place at a social-protection facility for after the measure. */
const PROTECTION = ['protection-needed', 'protection-proposed'] as const;

/** Ends of the measure for whom it has begun. */
const SERVING = { exempted: 'exempted', ...DECIDED } as const;

/**
 * Two ways that never cross, by the acts that each law knows. Until 30/06/2026 through the body that checks the dossier
 * (NĐ 116/2021 Art 42, 43) and to the facility that the court's papers name (Art 54). Since then straight to the regional
 * court (NĐ 163/2026 Art 102(4)) and by the designation of the provincial police or the ministry (Art 106, 107); a dossier
 * that lay with the checking body on that day goes to the court from there (Luật 120/2025 Art 56(2)).
 * A court may ask before and after it has accepted. 'fled' and 'escaped': before and after entry (NĐ 116/2021 Art 56, NĐ
 * 163/2026 Art 109). 'served': over, the person is yet to report at home (NĐ 116/2021 Art 62(5)). 'suspended': at home for treatment, which counts (Luật 120/2025 Art 39(3)); 'in-prison': Art 47(1).
 */
export const COMPULSORY_TRANSITIONS: Transitions<CompulsoryState, CompulsoryStep> = {
  new: { found: 'found' },
  found: { opened: 'building', ...DECIDED },
  building: {
    'document-added': 'building',
    'dossier-completed': 'complete',
    ...meanwhile('building'),
    ...correctable('building'),
    ...UNDECIDED,
  },
  complete: { notified: 'reading', ...meanwhile('complete'), ...correctable('complete'), ...UNDECIDED },
  reading: {
    submitted: 'checking',
    'sent-to-court': 'at-court',
    ...meanwhile('reading'),
    ...correctable('reading'),
    ...UNDECIDED,
  },
  checking: {
    returned: 'to-supplement',
    forwarded: 'at-court',
    'forwarded-minor': 'at-court',
    'sent-to-court': 'at-court',
    ...meanwhile('checking'),
    ...correctable('checking'),
    ...UNDECIDED,
  },
  'to-supplement': {
    'document-added': 'to-supplement',
    resubmitted: 'checking',
    'sent-to-court': 'at-court',
    ...meanwhile('to-supplement'),
    ...correctable('to-supplement'),
    ...UNDECIDED,
  },
  'at-court': {
    'court-asked': 'questioned',
    'court-returned': 'to-supplement',
    accepted: 'accepted',
    ...meanwhile('at-court'),
    ...correctable('at-court'),
    ...UNDECIDED,
  },
  questioned: {
    'court-answered': 'at-court',
    ...meanwhile('questioned'),
    ...correctable('questioned'),
    ...UNDECIDED,
  },
  accepted: {
    'court-asked': 'clarifying',
    prolonged: 'accepted',
    ordered: 'ordered',
    'ordered-minor': 'ordered',
    refused: 'refused-by-court',
    'court-closed': 'closed-by-court',
    ...meanwhile('accepted'),
    ...correctable('accepted'),
    ...DECIDED,
  },
  clarifying: {
    'court-answered': 'accepted',
    ...meanwhile('clarifying'),
    ...correctable('clarifying'),
    ...DECIDED,
  },
  ordered: {
    appealed: 'under-appeal',
    'order-received': 'to-execute',
    ...staying('ordered', INTERIM),
    ...moving('ordered'),
    ...DECIDED,
  },
  'under-appeal': {
    'appeal-dismissed': 'ordered',
    overturned: 'refused-by-court',
    ...staying('under-appeal', INTERIM),
    ...moving('under-appeal'),
    ...DECIDED,
  },
  'to-execute': {
    'facility-asked': 'facility-asked',
    'facility-full': 'to-execute',
    'force-majeure-ended': 'to-execute',
    received: 'in-facility',
    ...executing('to-execute'),
  },
  'facility-asked': {
    designated: 'designated',
    'elsewhere-asked': 'elsewhere-asked',
    ...executing('facility-asked'),
  },
  'elsewhere-asked': { 'designated-by-ministry': 'designated', ...executing('elsewhere-asked') },
  designated: {
    'designation-delivered': 'to-transport',
    // Who is already there under interim management is told and stays: NĐ 163/2026 Art 107(1).
    received: 'in-facility',
    ...executing('designated'),
  },
  'to-transport': {
    received: 'in-facility',
    'force-majeure-ended': 'to-transport',
    ...executing('to-transport'),
  },
  postponed: {
    'postponement-ended': 'to-execute',
    // Luật 120/2025 Art 39(6): who flees while it is put off.
    fled: 'at-large',
    'compliance-ordered': 'to-execute',
    exempted: 'exempted',
    ...moving('postponed'),
    ...DECIDED,
  },
  'at-large': {
    caught: 'to-execute',
    'return-ordered': 'at-large',
    ...moving('at-large'),
    ...DECIDED,
  },
  'in-facility': {
    ...staying('in-facility', [
      'stage-began',
      'stage-ended',
      'evaluated',
      'reduced',
      'reduction-reviewed',
      'transferred',
      'end-announced',
      'escape-reported',
      ...BEREAVEMENT,
      ...PROTECTION,
    ] as const),
    escaped: 'escaped',
    'left-for-proceedings': 'on-leave',
    'left-for-bereavement': 'on-leave',
    suspended: 'suspended',
    imprisoned: 'in-prison',
    served: 'served',
    completed: 'completed',
    ...moving('in-facility'),
    ...SERVING,
  },
  'on-leave': {
    'leave-ended': 'in-facility',
    // NĐ 116/2021 Art 70, NĐ 163/2026 Art 121(4): who does not come back in time is traced.
    escaped: 'escaped',
    imprisoned: 'in-prison',
    ...staying('on-leave', [...BEREAVEMENT, ...PROTECTION] as const),
    ...moving('on-leave'),
    ...SERVING,
  },
  escaped: {
    recovered: 'in-facility',
    ...staying('escaped', ['escape-reported', 'return-ordered'] as const),
    imprisoned: 'in-prison',
    ...moving('escaped'),
    ...SERVING,
  },
  suspended: {
    resumed: 'in-facility',
    ...staying('suspended', ['end-announced', ...PROTECTION] as const),
    escaped: 'escaped',
    'return-ordered': 'suspended',
    imprisoned: 'in-prison',
    served: 'served',
    completed: 'completed',
    ...moving('suspended'),
    ...SERVING,
  },
  'in-prison': {
    released: 'in-facility',
    'escape-reported': 'in-prison',
    ...moving('in-prison'),
    ...SERVING,
  },
  served: {
    ...staying('served', ['escape-reported', 'came-home'] as const),
    'release-reported': 'completed',
    'release-report-missed': 'completed',
    ...moving('served'),
    ...DECIDED,
  },
  completed: moving('completed'),
  'refused-by-court': moving('refused-by-court'),
  'closed-by-court': moving('closed-by-court'),
  exempted: moving('exempted'),
  discontinued: moving('discontinued'),
  lapsed: moving('lapsed'),
  died: moving('died'),
  voided: moving('voided'),
};

export const COMPULSORY_STATES = Object.keys(COMPULSORY_TRANSITIONS) as readonly CompulsoryState[];

/** In which no court has decided on the measure. */
export const UNDECIDED_STATES = [
  'found',
  'building',
  'complete',
  'reading',
  'checking',
  'to-supplement',
  'at-court',
  'questioned',
  'accepted',
  'clarifying',
] as const satisfies readonly CompulsoryState[];

import type { Transitions } from '../../cases/history.js';
import { staying } from '../voluntary/door-parts.js';

/** States of the management of a drug user, from the positive test to the decision that ends it. */
export type DrugUserState =
  | 'new'
  | 'found'
  | 'verified'
  | 'noticed'
  | 'managed'
  | 'used-again'
  | 'absent'
  | 'suspended'
  | 'suspended-used-again'
  | 'moving'
  | 'moving-used-again'
  | 'sent'
  | 'stop-to-send'
  | 'end-to-send'
  | ClosedState;

type ClosedState = 'stopped' | 'ended' | 'not-applied' | 'died' | 'voided';

/** What the commune police enter as they do or learn of it. */
export type FollowStep =
  | 'residence-verified'
  | 'residence-checked'
  | 'tested'
  | 'use-found-again'
  | 'absent'
  | 'returned'
  | 'resumed'
  | 'moved'
  | 'stayed'
  | 'taken-over'
  | 'decision-sent'
  | 'not-applied';

/** What a head decides or sends, each a paper with its number. */
export type PaperStep =
  | 'notified'
  | 'decided'
  | 'decided-again'
  | 'decided-after-move'
  | 'file-sent'
  | 'suspended'
  | 'stopped'
  | 'ended';

export type DrugUserStep =
  | 'found'
  | 'found-remote'
  | 'notice-received'
  | 'papers-added'
  | 'result-added'
  | FollowStep
  | PaperStep
  | 'died'
  | 'voided'
  | 'keeper-moved';

const UNDECIDED = { 'not-applied': 'not-applied', died: 'died', voided: 'voided' } as const;

/** Whatever happens meanwhile, papers are added and the keeper may change. */
const anywhere = <State extends DrugUserState>(
  state: State,
): Readonly<Record<'papers-added' | 'keeper-moved', State>> =>
  staying(state, ['papers-added', 'keeper-moved']);

/** While nobody may decide yet: who lives nowhere is determined first. */
const undecided = <State extends DrugUserState>(state: State) =>
  ({ ...anywhere(state), 'result-added': state, ...UNDECIDED }) as const;

/** While the year runs: checks, tests, a decision that is sent late. */
const managing = <State extends DrugUserState>(state: State) =>
  ({
    ...staying(state, ['residence-checked', 'tested', 'decision-sent'] as const),
    ...anywhere(state),
    stopped: 'stop-to-send',
    voided: 'voided',
  }) as const;

/**
 * Both laws go the same way; what one of them alone knows is an act or a step of that law. 'absent': nobody knows where,
 * which does not count (NĐ 163/2026 Art 60(2)). 'suspended': in custody (Art 63(1)). 'sent': the file is on its way to the
 * commune to which the person moved, which goes on by a decision of its own since 01/07/2026 (Art 62(2)), and without one
 * before (NĐ 105/2021 Art 43(3)). Who is found to have used drugs again is where he was when the new decision is made: in
 * custody ('suspended-used-again') or with a file that is to be sent ('moving-used-again'). A decision that stops or ends is sent before the file ends (Art 48(3), 63(4)).
 */
export const DRUG_USER_TRANSITIONS: Transitions<DrugUserState, DrugUserStep> = {
  new: { found: 'found', 'found-remote': 'found', 'notice-received': 'noticed' },
  found: { 'residence-verified': 'verified', ...undecided('found') },
  verified: { notified: 'noticed', ...undecided('verified') },
  noticed: { decided: 'managed', ...undecided('noticed') },
  managed: {
    ...managing('managed'),
    'use-found-again': 'used-again',
    absent: 'absent',
    suspended: 'suspended',
    moved: 'moving',
    ended: 'end-to-send',
  },
  'used-again': {
    ...managing('used-again'),
    'decided-again': 'managed',
    suspended: 'suspended-used-again',
    // The year was over before anybody decided anew: there is nothing left to decide on.
    ended: 'end-to-send',
  },
  absent: { ...managing('absent'), returned: 'managed', suspended: 'suspended' },
  suspended: { ...managing('suspended'), resumed: 'managed' },
  'suspended-used-again': {
    ...managing('suspended-used-again'),
    'decided-again': 'suspended',
    resumed: 'used-again',
  },
  moving: {
    ...managing('moving'),
    'use-found-again': 'moving-used-again',
    'file-sent': 'sent',
    stayed: 'managed',
    ended: 'end-to-send',
  },
  'moving-used-again': {
    ...managing('moving-used-again'),
    'decided-again': 'moving',
    stayed: 'used-again',
    ended: 'end-to-send',
  },
  sent: {
    ...managing('sent'),
    'taken-over': 'managed',
    'decided-after-move': 'managed',
    stayed: 'managed',
    ended: 'end-to-send',
  },
  'stop-to-send': { 'decision-sent': 'stopped', ...anywhere('stop-to-send') },
  'end-to-send': { 'decision-sent': 'ended', ...anywhere('end-to-send') },
  stopped: staying('stopped', ['keeper-moved']),
  ended: staying('ended', ['keeper-moved']),
  'not-applied': staying('not-applied', ['keeper-moved']),
  died: staying('died', ['keeper-moved']),
  voided: staying('voided', ['keeper-moved']),
};

export const DRUG_USER_STATES = Object.keys(DRUG_USER_TRANSITIONS) as readonly DrugUserState[];

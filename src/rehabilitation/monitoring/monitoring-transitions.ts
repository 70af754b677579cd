import type { Transitions } from '../../cases/history.js';

export type MonitoringState =
  | 'new'
  | 'requested'
  | 'decided'
  | 'monitored'
  | 'removed'
  | 'pause-decided'
  | 'paused'
  | 'to-end'
  | 'waiver-decided'
  | 'end-decided'
  | 'waived'
  | 'ended'
  | 'withdrawn'
  | 'lapsed'
  | 'voided';

/** What the head of the commune police decides in a file that is open. */
export const MONITORING_DECISIONS = [
  'ordered-on-request',
  'ordered-anew',
  'pause-decided',
  'waiver-decided',
  'end-decided',
  'officer-assigned',
] as const;
export type MonitoringDecision = (typeof MONITORING_DECISIONS)[number];

/** What officers record. */
export const MONITORING_RECORDS = [
  'fitted',
  'device-asked',
  'removed',
  'refitted',
  'relocated',
  'replaced',
  'pause-recorded',
  'returned',
  'waiver-recorded',
  'end-recorded',
  'residence-changed',
  'violated',
  'remedied',
  'not-remedied',
] as const;
export type MonitoringRecordStep = (typeof MONITORING_RECORDS)[number];

export type MonitoringStep =
  | 'requested'
  | 'monitoring-ordered'
  | MonitoringDecision
  | MonitoringRecordStep
  | 'withdrawn'
  | 'voided'
  | 'ground-ended'
  | 'keeper-moved';

/** Steps that leave a state as it is, wherever a decision is in force. */
const inForce = <State extends MonitoringState>(
  state: State,
): Readonly<Partial<Record<MonitoringStep, MonitoringState>>> => ({
  violated: state,
  remedied: state,
  'not-remedied': state,
  'ordered-anew': state,
  'residence-changed': state,
  'officer-assigned': state,
  'end-decided': 'end-decided',
  'ground-ended': 'to-end',
  'keeper-moved': state,
  voided: 'voided',
});

/**
 * NĐ 163/2026 Art 14–25. 'decided': signed, the device not fitted yet. 'removed': for a time, by Art 19(1). 'to-end': what
 * it hung on is over, and the head of the commune police has to decide the end (Art 20(4)c); 'lapsed': the same before
 * anything was decided. Waiver and end are decided first and carried out by a record of its own (Art 20(3), (4)).
 */
export const MONITORING_TRANSITIONS: Transitions<MonitoringState, MonitoringStep> = {
  new: { requested: 'requested', 'monitoring-ordered': 'decided' },
  requested: {
    'ordered-on-request': 'decided',
    withdrawn: 'withdrawn',
    'ground-ended': 'lapsed',
    'keeper-moved': 'requested',
    voided: 'voided',
  },
  decided: { ...inForce('decided'), fitted: 'monitored', 'pause-decided': 'pause-decided' },
  monitored: {
    ...inForce('monitored'),
    'device-asked': 'monitored',
    removed: 'removed',
    relocated: 'monitored',
    replaced: 'monitored',
    'pause-decided': 'pause-decided',
    'waiver-decided': 'waiver-decided',
  },
  removed: {
    ...inForce('removed'),
    returned: 'removed',
    refitted: 'monitored',
    'pause-decided': 'pause-decided',
    'waiver-decided': 'waiver-decided',
  },
  'pause-decided': { ...inForce('pause-decided'), 'pause-recorded': 'paused' },
  paused: { ...inForce('paused'), returned: 'paused', refitted: 'monitored' },
  'to-end': { 'end-decided': 'end-decided', 'keeper-moved': 'to-end', voided: 'voided' },
  'waiver-decided': {
    'waiver-recorded': 'waived',
    'end-decided': 'end-decided',
    'keeper-moved': 'waiver-decided',
    voided: 'voided',
  },
  'end-decided': { 'end-recorded': 'ended', 'keeper-moved': 'end-decided', voided: 'voided' },
  waived: { 'keeper-moved': 'waived' },
  ended: { 'keeper-moved': 'ended' },
  withdrawn: { 'keeper-moved': 'withdrawn' },
  lapsed: { 'keeper-moved': 'lapsed' },
  voided: { 'keeper-moved': 'voided' },
};

export const MONITORING_STATES = Object.keys(MONITORING_TRANSITIONS) as readonly MonitoringState[];

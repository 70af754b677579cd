import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

defineSubject('dose-hold', 'dose_hold');

/** Why a dose waits: a clinician said so, or the protocol, after so many days on which the person did not come. */
export type HoldSource = 'clinician' | 'missed-doses';

const SOURCES: Readonly<Record<HoldSource, Text2>> = {
  clinician: text2('Bác sĩ tạm giữ', 'A clinician'),
  'missed-doses': text2(
    'Nhiều ngày không đến uống thuốc, theo phác đồ',
    'Not seen on several days, by the protocol',
  ),
};
export const HOLD_SOURCES = Object.keys(SOURCES) as readonly HoldSource[];

defineCodeList('hold-source', text2('Lý do tạm giữ liều', 'Why a dose is held'), SOURCES);

export interface Hold {
  readonly id: string;
  readonly episodeId: string;
  readonly source: HoldSource;
  readonly reason: string;
  /** Null: the program did. */
  readonly placedBy: string | null;
  readonly fromOn: DateOnly;
  readonly placedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly version: number;
}

const SELECTED = `
  select h.id, h.episode_id as "episodeId", h.source, h.reason, h.from_on as "fromOn",
    h.placed_by as "placedBy", h.placed_at as "placedAt",
    h.ended_at as "endedAt", h.end_reason as "endReason", h.version
  from dose_hold h`;

export async function holdById(tx: Tx, id: string): Promise<Hold | null> {
  return tx.one<Hold>(`${SELECTED} where h.id = $1`, [id]);
}

/** Of an episode, the latest first. */
export async function holdsOf(tx: Tx, episodeId: string): Promise<readonly Hold[]> {
  return tx.query<Hold>(
    `${SELECTED} where h.episode_id = $1 order by h.placed_at desc, h.id desc limit 1000`,
    [episodeId],
  );
}

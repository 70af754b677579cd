import { randomUUID } from 'node:crypto';
import { asApp } from './as-app.js';
import { userOf, type DosingSite, type SeededEpisode } from './dosing-site.js';
import type { TestApp } from './test-app.js';

/** As somebody would write it who has the application's role: `{me}` and `{site}` are his. */
export const doseSql = (
  episode: SeededEpisode,
  home: DosingSite,
  day: string,
  at: string,
  { kind = 'dispensed', flags = '{}' } = {},
): string =>
  `insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, stock_day,
     client_event_id, user_id, recorded_legal_at, flags)
   values (gen_random_uuid(), '${day}', 2, '${episode.episodeId}', '${episode.personId}', {site}, ${home.siteId},
     '${kind}', '${at}', true, '${day}', 'x', {me}, now(), '${flags}')`;
export const claimSql = (
  { episodeId }: Pick<SeededEpisode, 'episodeId'>,
  day: string,
  at: string,
  kind = 'dispensed',
): string =>
  `select app.claim_dose(gen_random_uuid(), '${episodeId}', {site}, '${day}', 2::smallint, true, '${at}', '${kind}', null)`;
/** The same to the end of its transaction, where what was put off is checked. */
export const toTheEnd = (sql: string): string =>
  `do $do$ begin ${sql.replaceAll(/(?<=^|;\s*)select/gu, 'perform')}; set constraints all immediate; end $do$`;
export const namedSql = (id: string, home: DosingSite, day: string): string =>
  `insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
   values ('${id}', 'voided', gen_random_uuid(), {site}, '${day}', ${home.siteId})`;

/** Something that follows another entry, by somebody of the dose's own site; `named` says that the name stands beside it. */
export const followerSql = (
  episode: SeededEpisode,
  home: DosingSite,
  day: string,
  follower: {
    readonly kind: string;
    readonly namesId: string;
    readonly namesKind: string;
    readonly lotId: string;
    readonly measured: number;
    readonly named?: boolean;
    readonly reported?: boolean;
    readonly dose?: number;
    readonly decidedBy?: string | null;
  },
): string => {
  const { kind, namesId, namesKind, lotId, measured, named = true, reported = false } = follower;
  const { dose = 0, decidedBy = null } = follower;
  const id = randomUUID();
  const name = `insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
    values ('${namesId}', '${kind}', '${id}', {site}, '${day}', ${home.siteId});`;
  return `${named ? name : ''}
    insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, stock_day,
      client_event_id, user_id, recorded_legal_at, names_id, names_day, names_kind, lot_id, measured, dose, decided_by)
    values ('${id}', '${day}', 1, '${episode.episodeId}', '${episode.personId}', {site}, ${home.siteId}, '${kind}',
      '${day}T08:30:00+07:00', ${reported}, '${day}', 'x', {me}, now(), '${namesId}', '${day}', '${namesKind}', '${lotId}',
      ${measured}, ${dose}, ${decidedBy === null ? 'null' : `'${decidedBy}'`})`;
};
/** @param columns of the movement besides those that each has */
export const movementSql = (
  { lotId }: Pick<DosingSite, 'lotId'>,
  day: string,
  columns: Readonly<Record<string, string>>,
): string => {
  const all: Readonly<Record<string, string>> = {
    ...{
      id: 'gen_random_uuid()',
      site_id: '{site}',
      lot_id: `'${lotId}'`,
      stock_day: `'${day}'`,
      at: 'now()',
    },
    ...{ measured: '700', client_event_id: `'y'`, recorded_by: '{me}', ...columns },
  };
  return `insert into stock_movement (${Object.keys(all).join(', ')}) values (${Object.values(all).join(', ')})`;
};

/** @returns how many rows the statement gives to somebody of a site, or the code of its refusal; nothing of it stays */
export function attackerOn(
  { database }: TestApp,
  today: string,
): (where: DosingSite, sql: string, ...parameters: unknown[]) => Promise<number | string> {
  return async ({ siteId, dispenser }, sql, ...parameters) => {
    const userId = userOf(dispenser);
    const filled = sql.replaceAll('{me}', `'${userId}'`).replaceAll('{site}', String(siteId));
    return asApp(database, { userId, organisationId: siteId, today }, (ask) =>
      ask(filled, parameters).then(
        (rows) => rows.length,
        (error: { code: string }) => error.code,
      ),
    );
  };
}

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
  `select app.claim_dose(gen_random_uuid(), '${episodeId}', {site}, '${day}', 2::smallint, true, '${at}', '${kind}')`;
/** The same to the end of its transaction, where what was put off is checked. */
export const toTheEnd = (sql: string): string =>
  `do $do$ begin ${sql.replace(/^select/u, 'perform')}; set constraints all immediate; end $do$`;
export const namedSql = (id: string, home: DosingSite, day: string): string =>
  `insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id)
   values ('${id}', 'voided', gen_random_uuid(), {site}, '${day}', ${home.siteId})`;

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

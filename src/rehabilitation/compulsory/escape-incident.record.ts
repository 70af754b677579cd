import type { Tx } from '../../platform/database/tx.js';

export interface EscapeIncident {
  readonly id: string;
  readonly organisationId: number;
  readonly happenedAt: Date;
  readonly account: string;
}

/** Who escaped in an incident and when he was back, by the files that the actor sees. */
export interface EscapedPerson {
  readonly caseId: string;
  readonly caseCode: string;
  readonly personId: string;
  readonly escapedAt: Date;
  readonly returnedAt: Date | null;
}

const COLUMNS = `i.id, i.organisation_id as "organisationId", i.happened_at as "happenedAt", i.account`;

export async function insertIncident(tx: Tx, incident: EscapeIncident, recordedBy: string): Promise<void> {
  await tx.execute(
    `insert into escape_incident (id, organisation_id, happened_at, account, recorded_by) values ($1, $2, $3, $4, $5)`,
    [incident.id, incident.organisationId, incident.happenedAt, incident.account, recordedBy],
  );
}

export async function findIncident(tx: Tx, id: string): Promise<EscapeIncident | null> {
  return tx.one<EscapeIncident>(`select ${COLUMNS} from escape_incident i where i.id = $1`, [id]);
}

/** Annulled escapes and returns do not count. */
export async function escapedIn(tx: Tx, incidentId: string): Promise<readonly EscapedPerson[]> {
  return tx.query<EscapedPerson>(
    `select f.id as "caseId", f.code as "caseCode", f.person_id as "personId", e.effective_at as "escapedAt",
       (select min(r.effective_at) from case_event r where r.case_id = e.case_id and r.type = 'recovered'
          and r.effective_at >= e.effective_at and not exists (
            select 1 from case_event a where a.case_id = r.case_id and a.replaces_id = r.id)) as "returnedAt"
     from case_event e join case_file f on f.id = e.case_id
     where e.type = 'escaped' and e.facts ->> 'incidentId' = $1
       and not exists (select 1 from case_event a where a.case_id = e.case_id and a.replaces_id = e.id)
     order by e.effective_at, f.code`,
    [incidentId],
  );
}

export interface IncidentCounts {
  readonly incidents: number;
  readonly people: number;
  readonly returned: number;
}

/** Of a body in a span of time: its end is left out. */
export async function countIncidents(
  tx: Tx,
  organisationId: number,
  from: Date,
  until: Date,
): Promise<IncidentCounts> {
  const counted = await tx.one<IncidentCounts>(
    `with escapes as (
       select i.id, e.case_id, exists (select 1 from case_event r where r.case_id = e.case_id and r.type = 'recovered'
         and r.effective_at >= e.effective_at and not exists (
           select 1 from case_event a where a.case_id = r.case_id and a.replaces_id = r.id)) as returned
       from escape_incident i
       left join case_event e on e.type = 'escaped' and e.facts ->> 'incidentId' = i.id::text
         and not exists (select 1 from case_event a where a.case_id = e.case_id and a.replaces_id = e.id)
       where i.organisation_id = $1 and i.happened_at >= $2 and i.happened_at < $3)
     select count(distinct id)::integer as incidents, count(case_id)::integer as people,
       count(*) filter (where case_id is not null and returned)::integer as returned from escapes`,
    [organisationId, from, until],
  );
  return counted ?? { incidents: 0, people: 0, returned: 0 };
}

/** Whether the actor's body reads what that one records: itself, or one that it supervises. */
export async function readsOf(tx: Tx, organisationId: number): Promise<boolean> {
  const seen = await tx.one(
    `select 1 from organisation_closure c where c.viewer_id = (select app.org_id()) and c.organisation_id = $1
       and (select app.today()) between c.reads_from and c.reads_until limit 1`,
    [organisationId],
  );
  return seen !== null;
}

import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { Organisations } from '../../identity/organisations.js';
import { dateOnly, endOfLegalDay, startOfLegalDay } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from './compulsory.problems.js';
import {
  toIncidentDto,
  type EscapeIncidentDto,
  type IncidentCountsDto,
  type IncidentsQuery,
  type RecordIncidentDto,
} from './escape-incident.dto.js';
import {
  countIncidents,
  escapedIn,
  findIncident,
  insertIncident,
  readsOf,
} from './escape-incident.record.js';

const FACILITIES: ReadonlySet<string> = new Set(['public-rehabilitation-facility', 'reformatory']);

/** Incidents in which several people escaped: the files of those who did name the incident. */
@Injectable()
export class EscapeIncidentService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 409 for a body that is no facility, 422 for a moment yet to come */
  async record(actor: UserActor, { happenedAt, account }: RecordIncidentDto): Promise<EscapeIncidentDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(happenedAt);
      refuseImpossibleTime(at, tx.now, '/happenedAt');
      const incident = { id: uuidv7(), organisationId: actor.organisationId, happenedAt: at, account };
      // Before its kind is asked: a body that has ended hears that.
      await insertIncident(tx, incident, actor.userId);
      const { kind } = await this.organisations.byId(tx, actor.organisationId);
      if (!FACILITIES.has(kind)) throw problem(P.notAFacility);
      await this.audit.record(tx, {
        action: 'rehabilitation.incident.recorded',
        detail: { incidentId: incident.id },
      });
      return toIncidentDto(incident, []);
    });
  }

  /** @throws Problem 404 when absent or of a body that the caller's does not supervise */
  async read(actor: UserActor, id: string): Promise<EscapeIncidentDto> {
    return this.database.read(actor, async (tx) => {
      const incident = await findIncident(tx, id);
      if (!incident) throw problem(P.incidentNotFound);
      const escaped = await escapedIn(tx, id);
      await this.audit.record(tx, {
        action: 'rehabilitation.incident.read',
        persons: escaped.map(({ personId }) => personId),
        detail: { incidentId: id },
      });
      return toIncidentDto(incident, escaped);
    });
  }

  /**
   * Incidents, people, and how many of them are back.
   *
   * @throws Problem 404 for a body that is not the caller's and that his does not supervise
   */
  async count(
    actor: UserActor,
    organisationId: number,
    { from, to }: IncidentsQuery,
  ): Promise<IncidentCountsDto> {
    return this.database.read(actor, async (tx) => {
      if (!(await readsOf(tx, organisationId))) throw problem(P.incidentNotFound);
      await this.audit.record(tx, {
        action: 'rehabilitation.incident.counted',
        detail: { organisationId, from, to },
      });
      return countIncidents(tx, organisationId, startOfLegalDay(dateOnly(from)), endOfLegalDay(dateOnly(to)));
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { AskedStep } from '../../cases/steps/step-taking.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { monitoringWithheld } from '../monitoring/monitoring-owed.js';
import { VoluntarySteps, type VoluntaryEffect, type DoorAct } from '../voluntary/voluntary-steps.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { refuseShortAbsence } from './substitution.guards.js';
import { SUBSTITUTION, type SubstitutionRegistrationDto } from './substitution-answer.dto.js';
import type {
  AcceptanceDto,
  ClinicNotice,
  ClinicNoticeDto,
  TreatmentEndDto,
  TreatmentStartDto,
} from './substitution-input.dto.js';

const NOTICE_STEPS: Readonly<Record<ClinicNotice, string>> = {
  accepted: 'acceptance-notified',
  started: 'start-notified',
  ended: 'end-notified',
};

/** What the clinic does and tells: NĐ 116/2021 Art 28(2), NĐ 163/2026 Art 89(2). Nothing about health is kept. */
@Injectable()
export class SubstitutionService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly reader: VoluntaryReader,
    private readonly calendar: Calendar,
    private readonly people: People,
  ) {}

  async findEligible(
    actor: UserActor,
    id: string,
    version: number,
    { foundAt, actedBy }: AcceptanceDto,
  ): Promise<SubstitutionRegistrationDto> {
    const asked = { step: 'found-eligible', at: new Date(foundAt), pointer: '/foundAt', actedBy, version };
    return this.take(actor, id, asked, since(asked.at));
  }

  async start(
    actor: UserActor,
    id: string,
    version: number,
    { startedAt, actedBy }: TreatmentStartDto,
  ): Promise<SubstitutionRegistrationDto> {
    const at = new Date(startedAt);
    const asked = { step: 'treatment-started', at, pointer: '/startedAt', actedBy, version };
    return this.take(actor, id, asked, since(at));
  }

  async end(
    actor: UserActor,
    id: string,
    version: number,
    { endedAt, actedBy, cause, missedSince }: TreatmentEndDto,
  ): Promise<SubstitutionRegistrationDto> {
    const asked = { step: 'treatment-ended', at: new Date(endedAt), pointer: '/endedAt', actedBy, version };
    return this.take(actor, id, asked, async (act, tx) => {
      if (cause === 'self-terminated') {
        refuseShortAbsence(act, asked.at, missedSince, await this.calendar.forTx(tx));
      }
      return cause === undefined ? {} : { facts: { cause } };
    });
  }

  /** The notice ends the clinic's time limit; that of acceptance ends the registration. */
  async notify(
    actor: UserActor,
    id: string,
    version: number,
    { notice, notifiedAt, actedBy }: ClinicNoticeDto,
  ): Promise<SubstitutionRegistrationDto> {
    const at = new Date(notifiedAt);
    const asked = { step: NOTICE_STEPS[notice], at, pointer: '/notifiedAt', actedBy, version };
    return this.take(actor, id, asked, async ({ file }, tx) => {
      if (notice !== 'accepted') return {};
      const measure = 'substitution-treatment';
      return { withholds: await monitoringWithheld(tx, this.people, file.personId, at, measure) };
    });
  }

  private async take(
    actor: UserActor,
    id: string,
    asked: AskedStep,
    work: (act: DoorAct, tx: Tx) => VoluntaryEffect | Promise<VoluntaryEffect> = () => ({}),
  ): Promise<SubstitutionRegistrationDto> {
    return this.database.write(actor, async (tx) => {
      await this.steps.take(tx, actor, SUBSTITUTION.doors, id, asked, async (act) => work(act, tx));
      return SUBSTITUTION.show(await this.reader.view(tx, id));
    });
  }
}

const since =
  (at: Date) =>
  ({ organisationId }: DoorAct): VoluntaryEffect => ({
    changes: { placeOrganisationId: organisationId, admittedAt: at },
  });

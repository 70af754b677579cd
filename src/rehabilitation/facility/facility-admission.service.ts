import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { standingEvents } from '../../cases/case-steps.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { addMonths, dateOnly, laterDay, legalDayOf } from '../../law/date.js';
import { governingRegime } from '../../law/regimes.js';
import { facilityTerm } from '../../law/terms.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { UserActor } from '../../platform/security/actor.js';
import { refuseOtherPlace } from '../course/place.guards.js';
import { variantOf } from '../course/step-variants.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { VoluntarySteps, type VoluntaryEffect, type DoorAct } from '../voluntary/voluntary-steps.js';
import { requireWrittenTerm, termFields, withinLaw } from '../voluntary/voluntary-term.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { readRecord, type VoluntaryRecord } from '../voluntary/voluntary.record.js';
import { contractOf, refuseContract } from './contract.guards.js';
import { FACILITY, type FacilityRehabilitationDto } from './facility-answer.dto.js';
import type { AdmissionDto, CommuneNoticeDto, ContractDto } from './facility-input.dto.js';

/** How a facility takes a person: by contract under the law of 2021, by its reception under that of 2025. */
@Injectable()
export class FacilityAdmissionService {
  constructor(
    private readonly database: Database,
    private readonly authority: StepAuthority,
    private readonly files: CaseFiles,
    private readonly steps: VoluntarySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: VoluntaryReader,
  ) {}

  /** NĐ 116/2021 Art 35(3)c, 36, form 28: the contract says the term; the commune is told in 5 working days. */
  async contract(
    actor: UserActor,
    id: string,
    version: number,
    input: ContractDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const { number, actedBy } = input;
      const at = new Date(input.signedAt);
      const asked = { step: 'contracted', at, pointer: '/signedAt', ...{ number, actedBy, version } };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => {
        requireWrittenTerm(input, legalDayOf(at));
        return contractEffect(act, await readRecord(tx, id), at, input);
      });
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }

  /** Luật 73/2021 Art 35(6)e, 36(3)g: the commune is told that the person was received, and may read the file. */
  async notifyCommune(
    actor: UserActor,
    id: string,
    version: number,
    { notifiedAt, organisationId, actedBy }: CommuneNoticeDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(notifiedAt);
      const asked = { step: 'commune-notified', at, pointer: '/notifiedAt', actedBy, version };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => {
        const kind = 'commune-peoples-committee';
        await this.referrals.toReader(tx, act, organisationId, kind, '/organisationId');
        return { addresseeId: organisationId };
      });
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }

  /**
   * NĐ 163/2026 Art 92(2): contract (form 29) and reception record (form 24) of a private facility, from which the term
   * runs. Art 96(1): handing over at a public one (form 31); from when the term runs there, the text does not say.
   */
  async admit(
    actor: UserActor,
    id: string,
    version: number,
    input: AdmissionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const { procedure: door, file } = await this.authority.seen(tx, FACILITY.doors, id);
      const at = new Date(input.receivedAt);
      const taken = { step: door.admission ?? 'received', at };
      const step = variantOf(door, file, await this.files.events(tx, id), taken);
      const asked = { step, at, pointer: '/receivedAt', actedBy: input.actedBy, version };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => {
        const record = await readRecord(tx, id);
        if (step === 'received-again') return receptionAgain(tx, act, record, at, input);
        await refuseOtherPlace(tx, act, record, at, input.actedBy);
        return admissionEffect(act, record, at, input);
      });
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }
}

function contractEffect(
  { procedure: door, facts, organisationId }: DoorAct,
  { ordinal }: VoluntaryRecord,
  at: Date,
  { number, startsOn, months }: ContractDto,
): VoluntaryEffect {
  const { regime } = governingRegime('term', door.kind, facts);
  const contract = { startsOn: dateOnly(startsOn), months };
  const term = withinLaw(() => facilityTerm({ regime, ordinal: ordinal ?? 0, contract }));
  return {
    changes: {
      ...termFields(term),
      placeOrganisationId: organisationId,
      admittedAt: at,
      contractNumber: number,
      contractSignedOn: legalDayOf(at),
    },
    facts: { startsOn: term.startsOn, endsOn: term.endsOn },
    explanation: term.explanation,
  };
}

/** @throws Problem 422 without the contract of a private facility, or with one of a public one */
function admissionEffect(
  { procedure: door, facts, events, organisationId }: DoorAct,
  { ordinal }: VoluntaryRecord,
  at: Date,
  input: AdmissionDto,
): VoluntaryEffect {
  const received = { placeOrganisationId: organisationId, admittedAt: at };
  const { regime } = governingRegime('term', door.kind, facts);
  if (door.term[regime] !== 'reception') {
    const { contractNumber, contractSignedOn, contractEndsOn } = input;
    refuseContract({ contractNumber, contractSignedOn, contractEndsOn });
    return { changes: received };
  }
  const term = withinLaw(() => facilityTerm({ regime, ordinal: ordinal ?? 0, receptionOn: legalDayOf(at) }));
  return {
    changes: { ...termFields(term), ...received, ...contractOf(events, at, input, term) },
    facts: { startsOn: term.startsOn, endsOn: term.endsOn },
    explanation: term.explanation,
  };
}

/** NĐ 163/2026 Art 75(5): another facility takes the person for the rest; the term stays as it is. */
async function receptionAgain(
  tx: Tx,
  act: DoorAct,
  { termEndsOn }: VoluntaryRecord,
  at: Date,
  input: AdmissionDto,
): Promise<VoluntaryEffect> {
  const registered = standingEvents(act.events).findLast(({ type }) => type === 'rest-registered');
  const place = registered?.facts.referredTo;
  const awaited = { placeOrganisationId: typeof place === 'number' ? place : null };
  await refuseOtherPlace(tx, act, awaited, at, input.actedBy);
  const startsOn = legalDayOf(at);
  // What did not count moves the end: it is not worked out here, and no contract is refused for it.
  const latest = addMonths(laterDay(termEndsOn ?? startsOn, startsOn), 36);
  return {
    changes: {
      placeOrganisationId: act.organisationId,
      admittedAt: at,
      ...contractOf(act.events, at, input, { startsOn, endsOn: latest }),
    },
  };
}

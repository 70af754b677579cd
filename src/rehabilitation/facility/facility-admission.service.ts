import { Injectable } from '@nestjs/common';
import { actingFor } from '../../cases/keeping.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { momentOf } from '../../cases/steps/step-guards.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { governingRegime } from '../../law/regimes.js';
import { facilityTerm } from '../../law/terms.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { VoluntarySteps, type VoluntaryEffect, type DoorAct } from '../voluntary/voluntary-steps.js';
import { requireWrittenTerm, termFields, withinLaw } from '../voluntary/voluntary-term.js';
import { tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import { P } from '../voluntary/voluntary.problems.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { readRecord, type VoluntaryRecord } from '../voluntary/voluntary.record.js';
import { FACILITY, type FacilityRehabilitationDto } from './facility-answer.dto.js';
import type { AdmissionDto, CommuneNoticeDto, ContractDto } from './facility-input.dto.js';

/** How a facility takes a person: by contract under the law of 2021, by its reception under that of 2025. */
@Injectable()
export class FacilityAdmissionService {
  constructor(
    private readonly database: Database,
    private readonly authority: StepAuthority,
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
      const { procedure: door } = await this.authority.seen(tx, FACILITY.doors, id);
      const at = new Date(input.receivedAt);
      const step = door.admission ?? 'received';
      const asked = { step, at, pointer: '/receivedAt', actedBy: input.actedBy, version };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => {
        const record = await readRecord(tx, id);
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
  { contractNumber, contractSignedOn }: AdmissionDto,
): VoluntaryEffect {
  const received = { placeOrganisationId: organisationId, admittedAt: at };
  const { regime } = governingRegime('term', door.kind, facts);
  if (door.term[regime] !== 'reception') {
    refuseContract(contractNumber, contractSignedOn);
    return { changes: received };
  }
  requireContract(contractNumber, contractSignedOn);
  const signedOn = dateOnly(contractSignedOn ?? '');
  const decidedAt = momentOf(events, 'decided');
  // NĐ 163/2026 Art 92(2)a–c: the decision is shown before the contract is concluded.
  if (decidedAt && signedOn < legalDayOf(decidedAt)) throw tooEarly('/contractSignedOn');
  if (signedOn > legalDayOf(at)) throw tooLate('/contractSignedOn');
  const term = withinLaw(() => facilityTerm({ regime, ordinal: ordinal ?? 0, receptionOn: legalDayOf(at) }));
  return {
    changes: {
      ...termFields(term),
      ...received,
      contractNumber: contractNumber ?? null,
      contractSignedOn: signedOn,
    },
    facts: { startsOn: term.startsOn, endsOn: term.endsOn },
    explanation: term.explanation,
  };
}

/** @throws Problem 422 for another facility than the designated one or its heir, at the field that names it if one was sent */
async function refuseOtherPlace(
  tx: Tx,
  { organisationId }: DoorAct,
  { placeOrganisationId }: VoluntaryRecord,
  at: Date,
  actedBy: number | undefined,
): Promise<void> {
  if (placeOrganisationId === null) return;
  const designated = await actingFor(tx, [placeOrganisationId], legalDayOf(at));
  if (designated.includes(organisationId)) return;
  if (actedBy === undefined) throw problem(P.wrongPlace);
  throw fieldProblem('/actedBy', 'rehabilitation.wrongPlace', P.wrongPlace.title);
}

/** NĐ 163/2026 Art 96: a public facility receives by the decision, not by a contract. */
function refuseContract(contractNumber: string | undefined, contractSignedOn: string | undefined): void {
  for (const [field, value] of Object.entries({ contractNumber, contractSignedOn })) {
    if (value === undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.contractOfPrivateAlone', {
      vi: 'Chỉ cơ sở tư nhân tiếp nhận theo hợp đồng: không nhập trường này',
      en: 'A private facility alone receives by contract: leave this field out',
    });
  }
}

/** NĐ 163/2026 Art 92(2)c: a private facility receives by contract. */
function requireContract(contractNumber: string | undefined, contractSignedOn: string | undefined): void {
  for (const [field, value] of Object.entries({ contractNumber, contractSignedOn })) {
    if (value !== undefined) continue;
    throw fieldProblem(`/${field}`, 'rehabilitation.contractMissing', {
      vi: 'Cơ sở tư nhân tiếp nhận theo hợp đồng dịch vụ (Mẫu số 29 Phụ lục V NĐ 163/2026): ghi số và ngày ký',
      en: 'A private facility receives by contract (form 29): say its number and day',
    });
  }
}

import { Injectable } from '@nestjs/common';
import { standingEvents } from '../../cases/case-steps.js';
import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import { legalDayOf } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { VoluntarySteps, type VoluntaryEffect, type DoorAct } from '../voluntary/voluntary-steps.js';
import { refuseBefore } from '../voluntary/voluntary.guards.js';
import { P } from '../voluntary/voluntary.problems.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { mayAsk, mayDesignate, mayReach, type Designator } from './designation.rules.js';
import { FACILITY, type FacilityRehabilitationDto } from './facility-answer.dto.js';
import type {
  DesignationDto,
  DesignationRequestDto,
  OutsideDecisionDto,
  FacilityProposalDto,
} from './facility-input.dto.js';

const DESIGNATED = '/designatedAt';
/** Steps by which one body asks the next. */
const LETTERS: ReadonlySet<string> = new Set(['proposed', 'designation-asked']);

/** Which public facility or reformatory takes a person: NĐ 163/2026 Art 95, each within its own 24 hours. */
@Injectable()
export class FacilityDesignationService {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly steps: VoluntarySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: VoluntaryReader,
  ) {}

  /** Art 95(1): the head of the commune police proposes; the director's 24 hours run from the arrival. */
  async propose(
    actor: UserActor,
    id: string,
    version: number,
    input: FacilityProposalDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { ...input, step: 'proposed', at: input.sentAt, pointer: '/sentAt' };
    return this.take(actor, id, version, asked, async (tx, act) => {
      const organisationId = await this.referrals.provincialPolice(tx, act);
      const kind = 'provincial-police';
      await this.referrals.toAuthority(tx, act, organisationId, kind, '/organisationId');
      return { addresseeId: organisationId, ...arrival(tx, input) };
    });
  }

  /** Art 95(2)a: the director designates a public facility of his own. */
  async designate(
    actor: UserActor,
    id: string,
    version: number,
    input: DesignationDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { ...input, step: 'designated', at: input.designatedAt, pointer: DESIGNATED };
    return this.take(actor, id, version, asked, (tx, act) =>
      this.toPlace(tx, act, input, 'provincial-director'),
    );
  }

  /** Art 95(2): his facilities are full, or a reformatory is needed; the department's 24 hours run from the arrival. */
  async ask(
    actor: UserActor,
    id: string,
    version: number,
    input: DesignationRequestDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { ...input, step: 'designation-asked', at: input.sentAt, pointer: '/sentAt' };
    return this.take(actor, id, version, asked, async (tx, act) => {
      const birth = await this.people.birthOf(tx, act.file.personId);
      const sentAt = new Date(input.sentAt);
      refuseBeforeArrival(act, sentAt, '/sentAt');
      const on = legalDayOf(sentAt);
      if (!mayAsk(input.wanted, { birth, on })) throw problem(P.reformatoryByMinistry);
      const kind = 'ministry-department';
      await this.referrals.toAuthority(tx, act, input.organisationId, kind, '/organisationId');
      return {
        addresseeId: input.organisationId,
        facts: { wanted: input.wanted },
        ...arrival(tx, input),
      };
    });
  }

  /** Art 95(3): the department designates a facility of another province, or a reformatory. */
  async designateElsewhere(
    actor: UserActor,
    id: string,
    version: number,
    input: DesignationDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { ...input, step: 'designated-by-ministry', at: input.designatedAt, pointer: DESIGNATED };
    return this.take(actor, id, version, asked, (tx, act) => this.toPlace(tx, act, input, 'ministry'));
  }

  /**
   * NĐ 116/2021 Art 28(1): a person without a stable residence went to a public facility after a decision of 'the
   * competent body'. The decree names neither the body nor a time limit: the paper is recorded as it is.
   */
  async recordOutsideDecision(
    actor: UserActor,
    id: string,
    version: number,
    input: OutsideDecisionDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { ...input, step: 'outside-decided', at: input.decidedAt, pointer: '/decidedAt' };
    return this.take(actor, id, version, asked, () => Promise.resolve({ facts: { body: input.body } }));
  }

  private async toPlace(
    tx: Tx,
    act: DoorAct,
    { organisationId, designatedAt }: DesignationDto,
    by: Designator,
  ): Promise<VoluntaryEffect> {
    const at = new Date(designatedAt);
    refuseBeforeArrival(act, at, DESIGNATED);
    const pointer = '/organisationId';
    const place = await this.referrals.requirePlace(tx, act, organisationId, pointer);
    await this.refuseReformatory(tx, act, by, place.kind, at);
    const isOwn = await this.referrals.inProvinceOf(tx, act.file, place);
    if (!mayReach(by, place.kind, isOwn)) throw problem(P.facilityOfProvince);
    await this.referrals.toPlace(tx, act, organisationId, pointer);
    return { addresseeId: organisationId, changes: { placeOrganisationId: organisationId } };
  }

  private async refuseReformatory(
    tx: Tx,
    { file }: DoorAct,
    by: Designator,
    kind: OrganisationKind,
    at: Date,
  ): Promise<void> {
    const birth = await this.people.birthOf(tx, file.personId);
    if (!mayDesignate(by, kind, { birth, on: legalDayOf(at) })) throw problem(P.reformatoryByMinistry);
  }

  private async take(
    actor: UserActor,
    id: string,
    version: number,
    { step, at, pointer, number, actedBy }: Asked,
    work: (tx: Tx, act: DoorAct) => Promise<VoluntaryEffect>,
  ): Promise<FacilityRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const asked = { step, at: new Date(at), pointer, number, actedBy, version };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, (act) => work(tx, act));
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }
}

interface Asked {
  readonly step: string;
  readonly at: string;
  readonly pointer: string;
  readonly number: string;
  readonly actedBy?: number;
}

/** Nobody answers a letter before it has come: Art 95(2), (3) count from then. */
function refuseBeforeArrival({ events }: DoorAct, at: Date, pointer: string): void {
  const letter = standingEvents(events).findLast(({ type }) => LETTERS.has(type));
  const { clockFrom } = letter?.facts ?? {};
  if (typeof clockFrom === 'string') refuseBefore(at, new Date(clockFrom), pointer);
}

/** A letter starts its receiver's time limit when it arrives; within the system that is at once. */
function arrival(tx: Tx, { sentAt, arrivedAt }: FacilityProposalDto): { readonly clockFrom: Date } {
  const clockFrom = new Date(arrivedAt ?? sentAt);
  refuseImpossibleTime(clockFrom, tx.now, '/arrivedAt');
  refuseBefore(clockFrom, new Date(sentAt), '/arrivedAt');
  return { clockFrom };
}

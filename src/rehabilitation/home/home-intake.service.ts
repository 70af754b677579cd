import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { dateOnly, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { People, type PersonForCase } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import {
  checkGuardianConsent,
  requireDetermination,
  requireGuardianConsent,
  requireResidence,
  unitOf,
} from './home-applicant.guards.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { ApplyDto, DeterminationDto, SupplementDto } from './home-input.dto.js';
import { HomeAuthority } from './home-authority.js';
import { HomeRegistration } from './home-registration.js';
import {
  lastStepOf,
  refuseBefore,
  refuseImpossibleTime,
  refuseUnborn,
  takeStep,
  tooEarly,
} from './home-rehabilitation.guards.js';
import { P } from './home-rehabilitation.problems.js';
import { HomeRehabilitationReader } from './home-rehabilitation.reader.js';
import {
  addDossierItems,
  changeHomeRecord,
  insertHomeRecord,
  readDossierItems,
  readHomeRecord,
  type HomeRecord,
} from './home-rehabilitation.record.js';
import {
  dossierOf,
  PROCEDURE,
  regimeFor,
  type Applicant,
  type DossierInput,
} from './home-rehabilitation.rules.js';
import type { HomeState } from './home-rehabilitation.states.js';

const ACT = 'register-home-rehabilitation';

/** Takes in applications for rehabilitation at home or in the community. */
@Injectable()
export class HomeIntakeService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: HomeAuthority,
    private readonly registration: HomeRegistration,
    private readonly reader: HomeRehabilitationReader,
  ) {}

  /**
   * A complete dossier is registered at once and the time limit to decide runs; an incomplete one gets a supplement
   * slip and no clock runs (NĐ 116/2021 Art 28, NĐ 163/2026 Art 89).
   */
  async apply(actor: UserActor, input: ApplyDto): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const handedInAt = new Date(input.handedInAt);
      refuseImpossibleTime(handedInAt, tx.now, '/handedInAt');
      const openedOn = legalDayOf(handedInAt);
      const unitId = await this.competentUnit(tx, actor, openedOn);
      refuseLateDetermination(input.determination, handedInAt);
      requireDetermination(input.items, input.determination !== undefined);
      const person = await this.people.forCase(tx, input.personId);
      refuseUnborn(person.birth, openedOn, '/handedInAt');
      await requireResidence(tx, input.personId, unitId, openedOn);
      await this.files.refuseSecondOpen(tx, input.personId, PROCEDURE);
      checkGuardianConsent(person, openedOn, input.guardianConsent);
      const dossier = checkedDossier(person, openedOn, {
        items: input.items,
        determinationOn: dayOf(input.determination),
        registeringOn: openedOn,
      });
      if (dossier.complete)
        requireGuardianConsent(person, openedOn, input.guardianConsent?.guardianId ?? null);
      const file = await this.files.open(tx, {
        kind: PROCEDURE,
        personId: input.personId,
        keeperOrganisationId: actor.organisationId,
        unitId,
        status: 'handed-in' satisfies HomeState,
        openedOn,
      });
      await insertHomeRecord(tx, file.id, firstFacts(input, dossier));
      await addDossierItems(tx, file.id, input.items, handedInAt);
      await this.registration.registerOrAsk(tx, file, dossier, handedInAt);
      return this.reader.view(tx, file.id);
    });
  }

  /** Adds papers that were missing; a dossier that is complete now is registered at that moment. */
  async supplement(
    actor: UserActor,
    id: string,
    version: number,
    input: SupplementDto,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const on = legalDayOf(receivedAt);
      const asked = { act: ACT, at: receivedAt, actedBy: input.actedBy, version } as const;
      const { file, events } = await this.authority.authorise(tx, actor, id, asked);
      refuseUnlessAwaited(events, receivedAt);
      const person = await this.people.forCase(tx, file.personId);
      checkGuardianConsent(person, on, input.guardianConsent);
      refuseLateDetermination(input.determination, receivedAt);
      await changeHomeRecord(tx, id, supplementedFacts(input));
      await addDossierItems(tx, id, input.items, receivedAt);
      const dossier = await this.supplementedDossier(tx, file, person, on);
      await changeHomeRecord(tx, id, { dossierExplanation: dossier.explanation });
      await this.registration.registerOrAsk(tx, file, dossier, receivedAt);
      return this.reader.view(tx, id);
    });
  }

  /** The dossier with everything that is on file now; complete, it holds a minor's consent. */
  private async supplementedDossier(
    tx: Tx,
    file: CaseFile,
    person: PersonForCase,
    registeringOn: DateOnly,
  ): Promise<DossierCheck> {
    const { determinationOn, guardianId } = await readHomeRecord(tx, file.id);
    const items = await readDossierItems(tx, file.id);
    requireDetermination(items, determinationOn !== null);
    const dossier = checkedDossier(person, file.openedOn, {
      items,
      determinationOn: determinationOn ?? undefined,
      registeringOn,
    });
    if (dossier.complete) requireGuardianConsent(person, registeringOn, guardianId);
    return dossier;
  }

  /** @returns the unit of the acting organisation, which must be competent to register on that day */
  private async competentUnit(tx: Tx, actor: UserActor, openedOn: DateOnly): Promise<number> {
    await this.authority.competence(tx, actor, ACT, actor.organisationId, { openedOn, asOf: openedOn });
    return unitOf(await this.authority.organisation(tx, actor.organisationId));
  }
}

/** Papers are added to a file that waits for them, after the last step taken; never to a registered one. */
function refuseUnlessAwaited(events: readonly CaseEvent[], receivedAt: Date): void {
  takeStep(events, 'registered', receivedAt);
  const last = lastStepOf(events);
  if (last) refuseBefore(receivedAt, last.effectiveAt, '/receivedAt');
}

/** Somebody registers after having been told, and is told after the result. */
function refuseLateDetermination(determination: DeterminationDto | undefined, handedInAt: Date): void {
  if (!determination) return;
  const toldAt = new Date(determination.toldAt);
  refuseImpossibleTime(toldAt, handedInAt, '/determination/toldAt');
  if (dateOnly(determination.on) > legalDayOf(toldAt)) throw tooEarly('/determination/toldAt');
}

/** @throws Problem 409 for a person under 12: the procedure does not exist for him */
function checkedDossier(
  applicant: Applicant,
  openedOn: DateOnly,
  papers: Omit<DossierInput, 'applicant'>,
): DossierCheck {
  const regime = regimeFor('form', { openedOn, asOf: laterDay(papers.registeringOn, openedOn) });
  const dossier = dossierOf(regime, { applicant, ...papers });
  if (dossier.problem === 'under-12') throw problem(P.underTwelve);
  return dossier;
}

function dayOf(determination: DeterminationDto | undefined): DateOnly | undefined {
  return determination && dateOnly(determination.on);
}

function firstFacts(input: ApplyDto, dossier: DossierCheck): Partial<HomeRecord> {
  return {
    place: input.place,
    handedInAt: new Date(input.handedInAt),
    ordinal: input.ordinal.value,
    ordinalBasis: input.ordinal.basis,
    dossierExplanation: dossier.explanation,
    ...supplementedFacts(input),
  };
}

function supplementedFacts({
  determination,
  guardianConsent,
}: Pick<SupplementDto, 'determination' | 'guardianConsent'>): Partial<HomeRecord> {
  return {
    ...(determination && {
      determinationOn: dateOnly(determination.on),
      determinationFacility: determination.facility,
      toldAt: new Date(determination.toldAt),
    }),
    ...(guardianConsent && {
      guardianId: guardianConsent.guardianId,
      guardianConsentOn: dateOnly(guardianConsent.on),
    }),
  };
}

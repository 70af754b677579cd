import { Injectable } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import { Organisations } from '../../identity/organisations.js';
import { dateOnly, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { requireGuardianConsent, requireResidence, unitOf } from './home-applicant.guards.js';
import type { HomeRehabilitationDto } from './home-answer.dto.js';
import type { ApplyDto, DeterminationDto, SupplementDto } from './home-input.dto.js';
import { HomeRegistration } from './home-registration.js';
import {
  refuseBefore,
  refuseImpossibleTime,
  refuseUnborn,
  requireCompetence,
  takeStep,
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
  regimeOfAct,
  type Applicant,
  type DossierInput,
} from './home-rehabilitation.rules.js';
import type { HomeState } from './home-rehabilitation.states.js';

/** Takes in applications for rehabilitation at home or in the community. */
@Injectable()
export class HomeIntakeService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly organisations: Organisations,
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
      const unitId = await this.competentUnit(tx, actor, openedOn, openedOn);
      refuseLateDetermination(input.determination, handedInAt);
      const person = await this.people.forCase(tx, input.personId);
      refuseUnborn(person.birth, openedOn, '/handedInAt');
      await requireResidence(tx, input.personId, unitId, openedOn);
      await this.files.refuseSecondOpen(tx, input.personId, PROCEDURE);
      requireGuardianConsent(person, openedOn, input.guardianConsent);
      const determinationOn = dateOnly(input.determination.on);
      const papers = { items: input.items, determinationOn, registeringOn: openedOn };
      const dossier = checkedDossier(person, openedOn, papers);
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
      const { openedOn } = await this.files.byId(tx, id, PROCEDURE);
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const registeringOn = legalDayOf(receivedAt);
      await this.competentUnit(tx, actor, openedOn, registeringOn);
      const file = await this.registration.lock(tx, id, version);
      const person = await this.people.forCase(tx, file.personId);
      if (input.guardianConsent) requireGuardianConsent(person, registeringOn, input.guardianConsent);
      await this.refuseUnlessAwaited(tx, id, receivedAt);
      if (input.determination) refuseLateDetermination(input.determination, receivedAt);
      await changeHomeRecord(tx, id, supplementedFacts(input));
      await addDossierItems(tx, id, input.items, receivedAt);
      const { determinationOn } = await readHomeRecord(tx, id);
      const papers = { items: await readDossierItems(tx, id), determinationOn, registeringOn };
      const dossier = checkedDossier(person, file.openedOn, papers);
      await changeHomeRecord(tx, id, { dossierExplanation: dossier.explanation });
      await this.registration.registerOrAsk(tx, file, dossier, receivedAt);
      return this.reader.view(tx, id);
    });
  }

  /** Papers are added to a file that waits for them, after what has happened to it; never to a registered one. */
  private async refuseUnlessAwaited(tx: Tx, id: string, receivedAt: Date): Promise<void> {
    const events = await this.files.events(tx, id);
    takeStep(events, 'registered', receivedAt);
    const last = events.at(-1);
    if (last) refuseBefore(receivedAt, last.effectiveAt, '/receivedAt');
  }

  /** @returns the unit of the acting organisation, which must be competent to register on that day */
  private async competentUnit(tx: Tx, actor: UserActor, openedOn: DateOnly, on: DateOnly): Promise<number> {
    const organisation = await this.organisations.byId(tx, actor.organisationId);
    const facts = { openedOn, asOf: laterDay(on, openedOn) };
    requireCompetence('register-home-rehabilitation', facts, organisation, actor);
    return unitOf(organisation);
  }
}

/** Somebody registers after having been told, and is told after the result. */
function refuseLateDetermination(determination: DeterminationDto, handedInAt: Date): void {
  const toldAt = new Date(determination.toldAt);
  refuseImpossibleTime(toldAt, handedInAt, '/determination/toldAt');
  if (dateOnly(determination.on) > legalDayOf(toldAt)) refuseBefore(toldAt, handedInAt, '/determination/on');
}

/** @throws Problem 409 for a person under 12: the procedure does not exist for him */
function checkedDossier(
  applicant: Applicant,
  openedOn: DateOnly,
  papers: Omit<DossierInput, 'applicant'>,
): DossierCheck {
  const regime = regimeOfAct({ openedOn, asOf: laterDay(papers.registeringOn, openedOn) });
  const dossier = dossierOf(regime, { applicant, ...papers });
  if (dossier.problem === 'under-12') throw problem(P.underTwelve);
  return dossier;
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

import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { lastStepOf, refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { dateOnly, laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { cite } from '../../law/instruments.js';
import { citationText } from '../../law/instruments.js';
import { People, type PersonForCase } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { refuseOtherResult } from '../determination/determination-on-record.js';
import {
  checkGuardianConsent,
  refuseDaysBeforeBirth,
  refuseDeceased,
  refuseLateDetermination,
  refuseLaterFinding,
  requireDetermination,
  requireGuardianConsent,
  requireResidence,
  unitOf,
} from './applicant.guards.js';
import { RehabilitationOrdinals, type KeptOrdinal } from '../ordinal/ordinal.service.js';
import type { Desk } from './desk.js';
import type { Door, DoorDefinition, Intake } from './door.js';
import { DOORS } from './doors.js';
import { refuseImpossibleEvent } from './force-majeure.guards.js';
import { refuseStandingFailure } from './registration-conflicts.js';
import type {
  DeterminationDto,
  OrdinalDto,
  Place,
  SupplementDto,
  VoluntaryApplyDto,
} from './voluntary-input.dto.js';
import { VoluntaryRegistration } from './voluntary-registration.js';
import { refuseBefore, refuseUnborn } from './voluntary.guards.js';
import { P } from './voluntary.problems.js';
import { VoluntaryReader } from './voluntary.reader.js';
import {
  addDossierItems,
  changeRecord,
  insertRecord,
  readDossierItems,
  readRecord,
  type RecordChange,
} from './voluntary.record.js';
import { dossierOf, intakeOf, type Applicant, type DossierInput } from './voluntary.rules.js';

/** An application through any door; what a door does not ask for is left out. */
export interface Application extends VoluntaryApplyDto {
  readonly place?: Place;
  readonly ordinal?: OrdinalDto;
}

/** Takes in applications. */
@Injectable()
export class VoluntaryIntakeService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly registration: VoluntaryRegistration,
    private readonly ordinals: RehabilitationOrdinals,
    private readonly reader: VoluntaryReader,
  ) {}

  /**
   * A complete dossier is registered at once and the time limit to decide runs; an incomplete one gets a supplement
   * slip and no clock runs (NĐ 116/2021 Art 28, 35, NĐ 163/2026 Art 89).
   */
  async apply<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    through: Door,
    input: Application,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const door = DOORS[through];
      const handedInAt = new Date(input.handedInAt);
      refuseImpossibleTime(handedInAt, tx.now, '/handedInAt');
      const openedOn = legalDayOf(handedInAt);
      const intake = openIntake(door, openedOn, input.withoutResidence !== undefined);
      const unitId = await this.competentUnit(tx, actor, door, intake, openedOn);
      refuseLateDetermination(input.determination, handedInAt, tx.now);
      refuseImpossibleEvent(input.forceMajeure ?? null, tx.now, '/forceMajeure');
      refuseLaterFinding(input, openedOn);
      requireDetermination(input.items, input.determination !== undefined);
      const person = await this.people.forCase(tx, input.personId);
      refuseUnborn(person.birth, openedOn, '/handedInAt');
      refuseDaysBeforeBirth(person.birth, input);
      const persons = await this.people.clusterOf(tx, input.personId);
      await refuseDeceased(tx, persons, handedInAt);
      if (intake.residence === 'here') await requireResidence(tx, input.personId, unitId, openedOn);
      await this.files.refuseSecondOpen(tx, input.personId, door.kind);
      const determinationOn = dayOf(input.determination) ?? null;
      await refuseStandingFailure(tx, persons, { handedInAt, determinationOn });
      checkGuardianConsent(person, openedOn, input.guardianConsent);
      const dossier = checkedDossier(door, person, openedOn, {
        items: input.items,
        determinationOn: dayOf(input.determination),
        registeringOn: openedOn,
        withoutResidence: input.withoutResidence !== undefined,
      });
      if (dossier.complete)
        requireGuardianConsent(person, openedOn, input.guardianConsent?.guardianId ?? null);
      // Treatment that has no term has no ordinal.
      const ordinal =
        door.term.R3 === 'none' ? null : await this.ordinals.forIntake(tx, persons, openedOn, input.ordinal);
      const file = await this.files.open(tx, {
        kind: door.kind,
        personId: input.personId,
        keeperOrganisationId: actor.organisationId,
        unitId,
        status: door.start,
        openedOn,
      });
      // After the walls: whoever may open no file about the person is told nothing of his results.
      await refuseOtherResult(tx, persons, input.determination, ADDICTED);
      insertRecord(tx, file.id, firstFacts(input, dossier, ordinal));
      await addDossierItems(tx, file.id, input.items, handedInAt);
      await this.registration.registerOrAsk(tx, door, intake, file, dossier, handedInAt);
      return desk.show(await this.reader.view(tx, file.id));
    });
  }

  /** Adds papers that were missing; a dossier that is complete now is registered at that moment. */
  async supplement<T extends object>(
    actor: UserActor,
    desk: Desk<T>,
    id: string,
    version: number,
    input: SupplementDto,
  ): Promise<T> {
    return this.database.write(actor, async (tx) => {
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const on = legalDayOf(receivedAt);
      const { procedure: door, file: seen } = await this.authority.seen(tx, desk.doors, id);
      const { actFoundOn } = await readRecord(tx, id);
      const intake = openIntake(door, laterDay(on, seen.openedOn), actFoundOn !== null, seen.openedOn);
      const asked = { step: intake.step, act: intake.act, at: receivedAt, actedBy: input.actedBy, version };
      const { file, events } = await this.authority.authorise(tx, actor, desk.doors, id, asked);
      refuseUnlessAwaited(door, intake, events, receivedAt);
      const person = await this.people.forCase(tx, file.personId);
      checkGuardianConsent(person, on, input.guardianConsent);
      refuseLateDetermination(input.determination, receivedAt, tx.now);
      refuseImpossibleEvent(input.forceMajeure ?? null, tx.now, '/forceMajeure');
      refuseDaysBeforeBirth(person.birth, input);
      changeRecord(tx, id, supplementedFacts(input));
      const persons = await this.people.clusterOf(tx, file.personId);
      await refuseOtherResult(tx, persons, input.determination, ADDICTED);
      await refuseStandingFailure(tx, persons, await readRecord(tx, id));
      await addDossierItems(tx, id, input.items, receivedAt);
      const dossier = await this.supplementedDossier(tx, door, file, person, on);
      changeRecord(tx, id, { dossierExplanation: dossier.explanation });
      await this.registration.registerOrAsk(tx, door, intake, file, dossier, receivedAt);
      return desk.show(await this.reader.view(tx, id));
    });
  }

  /** The dossier with everything that is on file now; complete, it holds a minor's consent. */
  private async supplementedDossier(
    tx: Tx,
    door: DoorDefinition,
    file: CaseFile,
    person: PersonForCase,
    registeringOn: DateOnly,
  ): Promise<DossierCheck> {
    const { determinationOn, guardianId, actFoundOn } = await readRecord(tx, file.id);
    const items = await readDossierItems(tx, file.id);
    requireDetermination(items, determinationOn !== null);
    const dossier = checkedDossier(door, person, file.openedOn, {
      items,
      determinationOn: determinationOn ?? undefined,
      registeringOn,
      withoutResidence: actFoundOn !== null,
    });
    if (dossier.complete) requireGuardianConsent(person, registeringOn, guardianId);
    return dossier;
  }

  /** @returns the unit of the acting organisation, which must be competent to register on that day */
  private async competentUnit(
    tx: Tx,
    actor: UserActor,
    door: DoorDefinition,
    { act }: Intake,
    openedOn: DateOnly,
  ): Promise<number> {
    const facts = { openedOn, asOf: openedOn };
    await this.authority.competence(tx, actor, door.kind, act, actor.organisationId, facts);
    return unitOf(await this.authority.organisation(tx, actor.organisationId));
  }
}

/** Who registers was found to be addicted. */
const ADDICTED = { result: 'addicted', pointer: '/determination/recordId' } as const;

/** @throws Problem 409 with the article where the door is closed to a person without a stable residence */
function openIntake(
  door: DoorDefinition,
  on: DateOnly,
  withoutResidence: boolean,
  openedOn: DateOnly = on,
): Intake {
  const regime = regimeFor('authority', door.kind, { openedOn, asOf: on });
  const way = intakeOf(door, regime, withoutResidence);
  if (way.open) return way.intake;
  const article = citationText(way.article);
  throw problem(P.onlyPublicFacility, {
    detail: { vi: `Căn cứ: ${article}`, en: `Ground: ${article}` },
    extensions: { article, regime },
  });
}

/** Papers are added to a file that waits for them, after the last step taken; never to a registered one. */
function refuseUnlessAwaited(
  door: DoorDefinition,
  intake: Intake,
  events: readonly CaseEvent[],
  receivedAt: Date,
): void {
  takeStep(door, events, intake.step, receivedAt);
  const last = lastStepOf(events);
  if (last) refuseBefore(receivedAt, last.effectiveAt, '/receivedAt');
}

/** @throws Problem 409 for a person under 12: the procedure does not exist for him; where the law of the day is absent */
function checkedDossier(
  door: DoorDefinition,
  applicant: Applicant,
  openedOn: DateOnly,
  papers: Omit<DossierInput, 'applicant'>,
): DossierCheck {
  const facts = { openedOn, asOf: laterDay(papers.registeringOn, openedOn) };
  const dossier = dossierOf(door.kind, regimeFor('form', door.kind, facts), { applicant, ...papers });
  if (dossier.problem === 'under-12') throw problem(P.underTwelve);
  if (dossier.problem === 'law-absent') throw lawAbsent();
  return dossier;
}

/** NĐ 90/2016 governed the papers of substitution treatment until 14/12/2024; they were not verified. */
function lawAbsent(): Error {
  const article = citationText(cite('nd-90-2016', 'toàn văn', 'unverified'));
  return problem(P.dossierLawAbsent, {
    detail: {
      vi: `Thành phần hồ sơ trước ngày 15/12/2024 theo ${article}: chưa được kiểm chứng, người phụ trách dữ liệu pháp luật bổ sung trong src/law`,
      en: `Papers before 2024-12-15 under ${article}: not verified; whoever looks after the law data adds them in src/law`,
    },
    extensions: { article, knownFrom: '2024-12-15' },
  });
}

function dayOf(determination: DeterminationDto | undefined): DateOnly | undefined {
  return determination && dateOnly(determination.on);
}

function firstFacts(input: Application, dossier: DossierCheck, ordinal: KeptOrdinal | null): RecordChange {
  const { withoutResidence } = input;
  return {
    place: input.place ?? null,
    handedInAt: new Date(input.handedInAt),
    ...ordinal,
    dossierExplanation: dossier.explanation,
    ...(withoutResidence && {
      actFoundOn: dateOnly(withoutResidence.actFoundOn),
      noResidenceBasis: withoutResidence.basis,
    }),
    ...supplementedFacts(input),
  };
}

function supplementedFacts({
  determination,
  guardianConsent,
  forceMajeure,
}: Pick<SupplementDto, 'determination' | 'guardianConsent' | 'forceMajeure'>): RecordChange {
  return {
    ...(forceMajeure && { forceMajeure }),
    ...(determination && {
      determinationOn: dateOnly(determination.on),
      determinationFacility: determination.facility,
      determinationCaseId: determination.recordId ?? null,
      toldAt: new Date(determination.toldAt),
    }),
    ...(guardianConsent && {
      guardianId: guardianConsent.guardianId,
      guardianConsentOn: dateOnly(guardianConsent.on),
    }),
  };
}

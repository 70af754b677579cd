import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import type { CaseFile, EventFacts } from '../../cases/case-file.js';
import { Organisations } from '../../identity/organisations.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import type { DossierCheck } from '../../law/dossiers.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import type {
  ApplyDto,
  EndDto,
  GuardianConsentDto,
  HomeRehabilitationDto,
  ReceptionDto,
  SupplementDto,
} from './home-rehabilitation.dto.js';
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
  DECISION_DEADLINE,
  decisionClock,
  dossierOf,
  needsGuardian,
  PROCEDURE,
  regimeOfAct,
  registrationTimeliness,
  type Applicant,
} from './home-rehabilitation.rules.js';
import { isClosed, type HomeState, type HomeStep } from './home-rehabilitation.states.js';

type PersonForCase = Awaited<ReturnType<People['forCase']>>;

/** The steps of an application for home or community rehabilitation, up to the decision (which has a file of its own). */
@Injectable()
export class HomeRehabilitationService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly calendar: Calendar,
    private readonly reader: HomeRehabilitationReader,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Takes in an application. A complete dossier is registered at once and the time limit to decide runs; an
   * incomplete one gets a supplement slip and no clock runs.
   */
  async apply(actor: UserActor, input: ApplyDto): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const handedInAt = new Date(input.handedInAt);
      refuseImpossibleTime(handedInAt, tx.now, '/handedInAt');
      refuseBefore(handedInAt, new Date(input.determination.toldAt), '/determination/toldAt');
      const openedOn = legalDayOf(handedInAt);
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      requireCompetence('register-home-rehabilitation', { openedOn, asOf: openedOn }, organisation, actor);
      const person = await this.people.forCase(tx, input.personId);
      refuseUnborn(person.birth, openedOn, '/handedInAt');
      await this.requireResidence(tx, input.personId, organisation.unitId, openedOn);
      await this.files.refuseSecondOpen(tx, input.personId, PROCEDURE);
      requireGuardianConsent(person, openedOn, input.guardianConsent);
      const dossier = this.checkedDossier(
        person,
        input.items,
        dateOnly(input.determination.on),
        openedOn,
        openedOn,
      );
      const file = await this.files.open(tx, {
        kind: PROCEDURE,
        personId: input.personId,
        keeperOrganisationId: actor.organisationId,
        unitId: organisation.unitId,
        status: 'handed-in' satisfies HomeState,
        openedOn,
      });
      await insertHomeRecord(tx, file.id, {
        place: input.place,
        ordinal: input.ordinal.value,
        ordinalBasis: input.ordinal.basis,
        determinationOn: dateOnly(input.determination.on),
        determinationFacility: input.determination.facility,
        toldAt: new Date(input.determination.toldAt),
        guardianId: input.guardianConsent?.guardianId ?? null,
        guardianConsentOn: input.guardianConsent ? dateOnly(input.guardianConsent.on) : null,
        dossierExplanation: dossier.explanation,
      });
      await addDossierItems(tx, file.id, input.items, handedInAt);
      await this.registerOrAsk(tx, file, dossier, handedInAt);
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
      const file = await this.lockVersion(tx, id, version);
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const day = legalDayOf(receivedAt);
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      requireCompetence(
        'register-home-rehabilitation',
        { openedOn: file.openedOn, asOf: later(day, file.openedOn) },
        organisation,
        actor,
      );
      const person = await this.people.forCase(tx, file.personId);
      if (input.guardianConsent) requireGuardianConsent(person, day, input.guardianConsent);
      await changeHomeRecord(tx, id, supplementedFacts(input));
      await addDossierItems(tx, id, input.items, receivedAt);
      const record = await readHomeRecord(tx, id);
      const dossier = this.checkedDossier(
        person,
        await readDossierItems(tx, id),
        record.determinationOn,
        file.openedOn,
        day,
      );
      await changeHomeRecord(tx, id, { dossierExplanation: dossier.explanation });
      await this.registerOrAsk(tx, file, dossier, receivedAt);
      return this.reader.view(tx, id);
    });
  }

  /** The commune police take over a file that the people's committee had registered: the reception record. */
  async recordReception(
    actor: UserActor,
    id: string,
    version: number,
    input: ReceptionDto,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.lockVersion(tx, id, version);
      const receivedAt = new Date(input.receivedAt);
      refuseImpossibleTime(receivedAt, tx.now, '/receivedAt');
      const facts = { openedOn: file.openedOn, asOf: later(legalDayOf(receivedAt), file.openedOn) };
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      requireCompetence('reception-record', facts, organisation, actor);
      const state = takeStep(await this.files.events(tx, id), 'reception-recorded', receivedAt);
      await changeHomeRecord(tx, id, { receptionAt: receivedAt });
      await this.files.change(tx, file, { status: state });
      await this.append(tx, file, 'reception-recorded', state, receivedAt);
      await this.openDecisionDeadline(tx, file, receivedAt);
      return this.reader.view(tx, id);
    });
  }

  /** The person takes the application back; what was open for it ends with it. */
  async withdraw(
    actor: UserActor,
    id: string,
    version: number,
    input: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.end(actor, id, version, input, 'withdrawn');
  }

  async recordDeath(
    actor: UserActor,
    id: string,
    version: number,
    input: EndDto,
  ): Promise<HomeRehabilitationDto> {
    return this.end(actor, id, version, input, 'died');
  }

  /** A file that should never have been: kept, marked, without effect. */
  async void(actor: UserActor, id: string, version: number, input: EndDto): Promise<HomeRehabilitationDto> {
    return this.end(actor, id, version, input, 'voided');
  }

  private async end(
    actor: UserActor,
    id: string,
    version: number,
    input: EndDto,
    step: Extract<HomeStep, 'withdrawn' | 'died' | 'voided'>,
  ): Promise<HomeRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.lockVersion(tx, id, version);
      const at = new Date(input.at);
      refuseImpossibleTime(at, tx.now, '/at');
      const state = takeStep(await this.files.events(tx, id), step, at);
      if (!isClosed(state)) throw new Error(`${step} does not close a file`);
      await this.files.change(tx, file, {
        status: state,
        closedOn: legalDayOf(at),
        closedReason: input.reason,
      });
      await this.append(tx, file, step, state, at);
      const outcome = step === 'voided' ? 'void' : 'lapsed';
      await this.deadlines.closeAll(tx, id, { at, outcome, reason: step });
      return this.reader.view(tx, id);
    });
  }

  /** Registers a complete dossier; asks for the rest of an incomplete one. */
  private async registerOrAsk(tx: Tx, file: CaseFile, dossier: DossierCheck, at: Date): Promise<void> {
    const events = await this.files.events(tx, file.id);
    if (!dossier.complete) {
      const state = takeStep(events, 'supplement-requested', at);
      await this.files.change(tx, file, { status: state });
      const missing = dossier.missing.map((item) => item.code).join(',');
      await this.append(tx, file, 'supplement-requested', state, at, { missing });
      return;
    }
    const state = takeStep(events, 'registered', at);
    const record = await readHomeRecord(tx, file.id);
    await this.files.change(tx, file, { status: state, registeredAt: at });
    await changeHomeRecord(tx, file.id, await this.registrationFacts(tx, file, record, at));
    await this.append(tx, file, 'registered', state, at, { ordinal: record.ordinal });
    await this.openDecisionDeadline(tx, file, at);
  }

  /** From 01/07/2026 registering and the reception record are one act (NĐ 163/2026 Art 92(1)a). */
  private async registrationFacts(
    tx: Tx,
    file: CaseFile,
    record: HomeRecord,
    at: Date,
  ): Promise<Partial<HomeRecord>> {
    const regime = regimeOfAct({ openedOn: file.openedOn, asOf: later(legalDayOf(at), file.openedOn) });
    const { inTime, explanation } = registrationTimeliness(
      regime,
      { determinationOn: record.determinationOn, toldAt: record.toldAt, registeredAt: at },
      await this.calendar.forTx(tx),
    );
    return {
      registrationInTime: inTime,
      registrationExplanation: explanation,
      ...(regime === 'R3' ? { receptionAt: at } : {}),
    };
  }

  private async openDecisionDeadline(tx: Tx, file: CaseFile, startsAt: Date): Promise<void> {
    const facts = { openedOn: file.openedOn, asOf: later(legalDayOf(startsAt), file.openedOn) };
    const { start, regime, because } = decisionClock(facts, startsAt);
    await this.deadlines.open(tx, {
      subject: { kind: 'case', id: file.id, code: file.code },
      rule: DECISION_DEADLINE,
      start,
      regime,
      organisationId: file.keeperOrganisationId,
      unitId: file.unitId,
      because,
    });
  }

  private async append(
    tx: Tx,
    file: CaseFile,
    step: HomeStep,
    state: HomeState,
    at: Date,
    facts?: EventFacts,
  ): Promise<void> {
    await this.files.append(tx, file.id, {
      type: step,
      effective: { at, precision: 'instant' },
      statusAfter: state,
      facts,
    });
    await this.audit.record(tx, {
      action: `rehabilitation.home.${step}`,
      subject: { kind: 'case', id: file.id },
      persons: [file.personId],
    });
  }

  private checkedDossier(
    person: Applicant,
    items: readonly string[],
    determinationOn: DateOnly,
    openedOn: DateOnly,
    registeringOn: DateOnly,
  ): DossierCheck {
    const regime = regimeOfAct({ openedOn, asOf: later(registeringOn, openedOn) });
    const dossier = dossierOf(regime, { applicant: person, items, determinationOn, registeringOn });
    if (dossier.problem === 'under-12') throw problem(P.underTwelve);
    return dossier;
  }

  /** NĐ 116/2021 Art 28(1), NĐ 163/2026 Art 89(1)a: at the commune of residence. */
  private async requireResidence(tx: Tx, personId: string, unitId: number, on: DateOnly): Promise<void> {
    const residence = await this.people.residenceOn(tx, personId, on);
    if (!residence) throw problem(P.residenceUnknown);
    const within = await tx.one('select 1 from unit_closure where ancestor_id = $1 and unit_id = $2', [
      unitId,
      residence.unitId,
    ]);
    if (!within) throw problem(P.notResidentHere);
  }

  private async lockVersion(tx: Tx, id: string, version: number): Promise<CaseFile> {
    const file = await this.files.lock(tx, id, PROCEDURE);
    if (file.version !== version) throw problem(HTTP.staleVersion);
    return file;
  }
}

function requireGuardianConsent(
  person: PersonForCase,
  on: DateOnly,
  consent: GuardianConsentDto | undefined,
): void {
  if (!needsGuardian(person, on)) return;
  const known = consent && person.guardians.some((guardian) => guardian.id === consent.guardianId);
  if (known) return;
  throw problem(P.guardianConsentMissing, {
    faults: [
      {
        pointer: consent ? '/guardianConsent/guardianId' : '/guardianConsent',
        code: 'rehabilitation.guardianConsentMissing',
        detail: P.guardianConsentMissing.title,
      },
    ],
  });
}

function supplementedFacts({ determination, guardianConsent }: SupplementDto): Partial<HomeRecord> {
  return {
    ...(determination
      ? {
          determinationOn: dateOnly(determination.on),
          determinationFacility: determination.facility,
          toldAt: new Date(determination.toldAt),
        }
      : {}),
    ...(guardianConsent
      ? { guardianId: guardianConsent.guardianId, guardianConsentOn: dateOnly(guardianConsent.on) }
      : {}),
  };
}

const later = (a: DateOnly, b: DateOnly): DateOnly => (a > b ? a : b);

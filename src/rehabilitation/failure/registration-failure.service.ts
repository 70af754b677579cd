import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import { formOf } from '../../cases/steps/competence.rules.js';
import { refuseImpossibleTime, requireCompetence } from '../../cases/steps/step-guards.js';
import { Organisations } from '../../identity/organisations.js';
import { instantText } from '../../law/date-text.js';
import { ageOn, dateOnly, legalDayOf, type Birth, type DateOnly } from '../../law/date.js';
import { regimeOn } from '../../law/regimes.js';
import { Calendar } from '../../legal-reference/calendar.js';
import { People } from '../../people/people.js';
import { withinUnit, type RowId } from '../../platform/database/changes.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import { refuseOtherResult } from '../determination/determination-on-record.js';
import {
  refuseDaysBeforeBirth,
  refuseDeceased,
  requireResidence,
  unitOf,
} from '../voluntary/applicant.guards.js';
import { lockRegistrations, refuseRegistered } from '../voluntary/registration-conflicts.js';
import { refuseAfter, tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import { P } from '../voluntary/voluntary.problems.js';
import { momentsOf, refuseImpossibleEvent } from '../voluntary/force-majeure.guards.js';
import { registrationLimit, type RegistrationLimit } from '../voluntary/voluntary.rules.js';
import {
  toFailureDto,
  type FailureQuery,
  type RecordFailureDto,
  type RegistrationFailureDto,
  type VoidFailureDto,
} from './registration-failure.dto.js';
import {
  FAILURE_CHANGES,
  findFailure,
  insertFailure,
  listFailures,
  standingFailure,
  visibleFailures,
  voidedFailures,
  voidFailure,
  type NewFailure,
  type RegistrationFailure,
} from './registration-failure.record.js';
import { failureExplanation } from './registration-failure.rules.js';

const ACT = 'record-registration-failure';

/** That a person did not register in time, without any application: a ground for compulsory rehabilitation. */
@Injectable()
export class RegistrationFailureService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly people: People,
    private readonly calendar: Calendar,
    private readonly audit: AuditLog,
  ) {}

  /** NĐ 116/2021 Art 3(3), 33(1)a; NĐ 163/2026 Art 4(7), 100(1). Never before the time limit is over. */
  async record(actor: UserActor, input: RecordFailureDto): Promise<RegistrationFailureDto> {
    return this.database.write(actor, async (tx) => {
      const foundAt = new Date(input.foundAt);
      refuseImpossibleTime(foundAt, tx.now, '/foundAt');
      const told = toldOf(input, foundAt, tx.now);
      const organisation = await this.organisations.byId(tx, actor.organisationId);
      const foundOn = legalDayOf(foundAt);
      const regime = regimeOn(foundOn);
      const competence = requireCompetence(ACT, regime, organisation, actor);
      const person = await this.people.forCase(tx, input.personId);
      refusePerson(person.birth, foundOn, input);
      const persons = await this.people.clusterOf(tx, person.id);
      await refuseDeceased(tx, persons, foundAt);
      const unitId = unitOf(organisation);
      if (!input.withoutResidence) await requireResidence(tx, person.id, unitId, foundOn);
      const forceMajeure = input.forceMajeure ?? null;
      refuseImpossibleEvent(forceMajeure, tx.now, '/forceMajeure');
      const times = { ...told, forceMajeure: forceMajeure && momentsOf(forceMajeure) };
      const limit = registrationLimit(times, await this.calendar.forTx(tx));
      refuseEarly(limit, foundAt);
      await lockRegistrations(tx, persons);
      await refuseRegistered(tx, persons, told.toldAt, limit.dueAt);
      await refuseSecondRecord(tx, persons, told.determinationOn);
      const form = formOf(ACT, regime);
      const failure: NewFailure = {
        id: uuidv7(),
        personId: person.id,
        ...{ organisationId: organisation.id, unitId, foundAt, ...told },
        determinationFacility: input.determination.facility,
        actFoundOn: input.withoutResidence ? dateOnly(input.withoutResidence.actFoundOn) : null,
        noResidenceBasis: input.withoutResidence?.basis ?? null,
        basis: input.basis,
        forceMajeure,
        ...{ regime: limit.regime, dueAt: limit.dueAt },
        explanation: failureExplanation(limit, foundAt),
        signerOffice: competence.officeVi,
        formInstrument: form?.instrument ?? null,
        formAppendix: form?.appendix ?? null,
        formNumber: form?.number ?? null,
      };
      await insertFailure(tx, failure, actor.userId);
      // After the walls: whoever may record nothing about the person is told nothing of his results.
      const addicted = { result: 'addicted', pointer: '/determination/recordId' } as const;
      await refuseOtherResult(tx, persons, input.determination, addicted);
      await this.note(tx, 'recorded', failure);
      return this.shown(tx, failure.id);
    });
  }

  /** Newest first, or what changed. */
  async list(actor: UserActor, query: FailureQuery): Promise<ChangePage<RegistrationFailureDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await failurePage(tx, actor, query);
      await this.audit.record(tx, {
        action: 'rehabilitation.registration-failure.list-read',
        persons: [...new Set(page.items.map((item) => item.personId))],
        detail: { count: page.items.length },
      });
      return page;
    });
  }

  async read(actor: UserActor, id: string): Promise<RegistrationFailureDto> {
    return this.database.read(actor, async (tx) => {
      const failure = await this.byId(tx, id);
      await this.note(tx, 'read', failure);
      return toFailureDto(failure);
    });
  }

  /** Entered by mistake: it stays, with the reason, and counts no more. */
  async void(
    actor: UserActor,
    id: string,
    version: number,
    { reason }: VoidFailureDto,
  ): Promise<RegistrationFailureDto> {
    return this.database.write(actor, async (tx) => {
      const failure = await this.byId(tx, id);
      await refuseUnlessKeeper(tx, failure.organisationId);
      if (failure.version !== version) throw problem(HTTP.staleVersion);
      if (failure.voidedOn !== null) throw problem(P.failureVoided);
      const by = { userId: actor.userId, on: legalDayOf(tx.now), reason };
      if (!(await voidFailure(tx, id, version, by))) throw problem(HTTP.staleVersion);
      await this.note(tx, 'voided', failure);
      return this.shown(tx, id);
    });
  }

  private async note(tx: Tx, what: string, { id, personId }: NewFailure): Promise<void> {
    await this.audit.record(tx, {
      action: `rehabilitation.registration-failure.${what}`,
      subject: { kind: 'registration-failure', id },
      persons: [personId],
    });
  }

  private async shown(tx: Tx, id: string): Promise<RegistrationFailureDto> {
    return toFailureDto(await this.byId(tx, id));
  }

  private async byId(tx: Tx, id: string): Promise<RegistrationFailure> {
    const failure = await findFailure(tx, id);
    if (!failure) throw problem(P.failureNotFound);
    return failure;
  }
}

async function failurePage(
  tx: Tx,
  actor: UserActor,
  query: FailureQuery,
): Promise<ChangePage<RegistrationFailureDto>> {
  const filter = {
    organisationId: actor.organisationId,
    person: query.person ?? null,
    unit: query.unit ?? null,
    includeVoided: query.includeVoided ?? false,
  };
  return changePage(tx, query, {
    feed: withinUnit(FAILURE_CHANGES, query.unit),
    place: ['instant', 'uuid'],
    placeOf: (row: RegistrationFailure) => [row.foundAt.toISOString(), row.id],
    rows: (after, ids, limit) => listFailures(tx, { ...filter, after, ids, limit }),
    inScope: (ids) => visibleFailures(tx, ids),
    ...(!filter.includeVoided && { voided: (ids: readonly RowId[]) => voidedFailures(tx, ids) }),
    map: toFailureDto,
  });
}

function toldOf(
  { determination }: RecordFailureDto,
  foundAt: Date,
  now: Date,
): Pick<NewFailure, 'determinationOn' | 'toldAt'> {
  const toldAt = new Date(determination.toldAt);
  refuseImpossibleTime(toldAt, now, '/determination/toldAt');
  refuseAfter(toldAt, foundAt, '/determination/toldAt');
  const determinationOn = dateOnly(determination.on);
  if (determinationOn > legalDayOf(toldAt)) throw tooLate('/determination/on');
  return { determinationOn, toldAt };
}

/** @throws Problem 409 for a person under 12, who need not register; 422 for a day before the birth, or after `foundOn` */
function refusePerson(birth: Birth, foundOn: DateOnly, input: RecordFailureDto): void {
  refuseDaysBeforeBirth(birth, input);
  if (ageOn(birth, foundOn).max < 12) throw problem(P.underTwelve);
  const { withoutResidence } = input;
  if (withoutResidence && dateOnly(withoutResidence.actFoundOn) > foundOn) throw tooEarly('/foundAt');
}

/** @throws Problem 409 with the one on record: evidence is counted once */
async function refuseSecondRecord(
  tx: Tx,
  persons: readonly string[],
  determinationOn: DateOnly,
): Promise<void> {
  const failure = await standingFailure(tx, persons, determinationOn);
  if (failure) throw problem(P.failureOnRecord, { extensions: { failureId: failure.id } });
}

/** @throws Problem 409 with the moment from which, and why */
function refuseEarly({ dueAt, explanation }: RegistrationLimit, foundAt: Date): void {
  if (foundAt >= dueAt) return;
  const from = instantText(dueAt);
  throw problem(P.registrationStillPossible, {
    detail: {
      vi: `Chỉ ghi nhận từ ${from.vi}: ${explanation.steps.map(({ text }) => text.vi).join(' ')}`,
      en: `From ${from.en} on: ${explanation.steps.map(({ text }) => text.en).join(' ')}`,
    },
    extensions: { from: dueAt.toISOString(), explanation: toExplanationDto(explanation) },
  });
}

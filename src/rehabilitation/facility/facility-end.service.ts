import { Injectable } from '@nestjs/common';
import type { CaseEvent } from '../../cases/case-file.js';
import { factsAt, momentOf } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { checkStages, PART_AT_FACILITY, type StageInterval } from '../../law/stages.js';
import { publicFacilityTermWritten } from '../../law/terms.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { receipt } from '../course/course.guards.js';
import { countedTermOf, courseOf } from '../course/course.js';
import { stagesLacking } from '../course/course.refusals.js';
import { termOf } from '../course/course.view.js';
import { refuseOtherPlace, refusePlaceOfBefore } from '../course/place.guards.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { VoluntarySteps, type DoorAct, type VoluntaryEffect } from '../voluntary/voluntary-steps.js';
import { termFields, withinLaw } from '../voluntary/voluntary-term.js';
import { tooEarly, tooLate } from '../voluntary/voluntary.guards.js';
import { VoluntaryReader } from '../voluntary/voluntary.reader.js';
import { readRecord } from '../voluntary/voluntary.record.js';
import { FACILITY, type FacilityRehabilitationDto } from './facility-answer.dto.js';
import type {
  ContinuationDto,
  DisplacementDto,
  FacilityCompletionDto,
  FacilityReportDto,
  FoundAfterLimitDto,
  PersonReportDto,
  RestRegistrationDto,
  WrittenTermDto,
} from './facility-end.dto.js';
import { P } from './facility.problems.js';

/** A file of a facility, as the caller saw it. */
export interface SeenFile {
  readonly actor: UserActor;
  readonly id: string;
  readonly version: number;
}

interface Asked {
  readonly step: string;
  readonly at: string;
  readonly pointer?: string;
  readonly number?: string;
  readonly reason?: string;
  readonly actedBy?: number;
}

/** What follows when a person no longer is, or need not be, at a facility. */
@Injectable()
export class FacilityEndService {
  constructor(
    private readonly database: Database,
    private readonly steps: VoluntarySteps,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: VoluntaryReader,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * Luật 120/2025 Art 33(4)a, NĐ 163/2026 Art 94(4), form 30: stages a, b and c are done, the rest goes on at home.
   *
   * @throws Problem 409 for a term of the law of 2021, and where stages lack, with each and its article
   */
  async certifyPart(
    on: SeenFile,
    { certifiedAt, receivedAt, number, actedBy }: FacilityCompletionDto,
  ): Promise<FacilityRehabilitationDto> {
    const asked = { step: 'part-certified', at: certifiedAt, pointer: '/certifiedAt', number, actedBy };
    return this.take(on, asked, async (act, tx) => {
      const at = new Date(certifiedAt);
      const record = await readRecord(tx, on.id);
      await refuseOtherPlace(tx, act, record, at, actedBy);
      const facts = factsAt(act.procedure, act.file, act.events, legalDayOf(at));
      if (regimeFor('term', act.procedure.kind, facts) !== 'R3') throw problem(P.partOfNewTermAlone);
      const check = checkStages('R3', endedBy(act.events, at), legalDayOf(at), PART_AT_FACILITY);
      if (!check.complete) throw stagesLacking(check);
      return { explanation: check.explanation, ...receipt(tx.now, certifiedAt, receivedAt) };
    });
  }

  /** Luật 73/2021 Art 35(6)e, 36(3)g; Luật 120/2025 Art 33(3)a, (4)a, (5), 46(2)i. */
  async report(
    on: SeenFile,
    { at, about, organisationId, actedBy }: FacilityReportDto,
  ): Promise<FacilityRehabilitationDto> {
    const step = about === 'reception' ? 'reception-reported' : 'reported';
    return this.take(on, { step, at, actedBy }, async (act, tx) => {
      if (organisationId === undefined) return {};
      const regime = regimeFor('authority', act.procedure.kind, act.facts);
      const kind = regime === 'R3' ? 'commune-police' : 'commune-peoples-committee';
      await this.referrals.toReader(tx, act, organisationId, kind, '/organisationId');
      return { addresseeId: organisationId };
    });
  }

  /** Luật 120/2025 Art 32(2)b, 33(4)b, NĐ 163/2026 Art 75(5): the rest of the term runs from this record. */
  async continueAtHome(on: SeenFile, { at, actedBy }: ContinuationDto): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'continued-at-home', at, actedBy }, async ({ events }, tx) => {
      const term = termOf(await readRecord(tx, on.id));
      if (!term) return {};
      const asOf = legalDayOf(new Date(at));
      const { countedDays, remainingDays, explanation } = countedTermOf(term, courseOf(events), asOf);
      return { facts: { countedDays, remainingDays }, explanation };
    });
  }

  /** NĐ 163/2026 Art 75(5); where the contract ends or the licence is revoked, by analogy. */
  async displace(
    on: SeenFile,
    { at, cause, reason, organisationId }: DisplacementDto,
  ): Promise<FacilityRehabilitationDto> {
    const step = cause === 'suspended' ? 'facility-suspended' : 'contract-ended';
    return this.take(on, { step, at, reason }, async (act, tx) => {
      const facts = { cause };
      if (organisationId === undefined) return { facts };
      await this.referrals.toAuthority(tx, act, organisationId, 'commune-police', '/organisationId');
      return { facts, addresseeId: organisationId };
    });
  }

  /** NĐ 163/2026 Art 75(5): the rest is registered for another facility, which reads the file and receives the person. */
  async registerRest(
    on: SeenFile,
    { at, organisationId }: RestRegistrationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'rest-registered', at }, async (act, tx) => {
      refusePlaceOfBefore(act, await readRecord(tx, on.id));
      await this.referrals.toPlace(tx, act, organisationId, '/organisationId');
      return { addresseeId: organisationId };
    });
  }

  /**
   * The rest of the term was not registered in time: a ground for compulsory rehabilitation.
   *
   * @throws Problem 409 while the limit runs, and where the law itself sets none
   */
  async failRest(on: SeenFile, { at, reason }: FoundAfterLimitDto): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'rest-not-registered', at, reason }, async (act, tx) => {
      refusePlaceOfBefore(act, await readRecord(tx, on.id));
      const [certified, suspended, ended] = ['part-certified', 'facility-suspended', 'contract-ended'].map(
        (step) => momentOf(act.events, step)?.getTime() ?? 0,
      );
      if ((ended ?? 0) > Math.max(certified ?? 0, suspended ?? 0)) throw problem(P.noLimitByLaw);
      await this.requireLimitOver(tx, on.id, REST_LIMITS, new Date(at));
      return {};
    });
  }

  /** Luật 120/2025 Art 33(3)b: within 2 days from the certificate. */
  async recordPersonReport(on: SeenFile, { at }: PersonReportDto): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'person-reported', at }, async (act, tx) => {
      refusePlaceOfBefore(act, await readRecord(tx, on.id));
      return {};
    });
  }

  /** The person did not report: rehabilitation is completed all the same, since no text takes it back. */
  async missPersonReport(
    on: SeenFile,
    { at, reason }: FoundAfterLimitDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'person-report-missed', at, reason }, async (act, tx) => {
      refusePlaceOfBefore(act, await readRecord(tx, on.id));
      await this.requireLimitOver(tx, on.id, [PERSON_REPORT], new Date(at));
      return {};
    });
  }

  /**
   * From which day the term at a public facility or reformatory runs, the law does not say: a paper about the person does.
   *
   * @throws Problem 409 where a term stands, 422 for a day before the decision or after the handing over
   */
  async writeTerm(on: SeenFile, { at, startsOn, basis }: WrittenTermDto): Promise<FacilityRehabilitationDto> {
    return this.take(on, { step: 'term-written', at, reason: basis }, async ({ events }, tx) => {
      const record = await readRecord(tx, on.id);
      if (record.termStartsOn) throw problem(P.termStands);
      const day = dateOnly(startsOn);
      const decidedAt = momentOf(events, 'decided');
      if (decidedAt && day < legalDayOf(decidedAt)) throw tooEarly('/startsOn');
      if (record.admittedAt && day > legalDayOf(record.admittedAt)) throw tooLate('/startsOn');
      const term = withinLaw(() => publicFacilityTermWritten(record.ordinal ?? 0, day));
      return {
        changes: termFields(term),
        facts: { startsOn: term.startsOn, endsOn: term.endsOn },
      };
    });
  }

  /** @throws Problem 409 before the open one of these limits is over, with the moment and why */
  private async requireLimitOver(tx: Tx, id: string, rules: readonly string[], at: Date): Promise<void> {
    const limits = await this.deadlines.ofSubject(tx, id);
    const open = limits.find(({ rule, status }) => status === 'open' && rules.includes(rule));
    if (!open || at >= open.dueAt) return;
    throw problem(P.limitStillRuns, { extensions: { dueAt: open.dueAt.toISOString(), rule: open.rule } });
  }

  private async take(
    { actor, id, version }: SeenFile,
    { step, at, pointer = '/at', number, reason, actedBy }: Asked,
    work: (act: DoorAct, tx: Tx) => Promise<VoluntaryEffect> = () => Promise.resolve({}),
  ): Promise<FacilityRehabilitationDto> {
    return this.database.write(actor, async (tx) => {
      const asked = { step, at: new Date(at), pointer, number, reason, actedBy, version };
      await this.steps.take(tx, actor, FACILITY.doors, id, asked, async (act) => work(act, tx));
      return FACILITY.show(await this.reader.view(tx, id));
    });
  }
}

/** NĐ 163/2026 Art 94(4): the certificate may come up to 24 hours before the last of the stages ends. */
function endedBy(events: readonly CaseEvent[], certifiedAt: Date): readonly StageInterval[] {
  const latest = legalDayOf(new Date(certifiedAt.getTime() + 24 * 3_600_000));
  return courseOf(events).stages.map((each) =>
    each.to !== null && each.to > latest ? { ...each, to: null } : each,
  );
}

const PERSON_REPORT = 'private-facility.person-report';
const REST_LIMITS = [PERSON_REPORT, 'private-facility.displaced-registration'];

import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { lastStepOf } from '../../cases/steps/step-guards.js';
import type { AskedStep } from '../../cases/steps/step-taking.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { ordinalOnRecord, type OldLawCourses, type OrdinalOnRecord } from '../../law/ordinal.js';
import { People } from '../../people/people.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { CompulsorySteps } from '../compulsory/compulsory-steps.js';
import { COMPULSORY } from '../compulsory/compulsory-procedure.js';
import { historiesOf } from '../course/person-histories.queries.js';
import { DOORS } from '../voluntary/doors.js';
import { refuseUnbornAsked } from '../voluntary/voluntary.guards.js';
import type { OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import { VoluntarySteps } from '../voluntary/voluntary-steps.js';
import {
  toOrdinalDto,
  type CorrectedOrdinalDto,
  type OrdinalQuery,
  type RehabilitationOrdinalDto,
} from './ordinal.dto.js';
import { courseBegun, type RecordedCourse } from './recorded-courses.js';

/** What a record keeps of the ordinal. */
export interface KeptOrdinal {
  readonly ordinal: number;
  readonly ordinalBasis: string;
}

/** As many codes as a basis names. */
const NAMED = 10;

/** Which rehabilitation of a person it is: worked out of the record, stated or corrected with evidence. */
@Injectable()
export class RehabilitationOrdinals {
  private readonly oldLawCourses: OldLawCourses;

  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly files: CaseFiles,
    private readonly voluntary: VoluntarySteps,
    private readonly compulsory: CompulsorySteps,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'readings'>,
  ) {
    this.oldLawCourses = config.readings.oldLawCourses;
  }

  /** Of all linked entries of the person, as far as the caller sees their files. */
  async read(actor: UserActor, personId: string, query: OrdinalQuery): Promise<RehabilitationOrdinalDto> {
    return this.database.read(actor, async (tx) => {
      const on = query.on ? dateOnly(query.on) : legalDayOf(tx.now);
      refuseUnbornAsked(await this.people.birthOf(tx, personId), on, 'on');
      const persons = await this.people.clusterOf(tx, personId);
      await this.audit.record(tx, {
        action: 'rehabilitation.ordinal.read',
        subject: { kind: 'person', id: personId },
        persons,
      });
      return toOrdinalDto(on, await this.onRecord(tx, persons, on));
    });
  }

  /**
   * What an intake keeps: what was stated, else what the record says.
   *
   * @param persons entries of one person
   * @throws Problem 422 at `/ordinal` where nothing was stated and the record leaves it open
   */
  async forIntake(
    tx: Tx,
    persons: readonly string[],
    on: DateOnly,
    stated: OrdinalDto | undefined,
  ): Promise<KeptOrdinal> {
    if (stated) return { ordinal: stated.value, ordinalBasis: stated.basis };
    const found = await this.onRecord(tx, persons, on);
    if (found.value === null) throw leftOpen(found);
    return { ordinal: found.value, ordinalBasis: basisOf(found.courses) };
  }

  /**
   * Corrects the ordinal of a file as long as no term rests on it.
   *
   * @throws Problem 404 for a file that is no rehabilitation, 409 once the term is decided or runs
   */
  async correct(
    actor: UserActor,
    caseId: string,
    version: number,
    { value, basis }: OrdinalDto,
  ): Promise<CorrectedOrdinalDto> {
    return this.database.write(actor, async (tx) => {
      const { kind } = await this.files.byId(tx, caseId);
      // It was wrong from the beginning: a step that is entered late after it stays possible.
      const at = lastStepOf(await this.files.events(tx, caseId))?.effectiveAt ?? tx.now;
      const asked: AskedStep = {
        ...{ step: 'ordinal-corrected', at, pointer: '/value', reason: basis, version },
      };
      const effect = { changes: { ordinal: value, ordinalBasis: basis }, facts: { ordinal: value } };
      const work = () => Promise.resolve(effect);
      if (kind === COMPULSORY.kind) await this.compulsory.take(tx, actor, caseId, asked, work);
      else await this.voluntary.take(tx, actor, CORRECTABLE, caseId, asked, work);
      const file = await this.files.byId(tx, caseId);
      return { caseId, version: file.version, ordinal: { value, basis } };
    });
  }

  private async onRecord(
    tx: Tx,
    persons: readonly string[],
    on: DateOnly,
  ): Promise<OrdinalOnRecord<RecordedCourse>> {
    const courses = (await historiesOf(tx, persons)).flatMap(courseBegun);
    return ordinalOnRecord({ on, courses, oldLawCourses: this.oldLawCourses });
  }
}

/** Substitution treatment has no ordinal. */
const CORRECTABLE = [DOORS.home, DOORS.private, DOORS.public];

function basisOf(courses: readonly RecordedCourse[]): string {
  if (courses.length === 0) return 'Theo hồ sơ: chưa có lần cai nghiện nào bắt đầu trước đó';
  const codes = courses.slice(0, NAMED).map(({ code }) => code);
  return `Theo hồ sơ: ${codes.join(', ')}${courses.length > NAMED ? ', …' : ''}`;
}

function leftOpen({ readings }: OrdinalOnRecord): Error {
  const { counted, notCounted } = readings;
  return fieldProblem('/ordinal', 'rehabilitation.ordinalOpen', {
    vi: `Phải nêu lần cai nghiện và căn cứ: là lần ${counted} nếu tính cả lần bắt đầu trước 01/07/2026, lần ${notCounted} nếu không; không văn bản nào quy định`,
    en: `State the ordinal and what it is based on: ${counted} if what began before 2026-07-01 counts, ${notCounted} if not; no text says`,
  });
}

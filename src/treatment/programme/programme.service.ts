import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { TreatmentKindDefinition } from '../kinds/kind.js';
import { P } from '../treatment.problems.js';
import {
  toProgrammeDto,
  type EnterProgrammeDto,
  type ProgrammeDto,
  type ProgrammeQuery,
} from './programme.dto.js';
import { asDay, enrolledUnder, liesIn, programmesOf } from './programme.js';
import type { TreatmentProgramme } from './treatment-programme.js';
import { enrolmentFault, faultSentence, type EnrolmentFault } from './programme.rules.js';

/** Programmes of limited time: which there are, and which of them takes somebody in. */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: ProgrammeQuery): Promise<ChangeList<ProgrammeDto>> {
    return this.database.read(actor, async (tx) => {
      const programmes = await programmesOf(tx, query.kind ?? null);
      const items: ProgrammeDto[] = [];
      for (const each of programmes) items.push(toProgrammeDto(each, await enrolledUnder(tx, each.code)));
      return sameOrAnew(query, items);
    });
  }

  /** @throws Problem 409 for a code that is on record, 422 for days that do not follow each other or an unknown unit */
  async enter(actor: UserActor, input: EnterProgrammeDto): Promise<ProgrammeDto> {
    return this.database.write(actor, async (tx) => {
      const { code, kind, name, act, unitId, quota } = input;
      const fromOn = dateOnly(input.fromOn);
      const [untilOn, enrolsFrom, enrolsUntil] = [
        asDay(input.untilOn),
        asDay(input.enrolsFrom),
        asDay(input.enrolsUntil),
      ];
      requireOrder(fromOn, untilOn, '/untilOn');
      requireOrder(enrolsFrom ?? fromOn, enrolsUntil, '/enrolsUntil');
      if ((await programmesOf(tx)).some((each) => each.code === code)) throw problem(P.programmeKnown);
      if (!(await tx.one('select 1 from unit where id = $1', [unitId])))
        throw fieldProblem('/unitId', 'treatment.unknownUnit', UNKNOWN_UNIT);
      try {
        await tx.execute(
          `insert into treatment_programme (id, code, kind, name, act, act_on, unit_id, from_on, until_on, enrols_from,
             enrols_until, quota, entered_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
          [
            ...[uuidv7(), code, kind, name, act, dateOnly(input.actOn), unitId, fromOn, untilOn, enrolsFrom],
            ...[enrolsUntil, quota ?? null, actor.userId],
          ],
        );
      } catch (error) {
        if (violatedConstraint(error) === 'treatment_programme_code_key')
          throw problem(P.programmeKnown, { cause: error });
        throw error;
      }
      await this.audit.record(tx, { action: 'treatment.programme.entered', persons: [], detail: { code } });
      const found = (await programmesOf(tx)).find((each) => each.code === code);
      if (!found) throw new Error(`No programme ${code}`);
      return toProgrammeDto(found, 0);
    });
  }

  /**
   * The programme under which a place takes somebody in on a day; null where the kind needs none. Two that would fill the
   * last place wait for each other.
   *
   * @throws Problem 409 that names the act and its days where none takes in
   */
  async enrolling(
    tx: Tx,
    { kind, programme: needed }: Pick<TreatmentKindDefinition, 'kind' | 'programme'>,
    { on, unitId, code }: { readonly on: DateOnly; readonly unitId: number; readonly code?: string | null },
  ): Promise<TreatmentProgramme | null> {
    if (needed === 'not-needed') {
      if (code) throw fieldProblem('/programmeCode', 'treatment.fieldUnknown', NO_PROGRAMME);
      return null;
    }
    const programmes = (await programmesOf(tx, kind)).filter((each) => !code || each.code === code);
    const faults: Refused[] = [];
    for (const programme of programmes) {
      if (programme.quota !== null)
        await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `treatment-programme:${programme.code}`,
        ]);
      const fault = enrolmentFault(programme, {
        on,
        enteredOn: legalDayOf(tx.now),
        inArea: await liesIn(tx, unitId, programme.unitId),
        enrolled: await enrolledUnder(tx, programme.code),
      });
      if (fault === null) return programme;
      faults.push({ programme, fault });
    }
    throw refusal(faults);
  }

  /** Whether the programme of an episode still takes in, with the place that is kept for it. @throws Problem as `enrolling` */
  async refuseUnlessHolding(
    tx: Tx,
    { kind }: Pick<TreatmentKindDefinition, 'kind'>,
    { on, code }: { readonly on: DateOnly; readonly code: string },
  ): Promise<void> {
    const programme = (await programmesOf(tx, kind)).find((each) => each.code === code);
    const fault =
      programme &&
      enrolmentFault(programme, { on, enteredOn: legalDayOf(tx.now), inArea: true, enrolled: 0 });
    if (programme && fault) throw refusal([{ programme, fault }]);
  }
}

const NO_PROGRAMME = {
  vi: 'Loại điều trị này không theo chương trình có thời hạn',
  en: 'This treatment is under no programme of limited time',
};

interface Refused {
  readonly programme: TreatmentProgramme;
  readonly fault: EnrolmentFault;
}

function refusal(faults: readonly Refused[]): Problem {
  const told = (language: 'vi' | 'en'): string =>
    faults.map(({ programme, fault }) => faultSentence(programme, fault)[language]).join('; ') ||
    P.noProgramme.title[language];
  return problem(P.noProgramme, {
    detail: { vi: told('vi'), en: told('en') },
    extensions: {
      programmes: faults.map(({ programme: { code, act, actOn, fromOn, untilOn }, fault }) => ({
        ...{ code, act, actOn, fromOn, untilOn, fault },
      })),
    },
  });
}

function requireOrder(from: DateOnly, until: DateOnly | null, pointer: string): void {
  if (until !== null && until < from) throw fieldProblem(pointer, 'treatment.daysOutOfOrder', OUT_OF_ORDER);
}

const OUT_OF_ORDER = { vi: 'Ngày cuối sớm hơn ngày đầu', en: 'The last day lies before the first' };
const UNKNOWN_UNIT = { vi: 'Không có đơn vị hành chính này', en: 'No such unit' };

import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { CaseFiles } from '../../cases/case-files.js';
import { formOf } from '../../cases/steps/competence.rules.js';
import { fieldMissing } from '../../cases/steps/step-inputs.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { CaseSteps, type StepEffect } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { Organisations, standsOn } from '../../identity/organisations.js';
import { dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { explain, step as sentence, type Explanation } from '../../law/explanation.js';
import {
  noticeAddressee,
  type NoticeAddressee,
  type TreatmentNoticeReading,
} from '../../law/treatment-notices.js';
import { People } from '../../people/people.js';
import { residenceOn } from '../../people/residence.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { changeList, type ChangeList } from '../../platform/http/change-list.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { TreatmentEpisodeDto } from '../episode/episode-answer.dto.js';
import { keptEpisode } from '../episode/episode.guards.js';
import { EpisodeReader } from '../episode/episode.reader.js';
import type { TreatmentProcedure } from '../kinds/kind.js';
import { treatmentKind, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { P } from '../treatment.problems.js';
import {
  toNoticeDto,
  type EpisodeNoticeQuery,
  type NoticeQuery,
  type SendNoticeDto,
  type TreatmentNotice,
  type TreatmentNoticeDto,
} from './notice.dto.js';
import { insertNotice, noticesOf, noticesTo } from './notice.queries.js';
import { TOLD, toldOf } from './notice.rules.js';
import { refuseUnfoundedEntry } from './taken-home.js';

/** What the commune is told: the least, to the body that the law of the day names. */
@Injectable()
export class NoticeService {
  private readonly reading: TreatmentNoticeReading;

  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly organisations: Organisations,
    private readonly steps: CaseSteps,
    private readonly reader: EpisodeReader,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'readings'>,
  ) {
    this.reading = config.readings.treatmentNotices;
  }

  /**
   * @param version of the file
   * @throws Problem 409 for a notice that no text on record has this kind send, or of what has not happened, also by the ledger
   *   of doses taken home; for the same days of the same list anew; for who has no
   *   residence on record or lives elsewhere; 422 for another body than the law of the day names
   */
  async send(
    actor: UserActor,
    caseId: string,
    version: number,
    input: SendNoticeDto,
  ): Promise<TreatmentEpisodeDto> {
    return this.database.write(actor, async (tx) => {
      const seen = await keptEpisode(tx, this.files, caseId);
      const { notices, copies } = treatmentKind(seen.kind);
      const at = new Date(input.sentAt);
      const copied = await this.isCopy(tx, caseId, input, legalDayOf(at));
      const step = (copied ? copies : notices)[input.kind];
      if (step === undefined) throw problem(P.noticeUnknown, { extensions: { kind: input.kind } });
      const asked = { step, at, pointer: '/sentAt', version, number: input.number };
      await this.steps.take(tx, actor, TREATMENT_PROCEDURES, caseId, asked, (act) =>
        this.write(tx, actor, act, { ...input, copied }, at),
      );
      return this.reader.show(tx, caseId);
    });
  }

  /** What the own body was told, the latest first. */
  async list(actor: UserActor, query: NoticeQuery): Promise<ChangePage<TreatmentNoticeDto>> {
    return this.database.read(actor, async (tx) => {
      const own = actor.organisationId;
      const persons = new Set<string>();
      const page = await changePage(tx, query, {
        feed: rowFeed({ table: 'treatment_notice', of: ['to_organisation_id', own] }),
        place: ['instant', 'uuid'],
        placeOf: ({ sentAt, id }: TreatmentNotice) => [sentAt.toISOString(), id],
        rows: (after, ids, limit) => noticesTo(tx, own, after, ids, limit),
        inScope: (ids) => Promise.resolve(ids),
        map: (notice) => {
          persons.add(notice.personId);
          return toNoticeDto(notice);
        },
      });
      await this.audit.record(tx, {
        action: 'treatment.notice.listed',
        persons: [...persons],
        detail: { shown: page.items.length },
      });
      return page;
    });
  }

  /** What was told of an episode. */
  async ofEpisode(
    actor: UserActor,
    caseId: string,
    query: EpisodeNoticeQuery,
  ): Promise<ChangeList<TreatmentNoticeDto>> {
    return this.database.read(actor, async (tx) => {
      const { personId } = await this.reader.fileOf(tx, caseId);
      const list = await changeList(
        tx,
        query,
        { feed: rowFeed({ table: 'treatment_notice', of: ['case_id', caseId] }), map: toNoticeDto },
        (ids) => noticesOf(tx, caseId, ids),
      );
      await this.audit.record(tx, {
        action: 'treatment.notice.read',
        subject: { kind: 'case', id: caseId },
        persons: [personId],
      });
      return list;
    });
  }

  private async write(
    tx: Tx,
    actor: UserActor,
    { file, events, procedure, facts }: AuthorisedAct<TreatmentProcedure>,
    input: SendNoticeDto & { readonly copied: boolean },
    at: Date,
  ): Promise<StepEffect> {
    const on = legalDayOf(at);
    const told = toldOf(input.kind, events);
    const { act, days } = TOLD[input.kind];
    refuseOtherDays(days, input);
    const effectiveOn = told?.on ?? required(input.fromOn, 'fromOn');
    const untilOn = days === 'first-and-last' ? required(input.untilOn, 'untilOn') : null;
    if (untilOn !== null && untilOn < effectiveOn)
      throw fieldProblem('/untilOn', 'treatment.daysOutOfOrder', OUT_OF_ORDER);
    const named = noticeAddressee(input.kind, told?.on ?? on, this.reading);
    const addressee = input.copied ? named?.also : named;
    if (!addressee)
      throw problem(P.noticeUnknown, {
        detail: NOT_ON_THAT_DAY,
        extensions: { kind: input.kind, on: told?.on ?? on },
      });
    const because = await this.requireAddressee(tx, file.personId, addressee, input.organisationId, on);
    const { kind, organisationId: toOrganisationId, byPapers = false } = input;
    const listed = kind === 'multi-day' || kind === 'multi-day-stopped';
    if (byPapers && !listed) throw fieldProblem('/byPapers', 'treatment.byPapers', NOT_LISTED);
    if (listed)
      await refuseUnfoundedEntry(tx, file.id, {
        ...{ kind, fromOn: effectiveOn, untilOn, toOrganisationId, byPapers },
      });
    const explanation = byPapers ? explain({ ...because, steps: [...because.steps, BY_PAPERS] }) : because;
    const { fullName, birth } = await this.people.forCase(tx, file.personId);
    const form = act ? formOf(act, regimeFor('form', procedure.kind, facts), on) : null;
    const id = uuidv7();
    await insertNotice(tx, {
      ...{ id, caseId: file.id, personId: file.personId, kind: input.kind, number: input.number ?? null },
      ...{ fromOrganisationId: file.keeperOrganisationId, toOrganisationId: input.organisationId },
      ...{
        effectiveOn,
        untilOn,
        ground: told?.ground ?? null,
        article: told?.article ?? null,
        fullName,
        birthYear: birth.year,
      },
      ...{ formInstrument: form?.instrument ?? null, formAppendix: form?.appendix ?? null },
      ...{ formNumber: form?.number ?? null, explanation, sentAt: at, sentBy: actor.userId },
      alsoByText: input.copied,
    });
    return { facts: { notice: id } };
  }

  /** Of two bodies that two texts name it is the one that the setting did not choose. */
  private async isCopy(
    tx: Tx,
    caseId: string,
    { kind, organisationId }: SendNoticeDto,
    on: DateOnly,
  ): Promise<boolean> {
    const told = toldOf(kind, await this.files.events(tx, caseId));
    const also = noticeAddressee(kind, told?.on ?? on, this.reading)?.also;
    if (!also) return false;
    return (await this.organisations.find(tx, organisationId))?.kind === also.kind;
  }

  /** @returns why this body is told */
  private async requireAddressee(
    tx: Tx,
    personId: string,
    { kind, of, explanation }: NoticeAddressee,
    organisationId: number,
    on: DateOnly,
  ): Promise<Explanation> {
    const to = await this.organisations.find(tx, organisationId);
    if (to?.kind !== kind || !standsOn(to, on))
      throw fieldProblem('/organisationId', P.wrongAddressee.code, P.wrongAddressee.title);
    const registered = of === 'registration' ? await this.unitOfRegistration(tx, personId) : null;
    const unitId = registered ?? (await residenceOn(tx, personId, on))?.unitId;
    if (unitId === undefined) throw problem(P.residenceUnknown);
    const within = await tx.one('select 1 from unit_closure where ancestor_id = $1 and unit_id = $2', [
      to.unitId,
      unitId,
    ]);
    if (!within) throw problem(P.otherCommune);
    if (of === 'residence' || registered !== null) return explanation;
    const [because] = explanation.steps;
    const unseen = sentence(NOT_REGISTERED.vi, NOT_REGISTERED.en, because?.citation, 'interpretation');
    return explain({ ...explanation, steps: [...explanation.steps, unseen] });
  }

  /** Where the person registered for treatment, as far as the place was referred to there. */
  private async unitOfRegistration(tx: Tx, personId: string): Promise<number | null> {
    const found = await tx.one<{ unitId: number }>(
      `select unit_id as "unitId" from case_file where kind = 'substitution-treatment' and person_id = any ($1::uuid[])
         and status <> 'voided' order by opened_on desc, id desc limit 1`,
      [await this.people.clusterOf(tx, personId)],
    );
    return found?.unitId ?? null;
  }
}

const NOT_REGISTERED = {
  vi: 'Cơ sở không thấy hồ sơ đăng ký điều trị: lấy nơi cư trú.',
  en: 'No registration is open to the place of treatment: the residence is taken.',
};

const BY_PAPERS = sentence(
  'Theo giấy tờ: không đối chiếu với sổ cấp phát.',
  'By papers: it was not held against the ledger.',
  undefined,
  'unverified',
);
const NOT_LISTED = {
  vi: 'Chỉ dùng cho danh sách cấp thuốc nhiều ngày',
  en: 'Of the list of doses for several days alone',
};

const NOT_ON_THAT_DAY = {
  vi: 'Vào ngày của việc được thông báo không có quy định nào về thông báo này',
  en: 'On the day of what is told no text on record has it told',
};
const DAY_UNKNOWN = {
  vi: 'Thông báo này không có thông tin này: ngày là ngày của việc được thông báo',
  en: 'This notice does not have it: its day is the one of what is told',
};

/** @throws Problem 422 for a day that the notice does not know */
function refuseOtherDays(
  days: (typeof TOLD)[SendNoticeDto['kind']]['days'],
  { fromOn, untilOn }: Pick<SendNoticeDto, 'fromOn' | 'untilOn'>,
): void {
  if (fromOn !== undefined && days === 'none')
    throw fieldProblem('/fromOn', 'treatment.fieldUnknown', DAY_UNKNOWN);
  if (untilOn !== undefined && days !== 'first-and-last')
    throw fieldProblem('/untilOn', 'treatment.fieldUnknown', DAY_UNKNOWN);
}

function required(day: string | undefined, field: string): DateOnly {
  if (day === undefined) throw fieldMissing(field);
  return dateOnly(day);
}

const OUT_OF_ORDER = { vi: 'Ngày cuối sớm hơn ngày đầu', en: 'The last day lies before the first' };

import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import type { CaseFile } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { readPapers } from '../../cases/steps/act-papers.js';
import { ageOn, legalDayOf } from '../../law/date.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { Deadlines } from '../../reminders/deadlines.js';
import { treatmentKind, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { listOwedSince } from '../notice/taken-home.js';
import { programmesOf } from '../programme/programme.js';
import { activeProtocol } from '../protocol/protocol.js';
import { proposalsOf } from '../proposal/proposal.queries.js';
import type { TreatmentEpisodeDto } from './episode-answer.dto.js';
import { stageAround } from './episode.guards.js';
import { EPISODES } from './episode.record.js';
import { toEpisodeDto, type SummaryRow } from './episode.view.js';

/** Puts together what an episode says. */
@Injectable()
export class EpisodeReader {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly deadlines: Deadlines,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404 for a file that is absent, out of scope or of another procedure */
  async read(actor: UserActor, id: string): Promise<TreatmentEpisodeDto> {
    return this.database.read(actor, async (tx) => {
      const dto = await this.show(tx, id);
      await this.audit.record(tx, {
        action: `${treatmentKind(dto.kind).procedure.auditName}.read`,
        subject: { kind: 'case', id },
        persons: [dto.personId],
      });
      return dto;
    });
  }

  /** @throws Problem 404 for a file that is absent, out of scope or no episode */
  async fileOf(tx: Tx, id: string): Promise<CaseFile> {
    const file = await this.files.byId(tx, id);
    if (!TREATMENT_PROCEDURES.some(({ kind }) => kind === file.kind)) throw problem(CASES.notFound);
    return file;
  }

  /** The answer of every step, within its transaction: what is answered is what is kept for a repetition. */
  async show(tx: Tx, id: string): Promise<TreatmentEpisodeDto> {
    const file = await this.fileOf(tx, id);
    const definition = treatmentKind(file.kind);
    const { kind } = definition;
    const [today, legalNow] = [legalDayOf(tx.now), tx.now];
    const [record, events, papers, deadlines, birth, proposals, summaries, protocol, stage, owed] =
      await Promise.all([
        EPISODES.read(tx, id),
        this.files.events(tx, id),
        readPapers(tx, id),
        this.deadlines.ofSubject(tx, id),
        this.people.birthOf(tx, file.personId),
        proposalsOf(tx, id),
        summariesOf(tx, id),
        activeProtocol(tx, { siteId: file.keeperOrganisationId, kind, on: today }),
        stageAround(tx, definition, file.parentId, legalNow),
        definition.notices['multi-day'] === undefined ? null : listOwedSince(tx, id, today),
      ]);
    const { programmeCode } = record;
    const programmes = programmeCode === null ? [] : await programmesOf(tx, kind);
    const programme = programmes.find(({ code }) => code === programmeCode) ?? null;
    const minor = ageOn(birth, file.openedOn).min < 18;
    return toEpisodeDto({
      ...{ file, events, minor, programme, protocol, proposals, summaries, papers, deadlines },
      ...{ today, legalNow, stage, listOwedSince: owed },
    });
  }
}

async function summariesOf(tx: Tx, caseId: string): Promise<readonly SummaryRow[]> {
  return tx.query<SummaryRow>(
    `select transfer_id as "transferId", summary, written_at as "writtenAt", given_on as "givenOn" from treatment_summary
     where case_id = $1 order by written_at, id`,
    [caseId],
  );
}

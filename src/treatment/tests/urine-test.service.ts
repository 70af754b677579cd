import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem, problemAt } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { episodeTreatedHere, type DosedEpisode } from '../interlock/dose.queries.js';
import type { Unchecked } from '../protocol/protocol.js';
import type { UrineTestDto, UrineTestQuery, VoidUrineTestDto, WriteUrineTestDto } from './urine-test.dto.js';

defineSubject('urine-test', 'urine_test');

type UrineTest = Omit<UrineTestDto, keyof Unchecked>;

const SELECTED = `
  select t.id, t.episode_id as "episodeId", t.taken_on as "takenOn", t.opioids, t.other_drugs as "otherDrugs",
    t.counter_of as "counterOf", t.counter_awaited as "counterAwaited", t.account, t.void_reason as "voidReason", t.version
  from urine_test t`;

/** Urine tests with their counter-tests. Nothing else is tested for here: no field takes the state of any illness. */
@Injectable()
export class UrineTestService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 409 where the test named does not count or was checked already, 422 for a day to come */
  async enter(actor: UserActor, episodeId: string, input: WriteUrineTestDto): Promise<UrineTestDto> {
    return this.database.write(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const takenOn = dateOnly(input.takenOn);
      if (takenOn > legalDayOf(tx.now)) throw fieldProblem('/takenOn', 'treatment.day', NOT_YET);
      const checked = input.counterOf === undefined ? null : await this.checked(tx, input.counterOf);
      if (checked && (checked.episodeId !== episodeId || checked.voidReason !== null))
        throw problemAt(P.testNotCounted, '/counterOf');
      if (checked && checked.takenOn > takenOn)
        throw problemAt(P.testNotCounted, '/takenOn', { detail: COUNTER_LATER });
      const id = uuidv7();
      try {
        await tx.execute(
          `insert into urine_test (id, episode_id, site_id, taken_on, opioids, other_drugs, counter_of, account, recorded_by,
             counter_awaited)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            ...[id, episodeId, actor.organisationId, takenOn, input.opioids, input.otherDrugs],
            ...[checked?.id ?? null, input.account ?? null, actor.userId, input.counterAwaited ?? false],
          ],
        );
      } catch (error) {
        if (violatedConstraint(error) === 'urine_test_counter')
          throw problemAt(P.testNotCounted, '/counterOf', { cause: error });
        throw error;
      }
      return this.recorded(tx, actor, 'entered', id, episode);
    });
  }

  /** @throws Problem 404, 409 when it was voided, 412 */
  async void(
    actor: UserActor,
    id: string,
    version: number,
    { reason }: VoidUrineTestDto,
  ): Promise<UrineTestDto> {
    return this.database.write(actor, async (tx) => {
      const test = await this.found(tx, id);
      const episode = await episodeTreatedHere(tx, test.episodeId);
      if (test.version !== version) throw problem(HTTP.staleVersion);
      if (test.voidReason !== null) throw problem(P.testNotCounted);
      const rows = await tx.execute(
        `update urine_test set voided_at = $3, voided_by = $4, void_reason = $5, version = version + 1
         where id = $1 and version = $2 and voided_at is null`,
        [id, version, tx.now, actor.userId, reason],
      );
      if (rows === 0) throw problem(HTTP.staleVersion);
      return this.recorded(tx, actor, 'voided', id, episode);
    });
  }

  /** The latest first, voided ones too. */
  async list(actor: UserActor, episodeId: string, query: UrineTestQuery): Promise<ChangeList<UrineTestDto>> {
    return this.database.read(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const unchecked = await this.protocols.uncheckedToday(tx, actor.organisationId, episode.kind);
      const tests = await tx.query<UrineTest>(
        `${SELECTED} where t.episode_id = $1 order by t.taken_on desc, t.id desc limit 1000`,
        [episodeId],
      );
      await this.audit.record(tx, {
        action: 'treatment.urine-tests.read',
        subject: { kind: 'case', id: episodeId },
        persons: [episode.personId],
      });
      return sameOrAnew(
        query,
        tests.map((each) => ({ ...each, ...unchecked })),
      );
    });
  }

  /** @throws Problem 422 for a test that is not the site's */
  private async checked(tx: Tx, id: string): Promise<UrineTest> {
    const test = await tx.one<UrineTest>(`${SELECTED} where t.id = $1`, [id]);
    if (!test) throw fieldProblem('/counterOf', P.noSuchTest.code, P.noSuchTest.title);
    return test;
  }

  private async found(tx: Tx, id: string): Promise<UrineTest> {
    const test = await tx.one<UrineTest>(`${SELECTED} where t.id = $1`, [id]);
    if (!test) throw problem(P.noSuchTest);
    return test;
  }

  private async recorded(
    tx: Tx,
    actor: UserActor,
    what: string,
    id: string,
    episode: DosedEpisode,
  ): Promise<UrineTestDto> {
    await this.audit.record(tx, {
      action: `treatment.urine-test.${what}`,
      subject: { kind: 'urine-test', id },
      persons: [episode.personId],
    });
    return {
      ...(await this.found(tx, id)),
      ...(await this.protocols.uncheckedToday(tx, actor.organisationId, episode.kind)),
    };
  }
}

const COUNTER_LATER = {
  vi: 'Xét nghiệm đối chứng không lấy mẫu trước lần xét nghiệm được đối chứng',
  en: 'A counter-test is not taken before the test that it checks',
};
const NOT_YET = { vi: 'Ngày không ở tương lai', en: 'Not a day to come' };

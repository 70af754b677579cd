import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { INVALID_BODY, problem } from '../platform/errors/problem.js';
import { Outbox } from '../platform/jobs/outbox.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changeList, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { correctionFaults, correctionOf, nothingChanges, type Correction } from './correction.rules.js';
import { COMPARE_ENTRY } from './duplicate.jobs.js';
import { nameKey } from './name.rules.js';
import type { CorrectPersonDto, PersonCorrectionDto } from './person-change.dto.js';
import { PersonCorrection } from './person-correction.entity.js';
import { toPersonDto, type PersonDto } from './person.dto.js';
import { Person } from './person.entity.js';
import { PersonReader } from './person-reader.js';
import { PersonVault } from './person-vault.js';

interface CorrectionRow extends Omit<PersonCorrectionDto, 'before' | 'correctedAt'> {
  readonly beforeSealed: Buffer;
  readonly correctedAt: Date;
}

const CORRECTIONS = `
  select id, fields, before_sealed as "beforeSealed", reason, corrected_at as "correctedAt"
  from person_correction where person_id = $1 and ($2::uuid[] is null or id = any ($2))
  order by corrected_at desc, id desc limit 1000`;

/** Corrects what was entered wrongly. What stood there before is kept, sealed, with the reason. */
@Injectable()
export class PersonCorrectionService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly reader: PersonReader,
    private readonly vault: PersonVault,
    private readonly outbox: Outbox,
  ) {}

  async correct(
    actor: UserActor,
    id: string,
    seenVersion: number,
    input: CorrectPersonDto,
  ): Promise<PersonDto> {
    return this.database.write(actor, async (tx) => {
      await this.reader.changeable(tx, id);
      const known = await this.reader.record(tx, id);
      const identified = known.identifiers.some((identifier) => identifier.endedAt === null);
      const faults = correctionFaults(input, { today: legalDayOf(tx.now), identified });
      if (faults.length > 0) throw problem(INVALID_BODY, { faults });
      const correction = correctionOf(known, input);
      if (correction.fields.length === 0) throw problem(INVALID_BODY, { faults: [nothingChanges()] });
      await applyCorrection(tx, { id, version: seenVersion }, correction);
      await this.keepBefore(tx, actor, id, correction, input.reason);
      await this.audit.record(tx, {
        action: 'people.person.corrected',
        subject: { kind: 'person', id },
        persons: [id],
        detail: { fields: correction.fields },
      });
      await this.outbox.add(tx, COMPARE_ENTRY, { personId: id });
      return toPersonDto(await this.reader.record(tx, id));
    });
  }

  /** Earlier corrections, the latest first. */
  async list(
    actor: UserActor,
    personId: string,
    query: ChangeListQuery,
  ): Promise<ChangeList<PersonCorrectionDto>> {
    return this.database.read(actor, async (tx) => {
      const { id } = await this.reader.row(tx, personId);
      const corrections = await changeList(
        tx,
        query,
        {
          feed: rowFeed({ table: 'person_correction', of: ['person_id', id] }),
          map: (row: CorrectionRow) => this.toDto(row),
        },
        (ids) => tx.query<CorrectionRow>(CORRECTIONS, [id, ids]),
      );
      await this.audit.record(tx, {
        action: 'people.corrections.read',
        subject: { kind: 'person', id },
        persons: [id],
      });
      return corrections;
    });
  }

  private async keepBefore(
    tx: Tx,
    actor: UserActor,
    personId: string,
    { fields, before }: Correction,
    reason: string,
  ): Promise<void> {
    const id = uuidv7();
    await tx.insert(PersonCorrection, {
      id,
      personId,
      fields: [...fields],
      beforeSealed: this.vault.seal('correction', id, JSON.stringify(before)),
      reason,
      correctedBy: actor.userId,
      correctedAt: tx.now,
    });
  }

  private toDto({ beforeSealed, correctedAt, ...row }: CorrectionRow): PersonCorrectionDto {
    const opened = this.vault.open('correction', row.id, beforeSealed);
    const before = opened === null ? null : (JSON.parse(opened) as Record<string, unknown>);
    return { ...row, before, correctedAt: correctedAt.toISOString() };
  }
}

/** @throws Problem 412 when the person was changed since the caller read it */
async function applyCorrection(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
  { after }: Correction,
): Promise<void> {
  await tx.updateVersion(Person, seen, {
    fullName: after.fullName,
    nameKey: nameKey(after.fullName),
    birthDate: after.birth.date ?? null,
    birthYear: after.birth.year,
    sex: after.sex,
    noIdentifierReason: after.noIdentifierReason,
  });
}

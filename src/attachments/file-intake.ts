import { Injectable } from '@nestjs/common';
import { problem, type Problem, type ProblemType } from '../platform/errors/problem.js';
import type { IncomingFile } from '../platform/http/incoming-form.js';
import { P } from './attachments.problems.js';
import { AttachmentVault } from './attachment-vault.js';
import { EvidenceGatherer, type FileEvidence } from './file-evidence.js';
import { judgeType, WORD, type Declaration, type MediaType, type TypeVerdict } from './file-types.rules.js';
import { wordArchiveFault } from './word-archive.js';
import type { ArchiveFault } from './word-archive.rules.js';

/** A file that lies sealed in the storage, and what was seen of it as it passed by. */
export interface TakenFile {
  readonly evidence: FileEvidence;
  readonly declared: Declaration;
}

const ARCHIVE_PROBLEMS: Readonly<Record<ArchiveFault, ProblemType>> = {
  broken: P.broken,
  bomb: P.unsafeArchive,
  path: P.unsafeArchive,
  encrypted: P.unsafeArchive,
  nested: P.unsafeArchive,
  macros: P.macros,
  outside: P.outside,
  'not-word': P.typeNotAllowed,
};

/** Takes a file in: counted, hashed and looked at while it goes into the storage, in pieces, never whole. */
@Injectable()
export class FileIntake {
  constructor(private readonly vault: AttachmentVault) {}

  async take(storageKey: string, file: IncomingFile): Promise<TakenFile> {
    const gatherer = new EvidenceGatherer();
    await this.vault.keep(storageKey, gatherer.watch(file.content));
    return {
      evidence: gatherer.evidence(),
      declared: { mediaType: file.declaredType, fileName: file.name },
    };
  }

  /** @throws Problem that says why the file is not taken: of no allowed type, not of one type alone, damaged, unsafe */
  async typeOf(storageKey: string, { evidence, declared }: TakenFile): Promise<MediaType> {
    const verdict = judgeType(evidence, declared);
    if ('refused' in verdict) throw refusal(verdict);
    if (verdict.mediaType === WORD) await this.refuseUnsafeArchive({ storageKey, size: evidence.size });
    return verdict.mediaType;
  }

  private async refuseUnsafeArchive(content: {
    readonly storageKey: string;
    readonly size: number;
  }): Promise<void> {
    const fault = await wordArchiveFault(content.size, (range) => this.vault.open(content, range));
    if (fault) throw problem(ARCHIVE_PROBLEMS[fault], { extensions: { reason: fault } });
  }
}

function refusal({ refused, found }: Extract<TypeVerdict, { readonly refused: string }>): Problem {
  switch (refused) {
    case 'not-allowed':
      return problem(P.typeNotAllowed, { extensions: { found } });
    case 'not-as-declared':
      return problem(P.typeMismatch, { extensions: { found } });
    case 'foreign-content':
      return problem(P.foreignContent, { extensions: { found } });
    case 'broken':
      return problem(P.broken, { extensions: { found } });
  }
}

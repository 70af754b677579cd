import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { CaseFile } from '../cases/case-file.js';
import { legalDayOf, type DateOnly } from '../law/date.js';
import { People } from '../people/people.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import { Numbers } from './numbers.js';
import { dayOfPaper } from './paper-day.js';
import type { PaperFacts } from './paper-facts.js';
import { paperFields, type PaperHead } from './paper-fields.js';
import { PaperIssuers, type Issuer } from './paper-issuers.js';
import { PAPERS, type SignedBy } from './paper-kinds.js';
import { placeNameOf, superiorOf } from './paper-place.queries.js';
import { PaperRecords, type NewPaper } from './paper-record.js';
import { PaperSources } from './paper-source.js';
import { StepPapers } from './step-papers.js';
import type { MakePaperInput } from './paper.dto.js';
import { personOnPaper } from './person-on-paper.js';
import { Signers } from './signers.js';
import type { Template } from './templates/template.js';
import { newestTemplate, templateOfForm, templateOfStep } from './templates/templates.js';

interface BoundNumber {
  readonly text: string | null;
  readonly entryId: string | null;
}

interface Making {
  readonly file: CaseFile;
  readonly facts: PaperFacts;
  readonly issuer: Issuer;
  readonly on: DateOnly;
}

/** Makes a paper out of what is on record, within the transaction of the use case. */
@Injectable()
export class PaperMaker {
  constructor(
    private readonly sources: PaperSources,
    private readonly steps: StepPapers,
    private readonly issuers: PaperIssuers,
    private readonly people: People,
    private readonly signers: Signers,
    private readonly numbers: Numbers,
    private readonly papers: PaperRecords,
  ) {}

  /**
   * @param file locked by the actor
   * @returns the id of the paper
   * @throws Problem 409 where the file, the signature or the number does not allow it; 422 for a day that cannot be
   */
  async make(tx: Tx, actor: UserActor, file: CaseFile, input: MakePaperInput): Promise<string> {
    // All kinds of files call it so: what should never have been certifies nothing.
    if (file.status === 'voided') throw problem(P.fileVoided);
    const facts = await this.factsOf(tx, file, input);
    const issuer = await this.issuers.of(tx, actor, facts);
    const template = templateFor(facts);
    await this.refuseSecond(tx, file, facts, template);
    const { body } = issuer;
    const on = dayOfPaper(tx, { facts, issuer }, input.on);
    const signer = await this.signers.find(tx, actor, {
      paper: input.kind,
      signedBy: signedBy(facts),
      body,
      on,
      signature: input.signature,
    });
    const making = { file, facts, issuer, on };
    const number = await this.numberOf(tx, making);
    const fields = paperFields({
      head: await this.headOf(tx, making, number.text),
      person: await personOnPaper(tx, await this.people.record(tx, file.personId), on),
      facts,
      signature: signer,
      additions: input,
    });
    const id = uuidv7();
    const kept = { id, caseId: file.id, organisationId: body.id, kind: input.kind, datedOn: on };
    await this.papers.insert(
      tx,
      {
        ...kept,
        ...keysOf(template),
        number: number.text,
        givenNumberId: number.entryId,
        ...actOf(facts),
        capacity: signer.capacity,
        officeHolderId: signer.officeHolderId,
        signerUserId: signer.userId,
      },
      fields,
    );
    return id;
  }

  private async factsOf(tx: Tx, file: CaseFile, { kind, ...asked }: MakePaperInput): Promise<PaperFacts> {
    if (kind === 'step') return this.steps.factsOf(tx, file, asked);
    if (asked.eventId !== undefined || asked.form !== undefined) throw noStepAsked(asked);
    const facts = await this.sources.of(file.kind)?.factsOf?.(tx, file, kind);
    if (!facts) throw problem(P.nothingToSay);
    return facts;
  }

  /**
   * A file is taken in once and decided once under a number, and a step has one paper of each form; a file may be asked for
   * papers several times.
   */
  private async refuseSecond(tx: Tx, { id }: CaseFile, facts: PaperFacts, { key }: Template): Promise<void> {
    if (facts.kind === 'supplement-slip') return;
    const number = facts.kind === 'decision' ? facts.number : null;
    const paperId =
      facts.kind === 'step'
        ? await this.papers.standingOfStep(tx, facts.eventId, key)
        : await this.papers.standing(tx, id, facts.kind, number);
    if (paperId !== null) throw problem(P.alreadyMade, { extensions: { paperId } });
  }

  /**
   * The number under which a decision or a step stands in its file; otherwise one of the register that the issuing body keeps for
   * the kind, none without a register. A body that took over numbers what it issues itself, the decision keeps its own.
   */
  private async numberOf(tx: Tx, { file, facts, issuer, on }: Making): Promise<BoundNumber> {
    const asked = { organisationId: issuer.body.id, kind: facts.kind, caseId: file.id, on };
    if (facts.kind === 'step' && !facts.isNumbered) return { text: null, entryId: null };
    const inFile = facts.kind === 'decision' || facts.kind === 'step' ? facts.number : null;
    if (inFile !== null && issuer.tookOver === null) {
      const acted = { ...asked, on: legalDayOf(facts.actedAt) };
      // A decision that was registered with its step stands in the register of decisions.
      const entered = facts.kind === 'step' ? await this.numbers.entered(tx, acted, inFile) : null;
      return { text: inFile, entryId: entered ?? (await this.numbers.adopt(tx, acted, inFile)) };
    }
    const given = await this.numbers.take(tx, asked);
    return { text: given?.text ?? null, entryId: given?.id ?? null };
  }

  private async headOf(tx: Tx, making: Making, number: string | null): Promise<PaperHead> {
    const { file, on } = making;
    const { body, tookOver } = making.issuer;
    return {
      superior: await superiorOf(tx, body, on),
      body: body.name,
      place: (await placeNameOf(tx, body.unitId)) ?? '…………………',
      on,
      number,
      caseCode: file.code,
      dossierCode: await this.dossierCode(tx, making),
      actedBy: tookOver?.from.name ?? null,
    };
  }

  /** Given with the reception of the dossier, on the day on which that was taken in. */
  private async dossierCode(tx: Tx, { file, facts }: Making): Promise<string | null> {
    if (facts.kind !== 'reception-slip') return this.numbers.dossierCodeOf(tx, file.id);
    const on = legalDayOf(facts.actedAt);
    return this.numbers.dossierCode(tx, { organisationId: facts.organisationId, caseId: file.id, on });
  }
}

function templateFor(facts: PaperFacts): Template {
  const template = newestFor(facts);
  if (template) return template;
  throw problem(P.templateMissing, 'form' in facts ? { extensions: { form: facts.form } } : {});
}

function newestFor(facts: PaperFacts): Template | undefined {
  switch (facts.kind) {
    case 'decision':
      return templateOfForm(facts.form, facts.wording);
    case 'step':
      return templateOfStep(facts.form);
    case 'reception-slip':
    case 'supplement-slip':
      return newestTemplate(facts.kind);
  }
}

/** Of a paper of a step its form says who signs it. */
function signedBy(facts: PaperFacts): SignedBy {
  if (facts.kind === 'step') return facts.signedBy;
  return PAPERS[facts.kind].signedBy === 'office' ? 'office' : 'officer';
}

function noStepAsked({ eventId }: Pick<MakePaperInput, 'eventId'>): Error {
  return fieldProblem(eventId === undefined ? '/form' : '/eventId', 'documents.noStep', {
    vi: 'Chỉ giấy tờ của một bước mới có bước và biểu mẫu riêng',
    en: 'Only the paper of a step names a step and a form',
  });
}

function keysOf({ key, version, form }: Template): {
  template: string;
  templateVersion: number;
  formInstrument: string | null;
  formAppendix: string | null;
  formNumber: string | null;
} {
  return {
    template: key,
    templateVersion: version,
    formInstrument: form?.instrument ?? null,
    formAppendix: form?.appendix ?? null,
    formNumber: form?.number ?? null,
  };
}

/** What the paper is about: it is issued once for it. */
function actOf(facts: PaperFacts): Pick<NewPaper, 'actOrganisationId' | 'actNumber' | 'eventId'> {
  const { organisationId: actOrganisationId } = facts;
  switch (facts.kind) {
    case 'decision':
      return { actOrganisationId, actNumber: facts.number, eventId: null };
    case 'step':
      return { actOrganisationId, actNumber: facts.number, eventId: facts.eventId };
    case 'reception-slip':
    case 'supplement-slip':
      return { actOrganisationId, actNumber: null, eventId: null };
  }
}

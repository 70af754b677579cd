import { Injectable } from '@nestjs/common';
import type { CaseEvent, CaseFile } from '../cases/case-file.js';
import { CaseFiles } from '../cases/case-files.js';
import { keeperAt, standingEvents } from '../cases/case-steps.js';
import { Procedures } from '../cases/procedures.js';
import { factsAt } from '../cases/steps/step-guards.js';
import { regimeFor } from '../cases/steps/step.rules.js';
import type { StepDefinition, SteppedProcedure } from '../cases/steps/stepped-procedure.js';
import { Organisations } from '../identity/organisations.js';
import { competentAuthority } from '../law/authorities.js';
import { viDate, writtenMoment } from '../law/date-text.js';
import { legalDayOf } from '../law/date.js';
import { citationText } from '../law/instruments.js';
import type { Regime } from '../law/regimes.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { P } from './documents.problems.js';
import type { StepFacts, StepTexts } from './paper-facts.js';
import type { SignedBy } from './paper-kinds.js';
import { PaperSources, type StepPaper } from './paper-source.js';
import { deciderOf, formsOfStep, pickForm } from './step-paper.rules.js';
import type { StepForm } from './templates/step-parts.js';
import { stepForm } from './templates/step-templates.js';

export interface AskedStepPaper {
  readonly eventId?: string;
  /** Number of one of the forms of the step; the first one that has a template unless told. */
  readonly form?: string;
}

/** What stands in the paper of a step that was taken: found from the history and from the law of the step. */
@Injectable()
export class StepPapers {
  constructor(
    private readonly files: CaseFiles,
    private readonly procedures: Procedures,
    private readonly organisations: Organisations,
    private readonly sources: PaperSources,
  ) {}

  /**
   * @throws Problem 422 for an event that is not of the file; 409 for a step that was annulled, that has no form and is no
   *   letter, or whose form has no template, with the reason
   */
  async factsOf(tx: Tx, file: CaseFile, { eventId, form: asked }: AskedStepPaper): Promise<StepFacts> {
    const events = await this.files.events(tx, file.id);
    const event = stepIn(events, eventId);
    const { definition: procedure } = this.procedures.of(file.kind);
    const regime = regimeAt(procedure, file, events, event);
    const organisationId = actorOf(file, events, event);
    const told =
      (await this.sources.of(file.kind)?.stepPaper(tx, file, { event, events, regime, organisationId })) ??
      NOTHING;
    const definition = procedure.steps[event.type] ?? {};
    const found = pickForm(formsOfStep(definition, regime, told.forms), definition.letter === true, asked);
    if (!found) throw withoutForm(procedure, event);
    const { form, isOwn } = found;
    const row = form && stepForm(form);
    const { number } = event.facts;
    return {
      kind: 'step',
      organisationId,
      actedAt: event.effectiveAt,
      eventId: event.id,
      form,
      number: isOwn && typeof number === 'string' ? number : null,
      signedBy: row ? signedBy(row) : 'office',
      isNumbered: row?.heading !== 'state' && row?.unnumbered !== true,
      texts: {
        ...(await this.usual(tx, file, procedure, { event, regime, organisationId, definition })),
        ...told.content.texts,
      },
      papers: told.content.papers,
    };
  }

  /** What the history says of any step. */
  private async usual(tx: Tx, file: CaseFile, procedure: SteppedProcedure, step: Step): Promise<StepTexts> {
    const { event, regime, organisationId, definition } = step;
    const { referredTo, sentTo, number } = event.facts;
    const to = referredTo ?? sentTo;
    const [keeper, body, addressee] = await Promise.all([
      this.organisations.find(tx, file.keeperOrganisationId),
      this.organisations.find(tx, organisationId),
      typeof to === 'number' ? this.organisations.find(tx, to) : null,
    ]);
    const competence = definition.act ? competentAuthority(definition.act, regime) : undefined;
    return {
      ...(keeper && { keeper: keeper.name }),
      ...(body && { decider: deciderOf(body, regime) }),
      ...(addressee && { addressee: addressee.name }),
      ...(typeof number === 'string' && { actNumber: number }),
      actedOn: viDate(legalDayOf(event.effectiveAt)),
      actedTime: writtenMoment(event.effectiveAt),
      what: asSubject(procedure.stepLabels[event.type]?.vi ?? event.type),
      ...(competence && { citation: citationText(competence.citation) }),
      ...(event.reason !== null && { reason: event.reason }),
    };
  }
}

function signedBy({ look, headSigns }: StepForm): SignedBy {
  if (look === 'record' || look === 'declaration') return 'officer';
  return headSigns ? 'head' : 'office';
}

/** As it goes on behind 'V/v'. */
const asSubject = (label: string): string => label.charAt(0).toLocaleLowerCase('vi') + label.slice(1);

/** A procedure that says nothing of its own: what the history of any file tells is all. */
const NOTHING: StepPaper = { content: { texts: {}, papers: [] } };

interface Step {
  readonly event: CaseEvent;
  readonly regime: Regime;
  readonly organisationId: number;
  readonly definition: StepDefinition<string>;
}

/** @throws Problem 422 without the event of a step of this file, 409 for one that was annulled */
function stepIn(events: readonly CaseEvent[], id: string | undefined): CaseEvent {
  const event = events.find((each) => each.id === id);
  if (!event) {
    throw fieldProblem('/eventId', 'documents.stepUnknown', {
      vi: 'Giấy của một bước cần đúng mã bước trong lịch sử của hồ sơ',
      en: 'The paper of a step names an event of the history of this file',
    });
  }
  if (!standingEvents(events).includes(event)) throw problem(P.stepAnnulled);
  return event;
}

/** As the step itself was judged: by what counted until then. */
function regimeAt(
  procedure: SteppedProcedure,
  file: CaseFile,
  events: readonly CaseEvent[],
  { effectiveAt, type }: CaseEvent,
): Regime {
  const before = events.filter((each) => each.effectiveAt <= effectiveAt);
  const decides = procedure.deciding.includes(type) ? effectiveAt : undefined;
  const facts = factsAt(procedure, file, before, legalDayOf(effectiveAt), decides);
  return regimeFor('form', procedure.kind, facts);
}

/** Who acted; of what another body did and told of, that body. */
function actorOf(file: CaseFile, events: readonly CaseEvent[], event: CaseEvent): number {
  const acted = event.facts.actedBy ?? event.facts.doneBy;
  if (typeof acted === 'number') return acted;
  return event.organisationId ?? keeperAt(file, events, event.effectiveAt);
}

function withoutForm({ stepLabels }: SteppedProcedure, { type }: CaseEvent): Error {
  const label = stepLabels[type] ?? { vi: type, en: type };
  return problem(P.stepWithoutForm, {
    detail: {
      vi: `Pháp luật áp dụng không quy định biểu mẫu cho bước “${label.vi}”`,
      en: `The law that governs prescribes no form for the step “${label.en}”`,
    },
    extensions: { step: type },
  });
}

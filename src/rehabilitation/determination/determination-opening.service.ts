import { Injectable } from '@nestjs/common';
import type { CaseFile, EventFacts } from '../../cases/case-file.js';
import { CaseFiles } from '../../cases/case-files.js';
import { StepAuthority } from '../../cases/steps/step-authority.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { refuseImpossibleTime, takeStep } from '../../cases/steps/step-guards.js';
import { CaseSteps } from '../../cases/steps/step-taking.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import type { Act } from '../../law/authorities.js';
import { ageOn, legalDayOf } from '../../law/date.js';
import {
  DETERMINATION_GROUNDS,
  groundCitation,
  type DeterminationGround,
} from '../../law/determination-outcomes.js';
import {
  DETERMINATION_PAPERS,
  missingDeterminationPapers,
  papersBind,
  type DeterminationPaper,
} from '../../law/determination-papers.js';
import { citationText } from '../../law/instruments.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { fieldMissing } from '../../cases/steps/step-inputs.js';
import { refuseDeceased, unitOf } from '../voluntary/applicant.guards.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { refuseBefore, refuseUnborn } from '../voluntary/voluntary.guards.js';
import { P as VOLUNTARY } from '../voluntary/voluntary.problems.js';
import type { AddictionDeterminationDto } from './determination-answer.dto.js';
import type { ApplyForDeterminationDto, RequestDeterminationDto } from './determination-input.dto.js';
import { DETERMINATION } from './determination-procedure.js';
import { P } from './determination.problems.js';
import { DeterminationReader } from './determination.reader.js';

const FACILITIES: readonly OrganisationKind[] = ['health-centre', 'methadone-clinic'];

interface Beginning {
  readonly step: 'requested' | 'requested-away' | 'applied';
  readonly act: Act;
  readonly at: Date;
  readonly personId: string;
  readonly ground: DeterminationGround;
  readonly papers: readonly DeterminationPaper[];
  readonly held: boolean;
  readonly guardianId?: string;
  readonly number?: string;
}

/** Opens a file: by the request of police, or by the person's own application at a health facility. */
@Injectable()
export class DeterminationOpeningService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly authority: StepAuthority,
    private readonly steps: CaseSteps,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
    private readonly reader: DeterminationReader,
  ) {}

  /**
   * Luật 73/2021 Art 27(2), NĐ 109/2021 Art 5–7; Luật 120/2025 Art 31(2). The facility acts on the file from now on.
   *
   * @throws Problem 403 for another authority, 409 for a ground that the law does not know, for missing papers, for who
   *   has died or has such a file, 422 for a body that is no health facility
   */
  async request(actor: UserActor, input: RequestDeterminationDto): Promise<AddictionDeterminationDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(input.requestedAt);
      const arrivedAt = input.arrivedAt === undefined ? at : new Date(input.arrivedAt);
      refuseImpossibleTime(arrivedAt, tx.now, '/arrivedAt');
      refuseBefore(arrivedAt, at, '/arrivedAt');
      const { personId, ground, papers, number, organisationId: addresseeId } = input;
      const beginning: Beginning = {
        ...{ step: input.away === true ? 'requested-away' : 'requested', act: 'request-determination', at },
        ...{ personId, ground, papers, number, held: input.held === true },
      };
      const { file, facts } = await this.openFile(tx, actor, beginning);
      const asks = { pointer: '/organisationId', acts: true, refers: true };
      await this.referrals.toBody(tx, file, addresseeId, FACILITIES, asks);
      await this.begin(tx, file, beginning, { ...facts, referredTo: addresseeId }, arrivedAt);
      return this.reader.show(tx, file.id);
    });
  }

  /** NĐ 109/2021 Art 4. @throws Problem as `request`; 422 for a minor without a guardian who is on record */
  async apply(actor: UserActor, input: ApplyForDeterminationDto): Promise<AddictionDeterminationDto> {
    return this.database.write(actor, async (tx) => {
      const at = new Date(input.receivedAt);
      const { personId, papers, guardianId, ground = 'voluntary' } = input;
      const act = 'receive-determination-application';
      const beginning = {
        step: 'applied',
        act,
        at,
        personId,
        ground,
        papers,
        guardianId,
        held: false,
      } as const;
      const { file, facts } = await this.openFile(tx, actor, beginning);
      await this.begin(tx, file, beginning, facts, at);
      return this.reader.show(tx, file.id);
    });
  }

  private async openFile(
    tx: Tx,
    actor: UserActor,
    { step, act, at, personId, ground, papers, held, guardianId }: Beginning,
  ): Promise<{ readonly file: CaseFile; readonly facts: EventFacts }> {
    refuseImpossibleTime(at, tx.now, step === 'applied' ? '/receivedAt' : '/requestedAt');
    const on = legalDayOf(at);
    const day = { openedOn: on, asOf: on };
    await this.authority.competence(tx, actor, DETERMINATION.kind, act, actor.organisationId, day);
    const unitId = unitOf(await this.authority.organisation(tx, actor.organisationId));
    const regime = regimeFor('authority', DETERMINATION.kind, day);
    if (!groundCitation(ground, regime))
      throw problem(P.groundUnknown, {
        detail: DETERMINATION_GROUNDS[ground].label,
        extensions: { ground, regime },
      });
    await this.people.requireActing(tx, personId);
    const person = await this.people.forCase(tx, personId);
    refuseUnborn(person.birth, on, step === 'applied' ? '/receivedAt' : '/requestedAt');
    const minor = ageOn(person.birth, on).min < 18;
    const voluntary = step === 'applied';
    refuseMissing({ regime, voluntary, minor, held, papers });
    await refuseDeceased(tx, await this.people.clusterOf(tx, personId), at);
    await this.files.refuseSecondOpen(tx, personId, DETERMINATION.kind);
    const file = await this.files.open(tx, {
      ...{ kind: DETERMINATION.kind, personId, keeperOrganisationId: actor.organisationId, unitId },
      ...{ status: DETERMINATION.start, openedOn: on },
    });
    // Whoever may open no file about the person is told nothing of his guardians.
    if (guardianId !== undefined && !person.guardians.some(({ id }) => id === guardianId))
      throw fieldProblem(
        '/guardianId',
        VOLUNTARY.guardianConsentMissing.code,
        VOLUNTARY.guardianConsentMissing.title,
      );
    if (voluntary && minor && papers.includes('guardian-consent') && guardianId === undefined)
      throw fieldMissing('guardianId');
    return { file, facts: { ground, ...(minor && { minor }), ...(held && { held }) } };
  }

  private async begin(
    tx: Tx,
    file: CaseFile,
    { step, at, papers, number, guardianId }: Beginning,
    facts: EventFacts,
    clockFrom: Date,
  ): Promise<void> {
    const state = takeStep(DETERMINATION, [], step, at);
    const opened = await this.files.change(tx, file, { status: state });
    await this.steps.append(tx, DETERMINATION, file, { step, at }, state, {
      ...facts,
      ...(papers.length > 0 && { papers: papers.join(',') }),
      ...(number !== undefined && { number }),
      ...(guardianId !== undefined && { guardianId }),
      clockFrom: clockFrom.toISOString(),
    });
    const organisationId = file.keeperOrganisationId;
    const addresseeId = typeof facts.referredTo === 'number' ? facts.referredTo : undefined;
    const told = { clockFrom, organisationId, addresseeId, reason: step };
    await this.clocks.follow(tx, DETERMINATION, opened, { step, at, ...told });
  }
}

/** @throws Problem 409 with what is missing, under the law of which the decree is verified */
function refuseMissing(facts: Parameters<typeof missingDeterminationPapers>[0]): void {
  if (!papersBind(facts.regime)) return;
  const missing = missingDeterminationPapers(facts);
  if (missing.length === 0) return;
  throw problem(P.papersMissing, {
    detail: {
      vi: `Thiếu: ${missing.map(({ paper }) => DETERMINATION_PAPERS[paper].vi).join('; ')}`,
      en: `Missing: ${missing.map(({ paper }) => DETERMINATION_PAPERS[paper].en).join('; ')}`,
    },
    extensions: {
      missing: missing.map(({ paper, form, citation }) => ({
        ...{ paper, form: form?.number ?? null, article: citationText(citation) },
      })),
    },
  });
}

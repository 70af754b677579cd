import type { Response } from 'supertest';
import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import type { CompulsoryPaper } from '../../src/law/compulsory-dossier.js';
import { seedOrganisation, seedSuccession, seedUser, signIn, VINH_PHONG } from './factories.js';
import { arrangeFrontDesk, type FrontDesk } from './front-desk.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** The front desk with a court, and the heads of a facility and of a reformatory. */
export interface CompulsoryDesk extends FrontDesk {
  readonly court: number;
  readonly heads: { readonly facility: string; readonly reformatory: string };
}

export async function arrangeCompulsoryDesk(test: TestApp): Promise<CompulsoryDesk> {
  const desk = await arrangeFrontDesk(test);
  const { owner } = test.database;
  const court = await seedOrganisation(owner, { kind: 'court', unitId: VINH_PHONG });
  await seedSuccession(owner, {
    predecessorId: desk.scene.organisations.committee,
    successorId: desk.scene.organisations.police,
    function: 'compulsory-rehabilitation',
    effectiveOn: '2026-07-01',
    handoverUntil: '2026-12-31',
  });
  const head = async (organisationId: number): Promise<string> =>
    signIn(test, await seedUser(owner, { organisationId, roles: ['rehabilitation-centre-director'] }));
  return {
    ...desk,
    court,
    heads: {
      facility: await head(desk.places.publicFacility),
      reformatory: await head(desk.places.reformatory),
    },
  };
}

export type Group = 'papers' | 'dossier-steps' | 'court-steps' | 'execution-steps' | 'stay-steps';

/** What of an answer the following asks. */
type Followable = Pick<CompulsoryDto, 'id' | 'version' | 'deadlines' | 'papers'>;

/** One file that is followed over HTTP. */
export class FollowedFile<Dto extends Followable = CompulsoryDto, Steps extends string = Group> {
  constructor(
    private readonly test: TestApp,
    /** As the last answer showed it. */
    public now: Dto,
    private readonly routes = '/v1/compulsory-rehabilitations',
  ) {}

  /** Takes a step at the version that was seen. @param wanted 201, or the code of the refusal */
  async step(
    token: string,
    group: Steps,
    body: object,
    wanted: 201 | string = 201,
  ): Promise<Response['body']> {
    const path = `${this.routes}/${this.now.id}/${group}`;
    const answer = await requests(this.test).post(token, path, body).set('If-Match', `"${this.now.version}"`);
    if (!outcomesOf(answer).includes(wanted)) {
      throw new Error(
        `${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`,
      );
    }
    if (answer.status === 201) this.now = answer.body as Dto;
    return answer.body;
  }

  /** Papers of so many pages, each a minute after the other. */
  async papers(
    this: FollowedFile,
    token: string,
    day: string,
    papers: readonly (readonly [CompulsoryPaper, number])[],
  ): Promise<void> {
    let minute = 0;
    for (const [paper, pages] of papers) {
      minute += 1;
      const at = `${day}T09:${String(minute).padStart(2, '0')}:00+07:00`;
      await this.step(token, 'papers', { at, paper, pages });
    }
  }

  /** As it is seen with the token; as it was where it is not seen yet. */
  async reload(token: string): Promise<Dto> {
    const path = `${this.routes}/${this.now.id}`;
    const { status, body } = await requests(this.test).get(token, path);
    if (status === 200) this.now = body as Dto;
    return this.now;
  }

  /** Takes back the last step of that name, as the keeper's head does. */
  async annul(token: string, type: string): Promise<void> {
    const { get, post } = requests(this.test);
    const { body } = await get(token, `/v1/cases/${this.now.id}/history`).expect(200);
    const { items } = body as { items: { id: string; type: string }[] };
    const event = items.findLast((each) => each.type === type);
    await post(token, `/v1/cases/${this.now.id}/annulments`, { eventId: event?.id, reason: 'Ghi nhầm' })
      .set('If-Match', `"${this.now.version}"`)
      .expect(201);
    await this.reload(token);
  }

  /** When a limit that runs is due; undefined where none does. */
  due(rule: string): string | undefined {
    return this.now.deadlines.find((each) => each.rule === rule && each.status === 'open')?.dueAt;
  }

  /** What became of the limits of a rule, the first one first. */
  statusesOf(rule: string): readonly string[] {
    return this.now.deadlines.filter((each) => each.rule === rule).map(({ status }) => status);
  }

  /** Number of the form of the last paper of that act. */
  formOf(act: string): string | undefined {
    return this.now.papers.findLast((paper) => paper.act === act)?.form?.number;
  }
}

/** The status of what was done; of a refusal its code, and that of the field at fault. */
export function outcomesOf({ status, body }: Response): readonly unknown[] {
  if (status < 400) return [status];
  const { code, errors = [] } = body as { code: string; errors?: readonly { code: string }[] };
  return [code, ...errors.map((each) => each.code)];
}

/** Begins a dossier. @param wanted 201, or the code of the refusal */
export async function openDossier(
  test: TestApp,
  token: string,
  body: object,
  wanted: 201 | string = 201,
): Promise<Response['body']> {
  const answer = await requests(test).post(token, '/v1/compulsory-rehabilitations', body);
  const got: unknown = answer.status < 400 ? answer.status : (answer.body as { code: string }).code;
  if (got !== wanted) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`);
  return answer.body;
}

/** A dossier on evidence outside of the record, begun that morning. */
export function aDossier(personId: string, day: string, overrides: object = {}): object {
  return {
    personId,
    foundAt: `${day}T08:00:00+07:00`,
    openedAt: `${day}T08:30:00+07:00`,
    ground: 'use-during-rehabilitation',
    outsideEvidence: { basis: 'Biên bản vi phạm, kết quả xét nghiệm dương tính', lastActOn: day },
    ordinal: { value: 1, basis: 'Chưa có hồ sơ cai nghiện trước đó' },
    exclusions: [],
    ...overrides,
  };
}

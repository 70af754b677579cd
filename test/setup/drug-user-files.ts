import type { Response } from 'supertest';
import type { TransferDto } from '../../src/cases/handover/transfer.dto.js';
import type { DrugUserPaper } from '../../src/law/drug-user-papers.js';
import type { DrugUserManagementDto } from '../../src/rehabilitation/drug-user/drug-user-answer.dto.js';
import { FollowedFile, outcomesOf } from './compulsory-files.js';
import { seedOrganisation, seedUser, signIn } from './factories.js';
import { requests } from './people-factory.js';
import type { TestApp } from './test-app.js';
import { arrangeVinhThuan, type VinhThuan } from './vinh-thuan.js';

export const DRUG_USERS = '/v1/drug-user-managements';

export type DrugUserFile = FollowedFile<
  DrugUserManagementDto,
  'papers' | 'steps' | 'decisions' | 'death' | 'void'
>;

/** The bodies of xã Vĩnh Thuận, and of xã Vĩnh Bình a people's committee and the heads. */
export interface DrugUserDesk {
  readonly scene: VinhThuan;
  readonly neighbourCommittee: number;
  readonly neighbour: { readonly head: string; readonly chairman: string };
}

export async function arrangeDrugUserDesk(test: TestApp): Promise<DrugUserDesk> {
  const scene = await arrangeVinhThuan(test);
  const { owner } = test.database;
  const neighbourCommittee = await seedOrganisation(owner, {
    kind: 'commune-peoples-committee',
    unitId: scene.neighbourUnitId,
  });
  const token = async (
    organisationId: number,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<string> => signIn(test, await seedUser(owner, { organisationId, roles: [role] }));
  return {
    scene,
    neighbourCommittee,
    neighbour: {
      head: await token(scene.organisations.neighbourPolice, 'head-of-commune-police'),
      chairman: await token(neighbourCommittee, 'commune-chairman'),
    },
  };
}

export const NOTICE_PAPERS: readonly DrugUserPaper[] = ['test-result', 'conduct-papers', 'statement'];

/** A use that was found that morning, with everything for the notice. */
export function aFinding(personId: string, day: string, overrides: object = {}): object {
  return {
    personId,
    foundAt: `${day}T08:00:00+07:00`,
    test: { resultAt: `${day}T08:40:00+07:00`, sample: 'urine' },
    account: 'Sử dụng Methamphetamine tại phòng trọ, theo biên bản kèm theo',
    papers: NOTICE_PAPERS,
    ...overrides,
  };
}

/** Opens a file. @param wanted 201, or the code of the refusal */
export async function openManagement(
  test: TestApp,
  token: string,
  body: object,
  { wanted = 201, path = '' }: { readonly wanted?: 201 | string; readonly path?: '' | '/notices' } = {},
): Promise<DrugUserFile> {
  const answer = await requests(test).post(token, `${DRUG_USERS}${path}`, body);
  if (!outcomesOf(answer).includes(wanted))
    throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 800)}`);
  return new FollowedFile(test, answer.body as DrugUserManagementDto, DRUG_USERS);
}

/** The offer of the file that awaits the answer of the token's body, accepted. */
export async function acceptTransfer(test: TestApp, token: string, caseId: string): Promise<Response> {
  const { get, post } = requests(test);
  const { body } = await get(token, '/v1/transfers?direction=incoming&state=open&limit=200').expect(200);
  const offer = (body.items as TransferDto[]).find((each) => each.caseId === caseId);
  return post(token, `/v1/transfers/${offer?.id}/acceptance`, {}).set('If-Match', `"${offer?.version}"`);
}

import type { PaperDto } from '../../src/documents/paper.dto.js';
import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import { attachTo, contentOf, sendFileTo } from '../setup/case-attachments.js';
import { seedOrganisation, seedSuccession, seedUser, signIn, VINH_PHONG } from '../setup/factories.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  doorRoutes,
  newFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { aPaper, enterHolder, makePaper, printPaper } from '../setup/paper-factory.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface Referred {
  readonly file: FacilityRehabilitationDto;
  /** The decision of the commune police. */
  readonly paper: PaperDto;
  /** A scan that the police added. */
  readonly scanId: string;
}

/** The facility has gone up in another one. */
const MERGED = '2026-07-03T08:00:00+07:00';

describe('a private facility to which a file was referred', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  let heirHead: string;
  let last = 100;
  beforeAll(async () => {
    test = await createTestApp({ FILES_PER_CASE: '2' });
    desk = await arrangeFrontDesk(test);
    http = requests(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
    const { owner } = test.database;
    const heir = await seedOrganisation(owner, {
      kind: 'private-rehabilitation-facility',
      unitId: VINH_PHONG,
    });
    await seedSuccession(owner, {
      predecessorId: desk.places.privateFacility,
      successorId: heir,
      effectiveOn: '2026-07-03',
      handoverUntil: '2026-12-31',
    });
    const director = await seedUser(owner, {
      organisationId: heir,
      roles: ['rehabilitation-centre-director'],
    });
    heirHead = await signIn(test, director);
    await enterHolder(test, desk.scene.tokens.headOfPolice);
  });
  afterAll(() => test.close());
  beforeEach(() => at(test, desk, AFTER));

  const referred = async (): Promise<Referred> => {
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const { id } = await somebody(test, policeOfficer, { unitId: desk.scene.unitId });
    const taken = await opened(routes, policeOfficer, newFacilityApplication(id, { door: 'private' }));
    const file = await routes.done(headOfPolice, taken, 'decision', {
      decidedAt: '2026-07-02T09:00:00+07:00',
      number: `${++last}/QĐ-CAX`,
      organisationId: desk.places.privateFacility,
    });
    const paper = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
    return { file, paper, scanId: (await attachTo(test, policeOfficer, file.id)).id };
  };
  /** The head of the facility, or of its heir on the day from which that acts. */
  const nowOf = async (who: 'facility' | 'heir'): Promise<string> => {
    if (who === 'facility') return desk.staff.privateHead;
    await at(test, desk, MERGED);
    return heirHead;
  };
  const voiding = (token: string, path: string): ReturnType<Requests['post']> =>
    http.post(token, `${path}/void`, { reason: 'Không muốn ai thấy' }).set('If-Match', '"1"');

  it.each(['facility', 'heir'] as const)(
    'reads what the police issued and added, and voids none of it: the %s',
    async (who) => {
      const { file, paper, scanId } = await referred();
      const token = await nowOf(who);
      expect((await printPaper(test, token, paper.id)).lines).toContain(`Số: ${paper.number}`);
      await contentOf(test, token, scanId).expect(200);
      for (const [path, code] of [
        [`/v1/papers/${paper.id}`, 'documents.voidedByOthers'],
        [`/v1/attachments/${scanId}`, 'attachments.voidedByOthers'],
      ] as const) {
        const { body } = await voiding(token, path).expect(403);
        expect(body).toMatchObject({ code, organisationId: desk.scene.organisations.police });
      }
      const own = await attachTo(test, token, file.id);
      await voiding(token, `/v1/attachments/${own.id}`).expect(200);
    },
  );

  it('leaves what it added to its heir and to the keeper to void, and voids it no more itself', async () => {
    const { file } = await referred();
    const { privateHead } = desk.staff;
    const [first, second] = [
      await attachTo(test, privateHead, file.id),
      await attachTo(test, privateHead, file.id),
    ];
    await nowOf('heir');
    await voiding(privateHead, `/v1/attachments/${first.id}`).expect(403);
    await voiding(heirHead, `/v1/attachments/${first.id}`).expect(200);
    await voiding(desk.scene.tokens.headOfPolice, `/v1/attachments/${second.id}`).expect(200);
  });

  it('takes no room from the keeper, however much it adds', async () => {
    const { file } = await referred();
    const { privateHead } = desk.staff;
    for (const status of [201, 201, 409]) await sendFileTo(test, privateHead, file.id).expect(status);
    await sendFileTo(test, desk.scene.tokens.policeOfficer, file.id).expect(201);
  });

  it('makes none of the papers of the police, and numbers none', async () => {
    const { file } = await referred();
    for (const who of ['facility', 'heir'] as const) {
      const token = await nowOf(who);
      for (const kind of ['decision', 'reception-slip'] as const) {
        const { body } = await http.post(token, `/v1/cases/${file.id}/papers`, aPaper({ kind })).expect(409);
        expect(body).toMatchObject({
          code: 'documents.otherBody',
          organisationId: desk.scene.organisations.police,
        });
      }
      const number = await http.post(token, `/v1/cases/${file.id}/numbers`, { kind: 'decision' });
      expect([number.status, number.body.code]).toEqual([409, 'documents.registerMissing']);
    }
  });

  it('finds no paper and no attachment, nor adds one, once the referral was annulled', async () => {
    const { file, paper, scanId } = await referred();
    const { privateHead } = desk.staff;
    const own = await attachTo(test, privateHead, file.id);
    const { headOfPolice } = desk.scene.tokens;
    expect(await routes.annul(headOfPolice, await routes.read(headOfPolice, file.id), 'decided')).toBe(201);
    for (const who of ['facility', 'heir'] as const) {
      const token = await nowOf(who);
      for (const path of [
        `/v1/papers/${paper.id}`,
        `/v1/papers/${paper.id}/file`,
        `/v1/cases/${file.id}/papers`,
        `/v1/cases/${file.id}/attachments`,
        `/v1/attachments/${scanId}/content`,
        `/v1/attachments/${own.id}`,
        `/v1/attachments/${own.id}/content`,
      ]) {
        expect([path, (await http.get(token, path)).status]).toEqual([path, 404]);
      }
      await voiding(token, `/v1/attachments/${own.id}`).expect(404);
      await sendFileTo(test, token, file.id).expect(404);
    }
    await contentOf(test, headOfPolice, own.id).expect(200);
  });
});

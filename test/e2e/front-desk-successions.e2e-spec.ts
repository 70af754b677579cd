import type { RegistrationFailureDto } from '../../src/rehabilitation/failure/registration-failure.dto.js';
import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import type { OrganisationKind } from '../../src/law/organisation-kinds.js';
import { seedOrganisation, seedSuccession, seedUser, signIn, VINH_PHONG } from '../setup/factories.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  doorRoutes,
  newFacilityApplication,
  newTreatmentApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const FAILURES = '/v1/registration-failures';

/** Bodies that a file names are merged into others, which go on with what they began. */
describe('the front desk after a merger', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  let facility: DoorRoutes<FacilityRehabilitationDto>;
  let substitution: DoorRoutes<SubstitutionRegistrationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
    facility = doorRoutes(test, '/v1/facility-rehabilitations');
    substitution = doorRoutes(test, '/v1/substitution-registrations');
  });
  afterAll(() => test.close());

  const resident = async (): Promise<string> =>
    (await somebody(test, desk.scene.tokens.policeOfficer, { unitId: desk.scene.unitId })).id;
  const body = (kind: OrganisationKind): Promise<number> =>
    seedOrganisation(test.database.owner, { kind, unitId: VINH_PHONG });
  const token = async (organisationId: number, role: Parameters<typeof seedUser>[1]['roles'][number]) =>
    signIn(test, await seedUser(test.database.owner, { organisationId, roles: [role] }));
  /** From 03/07/2026 a new body has everything of this one. @returns the new one */
  const mergedInto = async (predecessorId: number, kind: OrganisationKind): Promise<number> => {
    const successorId = await body(kind);
    const when = { effectiveOn: '2026-07-03', handoverUntil: '2026-12-31' };
    await seedSuccession(test.database.owner, { predecessorId, successorId, ...when });
    return successorId;
  };
  const decidedFor = async (organisationId: number): Promise<FacilityRehabilitationDto> => {
    await at(test, desk, AFTER);
    const { policeOfficer, headOfPolice } = desk.scene.tokens;
    const application = newFacilityApplication(await resident(), { door: 'private' });
    const file = await opened(facility, policeOfficer, application);
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '41/QĐ-CAX', organisationId };
    return facility.done(headOfPolice, file, 'decision', decision);
  };

  it('lets the heir void a failure to register that its predecessor recorded by mistake', async () => {
    await at(test, desk, '2025-06-27T09:00:00+07:00');
    const { scene } = desk;
    const { formerCommittee } = scene.organisations;
    const formerChairman = await signIn(
      test,
      await seedUser(test.database.owner, { organisationId: formerCommittee, roles: ['commune-chairman'] }),
    );
    const person = await somebody(test, formerChairman, { unitId: scene.formerUnitId, since: '2025-01-15' });
    const answer = await http
      .post(formerChairman, FAILURES, {
        personId: person.id,
        determination: { on: '2025-06-16', facility: 'Trạm y tế', toldAt: '2025-06-16T15:00:00+07:00' },
        basis: 'Đã thông báo kết quả tại nhà, không đến đăng ký',
        foundAt: '2025-06-27T08:00:00+07:00',
      })
      .expect(201);
    const failure = answer.body as RegistrationFailureDto;
    await at(test, desk, '2025-07-02T09:00:00+07:00');
    const path = `${FAILURES}/${failure.id}/void`;
    const reason = { reason: 'Người này đã đăng ký trong thời hạn' };
    const ended = await http.post(formerChairman, path, reason).set('If-Match', '"1"');
    expect(ended.status).not.toBe(201);
    const voided = await http.post(scene.tokens.chairman, path, reason).set('If-Match', '"1"').expect(201);
    expect(voided.body).toMatchObject({ organisationId: formerCommittee, voidedOn: '2025-07-02' });
  });

  describe('of a facility to which the file was referred', () => {
    const PRIVATE = 'private-rehabilitation-facility';
    const ADMISSION = {
      receivedAt: '2026-07-03T09:30:00+07:00',
      contractNumber: '11/HĐ-CN',
      contractSignedOn: '2026-07-03',
    };

    it('leaves the keeper’s steps to the keeper, and lets the heir receive the person', async () => {
      const predecessor = await body(PRIVATE);
      const file = await decidedFor(predecessor);
      const heir = await mergedInto(predecessor, PRIVATE);
      const officer = await token(heir, 'rehabilitation-centre-officer');
      await at(test, desk, '2026-07-07T10:00:00+07:00');
      const end = { at: '2026-07-07T09:00:00+07:00', reason: 'Cơ sở ghi' };
      for (const step of ['void', 'death', 'start-failure']) {
        const refused = await facility.step(officer, file, step, end);
        expect([step, refused.status, refused.body.code]).toEqual([step, 403, 'cases.readOnly']);
      }
      const received = await facility.done(officer, file, 'admission', ADMISSION);
      expect(received).toMatchObject({ status: 'under-way', place: { organisationId: heir } });
    });

    it('takes the heir’s reception from the keeper, none of the old one’s after its end', async () => {
      const predecessor = await body(PRIVATE);
      const file = await decidedFor(predecessor);
      const heir = await mergedInto(predecessor, PRIVATE);
      await at(test, desk, '2026-07-03T10:00:00+07:00');
      const { policeOfficer } = desk.scene.tokens;
      const gone = { ...ADMISSION, actedBy: predecessor };
      const refused = await facility.step(policeOfficer, file, 'admission', gone).expect(422);
      expect(refused.body.errors).toMatchObject([{ pointer: '/actedBy', code: 'cases.notKeptThen' }]);
      const received = await facility.done(policeOfficer, file, 'admission', {
        ...ADMISSION,
        actedBy: heir,
      });
      expect(received).toMatchObject({ status: 'under-way', place: { organisationId: heir } });
    });

    it('lets the heir of the designated facility take the person over', async () => {
      await at(test, desk, AFTER);
      const { policeOfficer, headOfPolice } = desk.scene.tokens;
      const kind = 'public-rehabilitation-facility';
      const predecessor = await body(kind);
      const application = newFacilityApplication(await resident(), { door: 'public' });
      const file = await opened(facility, policeOfficer, application);
      const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '41/QĐ-CAX' };
      const decided = await facility.done(headOfPolice, file, 'decision', decision);
      const letter = { sentAt: '2026-07-02T09:10:00+07:00', number: '42/CV-CAX' };
      const sent = await facility.done(headOfPolice, decided, 'proposal', {
        ...letter,
        arrivedAt: '2026-07-02T09:30:00+07:00',
      });
      const named = await facility.done(desk.staff.director, sent, 'designation', {
        ...{ designatedAt: '2026-07-02T09:40:00+07:00', number: '55/QĐ-CAT' },
        organisationId: predecessor,
      });
      const heir = await mergedInto(predecessor, kind);
      const officer = await token(heir, 'rehabilitation-centre-officer');
      await at(test, desk, '2026-07-03T10:00:00+07:00');
      const record = { receivedAt: '2026-07-03T09:30:00+07:00' };
      const taken = await facility.done(officer, named, 'admission', record);
      expect(taken).toMatchObject({ status: 'under-way', place: { organisationId: heir } });
    });
  });

  it('puts the clinic’s time limit on its heir, also where the keeper enters what the clinic did', async () => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const predecessor = await body('methadone-clinic');
    const file = await opened(substitution, policeOfficer, newTreatmentApplication(await resident()));
    const referral = { referredAt: '2026-07-02T09:00:00+07:00', organisationId: predecessor };
    const referred = await substitution.done(policeOfficer, file, 'referrals', referral);
    const heir = await mergedInto(predecessor, 'methadone-clinic');
    const clinician = await token(heir, 'clinician');
    await at(test, desk, '2026-07-03T10:00:00+07:00');
    const found = { foundAt: '2026-07-03T09:30:00+07:00', actedBy: heir };
    const eligible = await substitution.done(policeOfficer, referred, 'eligibility', found);
    expect(eligible).toMatchObject({
      status: 'eligible',
      clinic: { organisationId: heir },
      deadlines: [{ rule: 'substitution.clinic-report', organisationId: heir, status: 'open' }],
    });
    const notice = { notice: 'accepted', notifiedAt: '2026-07-03T09:50:00+07:00' };
    const accepted = await substitution.done(clinician, eligible, 'notices', notice);
    expect(accepted).toMatchObject({
      status: 'accepted',
      deadlines: [{ status: 'met' }],
    });
  });
});

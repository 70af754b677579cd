import type { RegistrationFailureDto } from '../../src/rehabilitation/failure/registration-failure.dto.js';
import { seedUser, signIn } from '../setup/factories.js';
import { arrangeFrontDesk, at, somebody, type FrontDesk } from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const FAILURES = '/v1/registration-failures';

/** Bodies that a file names are merged into others, which go on with what they began. */
describe('the front desk after a merger', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
  }, 60_000);
  afterAll(() => test.close());

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
});

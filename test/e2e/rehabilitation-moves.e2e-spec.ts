import type { TransferDto } from '../../src/cases/handover/transfer.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { homeFiles } from '../setup/home-files.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/**
 * Registered at xã Tân Thuận in June 2025, which goes into xã Vĩnh Thuận on 01/07/2025; the person moves to xã Vĩnh Bình
 * in October, with what is left of the term, and is certified there.
 */
describe('a home rehabilitation whose person moves after his commune was merged', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let formerChairman: string;
  let neighbourCommittee: number;
  let neighbourChairman: string;
  let file: HomeRehabilitationDto;
  let transfer: TransferDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    const { owner } = test.database;
    const chairmanOf = async (organisationId: number): Promise<string> =>
      signIn(test, await seedUser(owner, { organisationId, roles: ['commune-chairman'] }));
    neighbourCommittee = await seedOrganisation(owner, {
      ...{ kind: 'commune-peoples-committee', unitId: scene.neighbourUnitId },
    });
    formerChairman = await chairmanOf(scene.organisations.formerCommittee);
    neighbourChairman = await chairmanOf(neighbourCommittee);
  });
  afterAll(() => test.close());

  async function step(name: string, body: object, wanted: number | string, token: string): Promise<void> {
    const path = `/v1/home-rehabilitations/${file.id}/${name}`;
    const answer = await http.post(token, path, body).set('If-Match', `"${file.version}"`);
    expect([name, answer.status < 400 ? answer.status : answer.body.code]).toEqual([name, wanted]);
    if (answer.status === 201) file = answer.body as HomeRehabilitationDto;
  }
  async function stage(name: string, from: string, to: string, token: string): Promise<void> {
    await step('stages', { stage: name, at: from }, 201, token);
    await step('stage-ends', { stage: name, at: to }, 201, token);
  }
  async function offer(
    token: string,
    toOrganisationId: number,
  ): Promise<{ status: number; body: TransferDto }> {
    const body = {
      toOrganisationId,
      reason: 'Người cai nghiện chuyển đến ở với gia đình vợ tại xã Vĩnh Bình',
      answerBy: '2025-10-20',
      readsUntil: '2025-12-31',
    };
    return http.post(token, `/v1/cases/${file.id}/transfers`, body).set('If-Match', `"${file.version}"`);
  }
  const chairman = () => scene.tokens.chairman;
  const statusFor = async (token: string): Promise<number> =>
    (await http.get(token, `/v1/home-rehabilitations/${file.id}`)).status;

  story('through three communes to the certificate', (chapter) => {
    chapter('begins in xã Tân Thuận, in the time of the districts', async () => {
      await onDay(test, scene, '2025-06-12T10:00:00+07:00');
      const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2025-01-15' } as const;
      const { id: personId } = await registerPerson(test, formerChairman, { addresses: [address] });
      const application = anOldApplication({
        personId,
        handedInAt: '2025-06-12T08:30:00+07:00',
        determination: {
          on: '2025-06-10',
          facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
          toldAt: '2025-06-10T15:00:00+07:00',
        },
      });
      file = await apply(test, formerChairman, application);
      const decision = {
        decidedAt: '2025-06-12T09:00:00+07:00',
        number: '17/QĐ-UBND',
        startsOn: '2025-06-13',
        months: 6,
      };
      await step('decision', decision, 201, formerChairman);
      await onDay(test, scene, '2025-06-13T10:00:00+07:00');
      await step('start', { startedAt: '2025-06-13T08:00:00+07:00' }, 201, formerChairman);
      expect(file).toMatchObject({ term: { startsOn: '2025-06-13', endsOn: '2025-12-13' } });
    });

    chapter('goes on in xã Vĩnh Thuận when the communes merge; the former committee reads', async () => {
      await onDay(test, scene, '2025-07-01T08:00:00+07:00');
      file = await homeFiles(test).keptBy(
        scene.tokens.committeeOfficer,
        file.id,
        scene.organisations.committee,
      );
      await onDay(test, scene, '2025-08-30T08:00:00+07:00');
      await stage('intake', '2025-07-02T08:00:00+07:00', '2025-07-04T16:00:00+07:00', chairman());
      await stage('detoxification', '2025-07-05T08:00:00+07:00', '2025-07-20T16:00:00+07:00', chairman());
      expect(await statusFor(formerChairman)).toBe(200);
      const late = await offer(formerChairman, neighbourCommittee);
      expect(late.status).toBe(403);
    });

    chapter('is offered to xã Vĩnh Bình, and kept until that accepts', async () => {
      await onDay(test, scene, '2025-10-15T09:00:00+07:00');
      expect(await statusFor(neighbourChairman)).toBe(404);
      expect((await offer(chairman(), scene.organisations.neighbourPolice)).status).toBe(422);
      const left = { at: '2025-10-14T08:00:00+07:00', reason: 'Chuyển đến ở với gia đình vợ' };
      await step('moving-away', left, 201, chairman());
      // No text of the time sets a limit.
      expect(file.deadlines.filter(({ rule }) => rule === 'home-rehabilitation.transfer')).toEqual([]);
      const sent = { at: '2025-10-15T08:45:00+07:00', number: '09/UBND-VP' };
      const handOver = {
        ...{ toOrganisationId: neighbourCommittee, answerBy: '2025-10-20', readsUntil: '2025-12-31' },
        reason: 'Người cai nghiện chuyển đến ở với gia đình vợ tại xã Vĩnh Bình',
      };
      await step('file-sending', { ...sent, handOver }, 201, chairman());
      expect(await statusFor(neighbourChairman)).toBe(200);
      // Entered by mistake: what was offered with it is offered no more.
      const { history } = (await http.get(chairman(), `/v1/cases/${file.id}`).expect(200)).body;
      const eventId = (history as { id: string; type: string }[]).findLast(
        ({ type }) => type === 'file-sent',
      )?.id;
      const annulled = await http
        .post(chairman(), `/v1/cases/${file.id}/annulments`, { eventId, reason: 'Ghi nhầm' })
        .set('If-Match', `"${file.version}"`);
      expect(annulled.status).toBe(201);
      expect(await statusFor(neighbourChairman)).toBe(404);
      const offers = (await http.get(chairman(), '/v1/transfers?direction=outgoing').expect(200)).body.items;
      expect(offers).toMatchObject([{ state: 'withdrawn', answerReason: 'Ghi nhầm' }]);
      file = (await http.get(chairman(), `/v1/home-rehabilitations/${file.id}`).expect(200))
        .body as HomeRehabilitationDto;
      await step('file-sending', { ...sent, handOver }, 201, chairman());
      expect((await offer(chairman(), neighbourCommittee)).status).toBe(409);
      const { body } = await http.get(chairman(), '/v1/transfers?direction=outgoing&state=open').expect(200);
      transfer = body.items[0];
      expect(transfer.state).toBe('open');
      expect(await statusFor(neighbourChairman)).toBe(200);
      const evaluation = { at: '2025-10-15T08:30:00+07:00', account: 'Chấp hành tốt' };
      const early = await http
        .post(neighbourChairman, `/v1/home-rehabilitations/${file.id}/evaluations`, evaluation)
        .set('If-Match', `"${file.version}"`);
      expect(early.status).toBe(403);
    });

    chapter('moves with what is left of its term', async () => {
      await onDay(test, scene, '2025-10-17T09:00:00+07:00');
      const path = `/v1/transfers/${transfer.id}/acceptance`;
      const accepted = await http.post(neighbourChairman, path, {}).set('If-Match', `"${transfer.version}"`);
      expect([accepted.status, accepted.body.state]).toEqual([201, 'accepted']);
      file = (await http.get(neighbourChairman, `/v1/home-rehabilitations/${file.id}`).expect(200))
        .body as HomeRehabilitationDto;
      expect(file).toMatchObject({
        ...{ status: 'started', keeperOrganisationId: neighbourCommittee },
        term: { startsOn: '2025-06-13', endsOn: '2025-12-13' },
        course: { term: { endsOn: '2025-12-13' } },
      });
      const moves = (await homeFiles(test).historyOf(neighbourChairman, file.id)).filter((type) =>
        type.endsWith('-moved'),
      );
      expect(moves).toEqual(['keeper-moved', 'keeper-moved']);
    });

    chapter('is certified where it ends, by the chairman of that commune', async () => {
      await onDay(test, scene, '2025-12-13T15:00:00+07:00');
      file = (await http.get(neighbourChairman, `/v1/home-rehabilitations/${file.id}`).expect(200))
        .body as HomeRehabilitationDto;
      await stage('education', '2025-10-18T08:00:00+07:00', '2025-12-10T16:00:00+07:00', neighbourChairman);
      const certificate = { certifiedAt: '2025-12-13T14:00:00+07:00', number: '31/GXN-UBND' };
      await step('completion', certificate, 'cases.readOnly', chairman());
      await step('completion', certificate, 201, neighbourChairman);
      expect(file).toMatchObject({ status: 'completed', next: [] });
      const { rows } = await test.database.owner.query(
        `select organisation_id as "organisationId", form_number as "formNumber" from case_decision
         where case_id = $1 and act = 'certify-home-rehabilitation'`,
        [file.id],
      );
      expect(rows).toEqual([{ organisationId: neighbourCommittee, formNumber: '26a' }]);
      const { rows: letters } = await test.database.owner.query(
        `select organisation_id as "organisationId", form_number as "formNumber" from case_decision
         where case_id = $1 and act = 'transfer-home-rehabilitation' and annulled_by is null`,
        [file.id],
      );
      expect(letters).toEqual([{ organisationId: scene.organisations.committee, formNumber: '25' }]);
      const audit = await test.database.owner.query(
        `select distinct action from audit_event where action like 'cases.transfer.%' order by 1`,
      );
      expect(audit.rows.map(({ action }) => action)).toEqual([
        'cases.transfer.accepted',
        'cases.transfer.listed',
        'cases.transfer.offered',
        'cases.transfer.withdrawn',
      ]);
    });

    chapter('is read by the commune before until the day that it named', async () => {
      expect(await statusFor(chairman())).toBe(200);
      await onDay(test, scene, '2026-01-01T08:00:00+07:00');
      expect(await statusFor(chairman())).toBe(404);
    });
  });
});

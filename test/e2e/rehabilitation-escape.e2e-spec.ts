import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { onDay } from '../setup/vinh-thuan.js';

/**
 * Under Luật 73/2021 in the year of two tiers: dossier of the chairman of 06/10/2025, twelve months by the regional court, an
 * escape of ten days, three months taken off, certified under the new law in August 2026. Told in dates.
 */
describe('an escape from a facility, with a term of the old law', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let chairman: string;
  let head: string;
  let file: FollowedFile;
  let incidentId: string;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    ({ get, post } = requests(test));
    ({ chairman, headOfPolice: head } = desk.scene.tokens);
    await day('2025-10-06T10:00:00+07:00');
    const personId = await aResident(test, desk.scene.tokens.committeeOfficer, desk.scene.unitId);
    const dossier = aDossier(personId, '2025-10-06');
    await openDossier(test, desk.scene.tokens.committeeOfficer, dossier, 'http.forbidden');
    await openDossier(
      test,
      chairman,
      aDossier(personId, '2025-10-06', { ground: 'breach' }),
      'compulsory.groundUnknown',
    );
    file = new FollowedFile(test, (await openDossier(test, chairman, dossier)) as CompulsoryDto);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const incidentNow = async (): Promise<object> =>
    (await get(desk.heads.facility, `/v1/escape-incidents/${incidentId}`).expect(200)).body as object;
  const province = (): number => desk.scene.organisations.provincialPolice;

  story('from the dossier to the certificate', (chapter) => {
    chapter('has five working days and no limitation period on record, and says so', async () => {
      expect(file.due('compulsory.dossier')).toBe('2025-10-13T17:00:00.000Z');
      expect(file.now.limitation.lastDay).toBeNull();
      expect(file.now.limitation.explanation.mark).toBe('unverified');
      expect(file.due('compulsory.limitation')).toBeUndefined();
      await file.papers(chairman, '2025-10-06', [
        ['curriculum-vitae', 2],
        ['violation-record', 2],
        ['determination-result', 1],
        ['request', 2],
      ]);
      const completed = { step: 'dossier-completed', at: '2025-10-06T09:30:00+07:00', number: '12/ĐN-UBND' };
      const refused = await file.step(chairman, 'dossier-steps', completed, 'compulsory.dossierIncomplete');
      expect(refused.missing).toMatchObject([{ paper: 'statement', form: '31' }]);
      await file.step(chairman, 'papers', { at: '2025-10-06T09:20:00+07:00', paper: 'statement', pages: 3 });
      await file.step(chairman, 'dossier-steps', completed);
      expect(file.formOf('request-compulsory-measure')).toBe('29');
      expect(file.now.dossier.papers.at(-1)).toMatchObject({ firstPage: 8, lastPage: 10 });
    });

    chapter(
      'goes to the body that took over from the labour office, is returned and sent again',
      async () => {
        await day('2025-10-17T10:00:00+07:00');
        await file.step(chairman, 'dossier-steps', { step: 'notified', at: '2025-10-08T09:00:00+07:00' });
        expect(file.formOf('notify-compulsory-dossier')).toBe('32');
        expect(file.due('compulsory.reading')).toBe('2025-10-13T17:00:00.000Z');
        const sent = { step: 'submitted', at: '2025-10-14T09:00:00+07:00', organisationId: province() };
        const straight = { ...sent, step: 'sent-to-court', number: '1/QĐ', organisationId: desk.court };
        await file.step(chairman, 'dossier-steps', straight, 'authority.notCompetent');
        await file.step(chairman, 'dossier-steps', sent);
        // What followed the limit of the labour office was not verified: none is opened.
        expect(file.due('compulsory.labour-office-check')).toBeUndefined();
        const back = {
          step: 'returned',
          at: '2025-10-15T09:00:00+07:00',
          number: '5/CV',
          reason: 'Thiếu chữ ký',
        };
        await file.step(chairman, 'dossier-steps', back, 'authority.notCompetent');
        await file.step(chairman, 'dossier-steps', { ...back, actedBy: province() });
        expect(file.formOf('return-compulsory-dossier')).toBe('33');
        await file.step(chairman, 'papers', { at: '2025-10-15T10:00:00+07:00', paper: 'other', pages: 2 });
        expect(file.now.dossier.papers.at(-1)).toMatchObject({ firstPage: 11, lastPage: 12 });
        const again = { step: 'resubmitted', at: '2025-10-16T09:00:00+07:00', organisationId: province() };
        await file.step(chairman, 'dossier-steps', again);
        const forwarded = {
          step: 'forwarded',
          at: '2025-10-17T09:00:00+07:00',
          number: '6/ĐN',
          organisationId: desk.court,
        };
        await file.step(chairman, 'dossier-steps', { ...forwarded, actedBy: province() });
        expect(file.formOf('forward-compulsory-dossier')).toBe('34');
        // A Friday: one working day to accept.
        expect(file.due('court.accept')).toBe('2025-10-20T17:00:00.000Z');
      },
    );

    chapter('is decided within fifteen days, and in force when nobody may complain any more', async () => {
      await day('2025-11-10T10:00:00+07:00');
      const byCourt = { actedBy: desk.court };
      await file.step(chairman, 'court-steps', {
        step: 'accepted',
        at: '2025-10-20T09:00:00+07:00',
        number: '2/TB-TA',
        ...byCourt,
      });
      expect(file.due('court.decide')).toBe('2025-11-04T17:00:00.000Z');
      const ordered = {
        step: 'ordered',
        at: '2025-10-30T09:00:00+07:00',
        number: '9/QĐ-TA',
        months: 12,
        ...byCourt,
      };
      await file.step(chairman, 'court-steps', ordered, 'request.invalidBody');
      const named = { ...ordered, organisationId: desk.places.publicFacility };
      await file.step(chairman, 'court-steps', { ...named, months: 25 }, 'request.invalidBody');
      await file.step(chairman, 'court-steps', named);
      expect(file.due('court.complaint')).toBe('2025-11-06T17:00:00.000Z');
      const received = { step: 'order-received', at: '2025-11-07T09:00:00+07:00' };
      const early = await file.step(
        chairman,
        'court-steps',
        { ...received, effectiveOn: '2025-11-06' },
        'compulsory.notEffective',
      );
      expect(early.from).toBe('2025-11-07');
      await file.step(chairman, 'court-steps', { ...received, effectiveOn: '2025-11-07' });
      expect(file.due('compulsory.transport')).toBe('2025-11-12T17:00:00.000Z');
      expect(file.due('compulsory.execution-request')).toBeUndefined();
      const asks = { step: 'facility-asked', at: '2025-11-07T10:00:00+07:00', number: '1/CV' };
      await file.step(chairman, 'execution-steps', asks, 'authority.notCompetent');
    });

    chapter('begins with the handover record: twelve months', async () => {
      const received = { step: 'received', at: '2025-11-10T09:00:00+07:00' };
      await file.step(
        desk.heads.facility,
        'stay-steps',
        { ...received, heldOn: '2025-11-06' },
        'request.invalidBody',
      );
      await file.step(desk.heads.facility, 'stay-steps', received);
      expect(file.formOf('receive-compulsory')).toBe('40');
      expect(file.now).toMatchObject({ status: 'in-facility', stay: { term: { endsOn: '2026-11-10' } } });
      expect(file.due('compulsory.pre-end-notice')).toBe('2026-10-26T17:00:00.000Z');
    });

    chapter('stands still while he is gone: nothing is due, and ten days are served later', async () => {
      await day('2025-12-20T10:00:00+07:00');
      const escaped = {
        step: 'escaped',
        at: '2025-12-01T22:00:00+07:00',
        number: '4/QĐ-CS',
        reason: 'Vượt tường, cùng 03 người',
      };
      await file.step(desk.staff.publicOfficer, 'stay-steps', escaped, 'authority.notCompetent');
      const incident = {
        happenedAt: '2025-12-01T21:30:00+07:00',
        account: 'Vượt tường trong ca đêm, 04 người',
      };
      await post(chairman, '/v1/escape-incidents', incident).expect(409);
      const { body } = await post(desk.heads.facility, '/v1/escape-incidents', incident).expect(201);
      incidentId = (body as { id: string }).id;
      const before = { ...escaped, at: '2025-12-01T21:00:00+07:00', incidentId };
      await file.step(desk.heads.facility, 'stay-steps', before, 'request.invalidBody');
      await file.step(desk.heads.facility, 'stay-steps', { ...escaped, incidentId });
      expect(await incidentNow()).toMatchObject({ people: 1, returned: 0 });
      await get(desk.staff.neighbourHead, `/v1/escape-incidents/${incidentId}`).expect(404);
      expect(file.now).toMatchObject({ status: 'escaped', stay: { term: { endsOn: null, paused: true } } });
      expect(file.now.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
      const back = { step: 'recovered', at: '2025-12-11T07:00:00+07:00' };
      await file.step(
        desk.staff.publicOfficer,
        'stay-steps',
        { ...back, at: '2025-11-30T07:00:00+07:00' },
        'cases.stepNotAllowed',
      );
      await file.step(desk.staff.publicOfficer, 'stay-steps', back);
      expect(await incidentNow()).toMatchObject({
        people: 1,
        returned: 1,
        escaped: [{ caseId: file.now.id, returnedAt: '2025-12-11T00:00:00.000Z' }],
      });
      const counts = `/v1/organisations/${desk.places.publicFacility}/escape-counts?from=2025-12-01&to=2025-12-01`;
      expect((await get(desk.heads.facility, counts).expect(200)).body).toEqual({
        incidents: 1,
        people: 1,
        returned: 1,
      });
      const { rows } = await test.database.owner.query(
        `select detail from audit_event where action = 'rehabilitation.incident.counted' and outcome = 'done'`,
      );
      expect(rows).toEqual([
        { detail: expect.objectContaining({ organisationId: desk.places.publicFacility }) },
      ]);
      await get(desk.staff.neighbourHead, counts).expect(404);
      expect(file.now.stay?.term).toMatchObject({ endsOn: '2026-11-20', paused: false });
      expect(file.now.stay?.term.explanation.citations.map(({ text }) => text)).toContain(
        'Nghị định 116/2021/NĐ-CP, Điều 56 khoản 4',
      );
      expect(file.due('compulsory.pre-end-notice')).toBe('2026-11-05T17:00:00.000Z');
    });

    chapter('is reduced by three months once half is served and the list was posted', async () => {
      await day('2026-06-01T16:00:00+07:00');
      const reduced = { step: 'reduced', number: '3/QĐ-TA', months: 3, actedBy: desk.court };
      const early = { ...reduced, at: '2026-04-01T09:00:00+07:00', postedOn: '2026-03-20' };
      expect((await file.step(chairman, 'court-steps', early, 'compulsory.notReducible')).unmet).toEqual([
        'half-served',
      ]);
      const now = { ...reduced, at: '2026-06-01T09:00:00+07:00', postedOn: '2026-05-29' };
      expect((await file.step(chairman, 'court-steps', now, 'compulsory.notReducible')).unmet).toEqual([
        'posting',
      ]);
      const more = { ...now, postedOn: '2026-05-20', months: 4 };
      expect((await file.step(chairman, 'court-steps', more, 'compulsory.notReducible')).unmet).toEqual([
        'months',
      ]);
      await file.step(chairman, 'court-steps', { ...now, postedOn: '2026-05-20' });
      expect(file.now.stay?.term).toMatchObject({ endsOn: '2026-08-20' });
    });

    chapter('keeps its old term under the new law, which knows no reduction any more', async () => {
      await day('2026-07-02T10:00:00+07:00');
      await eventually(
        () => file.reload(head),
        ({ keeperOrganisationId }) => keeperOrganisationId === desk.scene.organisations.police,
      );
      expect(file.now.stay?.term.endsOn).toBe('2026-08-20');
      const again = {
        step: 'reduced',
        at: '2026-07-02T09:00:00+07:00',
        number: '8/QĐ-TA',
        months: 1,
        postedOn: '2026-06-20',
        actedBy: desk.court,
      };
      const refused = await file.step(head, 'court-steps', again, 'compulsory.noReduction');
      expect(refused.articles).toContain('Luật 120/2025/QH15, Điều 39');
      await file.step(chairman, 'court-steps', again, 'compulsory.noReduction');
    });

    chapter('is certified by the form of the day', async () => {
      await day('2026-08-20T10:00:00+07:00');
      await file.step(desk.heads.facility, 'stay-steps', {
        step: 'end-announced',
        at: '2026-07-15T09:00:00+07:00',
      });
      await file.step(desk.heads.facility, 'stay-steps', {
        step: 'completed',
        at: '2026-08-20T09:00:00+07:00',
        number: '77/GXN',
      });
      expect(file.formOf('certify-compulsory')).toBe('50');
      expect(file.now).toMatchObject({ status: 'completed', next: [] });
      expect(file.now.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    });

    chapter('left each step in the audit', async () => {
      const { rows } = await test.database.owner.query<{ action: string }>(
        `select distinct action from audit_event where subject_id = $1 and outcome = 'done'`,
        [file.now.id],
      );
      const actions = rows.map(({ action }) => action);
      for (const step of ['returned', 'resubmitted', 'escaped', 'recovered', 'reduced', 'completed']) {
        expect(actions).toContain(`rehabilitation.compulsory.${step}`);
      }
    });
  });
});

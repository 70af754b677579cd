import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import { registerPerson } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

/**
 * Born on 20/03/2009, sent to a reformatory by a decision of its own in 2026, of age on 20/03/2027 with more than a year
 * left: goes on at a public facility. Told in dates.
 */
describe('a minor who turns 18 at a reformatory', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let head: string;
  let personId: string;
  let file: FollowedFile;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    head = desk.scene.tokens.headOfPolice;
    await day('2026-08-10T10:00:00+07:00');
    const address = {
      kind: 'current',
      unitId: desk.scene.unitId,
      detail: 'Ấp Kinh 2',
      fromOn: '2025-07-01',
    } as const;
    const guardian = { relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', fromOn: '2009-03-20' } as const;
    const person = { birth: { date: '2009-03-20' }, addresses: [address], guardians: [guardian] };
    ({ id: personId } = await registerPerson(test, head, person));
    const dossier = (overrides: object = {}): object => aDossier(personId, '2026-08-10', overrides);
    await openDossier(test, head, dossier({ exclusions: ['pregnant'] }), 'compulsory.noExclusionForMinors');
    file = new FollowedFile(test, (await openDossier(test, head, dossier())) as CompulsoryDto);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);

  story('from the dossier to the public facility', (chapter) => {
    chapter(
      'asks for the statement and the opinion of the parents, or a record of their refusal',
      async () => {
        expect(file.now.age).toBe('minor');
        expect(file.now.dossier.missing.map(({ paper, form }) => [paper, form?.number])).toEqual([
          ['curriculum-vitae', '33'],
          ['violation-record', '34'],
          ['determination-result', undefined],
          ['statement', '38'],
          ['guardian-opinion', '39'],
          ['request', '36'],
        ]);
        await file.papers(head, '2026-08-10', [
          ['curriculum-vitae', 2],
          ['violation-record', 2],
          ['determination-result', 1],
          ['oral-statement', 2],
          ['request', 2],
        ]);
        const completed = { step: 'dossier-completed', at: '2026-08-10T09:30:00+07:00', number: '2/ĐN-CAX' };
        const refused = await file.step(head, 'dossier-steps', completed, 'compulsory.dossierIncomplete');
        expect(refused.missing).toMatchObject([
          {
            paper: 'guardian-opinion',
            form: '39',
            article: 'Nghị định 163/2026/NĐ-CP, Điều 104 khoản 1 điểm đ',
          },
        ]);
        await file.step(head, 'papers', {
          at: '2026-08-10T09:25:00+07:00',
          paper: 'refusal-record',
          pages: 1,
        });
        expect(file.now.dossier.papers.at(-1)).toMatchObject({
          firstPage: 10,
          lastPage: 10,
          form: { number: '40' },
        });
        await file.step(head, 'dossier-steps', completed);
      },
    );

    chapter('is decided by its own path of the court', async () => {
      await day('2026-09-02T10:00:00+07:00');
      await file.step(head, 'dossier-steps', { step: 'notified', at: '2026-08-10T09:40:00+07:00' });
      await file.step(head, 'dossier-steps', {
        step: 'sent-to-court',
        at: '2026-08-14T09:00:00+07:00',
        number: '3/QĐ',
        organisationId: desk.court,
      });
      const byCourt = { actedBy: desk.court };
      await file.step(head, 'court-steps', {
        step: 'accepted',
        at: '2026-08-17T09:00:00+07:00',
        number: '4/TB',
        ...byCourt,
      });
      const ordered = { step: 'ordered', at: '2026-08-28T09:00:00+07:00', number: '5/QĐ', ...byCourt };
      await file.step(head, 'court-steps', { ...ordered, months: 12 }, 'request.invalidBody');
      await file.step(head, 'court-steps', { ...ordered, months: 24 });
      const paper = file.now.papers.find(({ act }) => act === 'decide-compulsory-minor');
      expect(paper?.signerOffice).toBe('Tòa án nhân dân khu vực');
      expect(file.now.papers.map(({ act }) => act)).not.toContain('decide-compulsory-rehabilitation');
      await file.step(head, 'court-steps', {
        step: 'order-received',
        at: '2026-09-01T09:00:00+07:00',
        effectiveOn: '2026-09-01',
      });
    });

    chapter('goes to a reformatory, which the ministry alone designates', async () => {
      const { director, ministryOfficer } = desk.staff;
      await file.step(head, 'execution-steps', {
        step: 'facility-asked',
        at: '2026-09-01T10:00:00+07:00',
        number: '6/CV',
      });
      const designated = {
        step: 'designated',
        at: '2026-09-01T14:00:00+07:00',
        number: '7/QĐ',
        organisationId: desk.places.reformatory,
      };
      await file.step(director, 'execution-steps', designated, 'rehabilitation.reformatoryByMinistry');
      await file.step(director, 'execution-steps', {
        step: 'elsewhere-asked',
        at: '2026-09-01T15:00:00+07:00',
        number: '8/CV',
        organisationId: desk.places.ministry,
      });
      expect(file.due('compulsory.execution-designate-elsewhere')).toBe('2026-09-02T08:00:00.000Z');
      const byMinistry = { ...designated, step: 'designated-by-ministry', at: '2026-09-01T20:00:00+07:00' };
      await file.step(director, 'execution-steps', byMinistry, 'authority.notCompetent');
      await file.step(ministryOfficer, 'execution-steps', byMinistry);
      await file.step(ministryOfficer, 'execution-steps', {
        step: 'designation-delivered',
        at: '2026-09-02T08:00:00+07:00',
      });
      await file.step(desk.staff.reformatoryOfficer, 'stay-steps', {
        step: 'received',
        at: '2026-09-02T09:30:00+07:00',
      });
      expect(file.now).toMatchObject({
        status: 'in-facility',
        stay: { term: { endsOn: '2028-09-02' } },
        proposals: [],
      });
    });

    chapter('is proposed for a public facility from the eighteenth birthday on, and not before', async () => {
      await day('2027-03-19T10:00:00+07:00');
      expect((await file.reload(head)).proposals).toEqual([]);
      await day('2027-03-20T10:00:00+07:00');
      expect((await file.reload(head)).proposals).toMatchObject([
        { what: 'transfer-to-public-facility', since: '2027-03-20' },
      ]);
      expect(file.now.proposals[0]?.explanation.citations.map(({ text }) => text)).toEqual([
        'Luật 120/2025/QH15, Điều 36 khoản 4',
      ]);
    });

    chapter('is transferred by who may, and the term runs on', async () => {
      await day('2027-03-26T10:00:00+07:00');
      const transfer = {
        step: 'transferred',
        at: '2027-03-25T09:00:00+07:00',
        number: '9/QĐ',
        organisationId: desk.places.publicFacility,
      };
      await file.step(head, 'execution-steps', transfer, 'authority.notCompetent');
      await file.step(desk.staff.director, 'execution-steps', transfer);
      expect(file.now).toMatchObject({
        placeOrganisationId: desk.places.publicFacility,
        proposals: [],
        stay: { term: { endsOn: '2028-09-02' } },
      });
      const evaluated = { step: 'evaluated', at: '2027-03-26T09:00:00+07:00', reason: 'Ổn định' };
      await file.step(desk.staff.publicOfficer, 'stay-steps', evaluated);
    });
  });
});

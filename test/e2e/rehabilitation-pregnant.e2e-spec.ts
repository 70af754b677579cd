import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

/** Who is pregnant is not sent: refused at the beginning, discontinued when it is known later, exempted after the decision. */
describe('a pregnant woman', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let head: string;
  let personId: string;
  let file: FollowedFile;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    head = desk.scene.tokens.headOfPolice;
    await day('2026-06-30T10:00:00+07:00');
    personId = await aResident(test, desk.scene.tokens.committeeOfficer, desk.scene.unitId);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const opened = async (on: string): Promise<FollowedFile> =>
    new FollowedFile(test, (await openDossier(test, head, aDossier(personId, on))) as CompulsoryDto);
  /** Completes the dossier and tells the person. */
  const told = async (on: string): Promise<void> => {
    await file.papers(head, on, [
      ['curriculum-vitae', 1],
      ['violation-record', 1],
      ['determination-result', 1],
      ['request', 1],
    ]);
    await file.step(head, 'dossier-steps', {
      step: 'dossier-completed',
      at: `${on}T09:20:00+07:00`,
      number: '1/ĐN',
    });
    await file.step(head, 'dossier-steps', { step: 'notified', at: `${on}T09:30:00+07:00` });
  };

  story('before, during and after the dossier', (chapter) => {
    chapter('is refused on the last day of the old law, by its article', async () => {
      const dossier = aDossier(personId, '2026-06-30', { exclusions: ['pregnant'] });
      const refused = await openDossier(test, desk.scene.tokens.chairman, dossier, 'compulsory.excluded');
      expect(refused.article).toBe('Luật 15/2012/QH13, Điều 96 khoản 2 điểm b');
    });

    chapter('is refused on the first day of the new one, by its own', async () => {
      await day('2026-07-01T10:00:00+07:00');
      personId = await aResident(test, head, desk.scene.unitId);
      const dossier = aDossier(personId, '2026-07-01', { exclusions: ['pregnant'] });
      const refused = await openDossier(test, head, dossier, 'compulsory.excluded');
      expect(refused.article).toBe('Luật 120/2025/QH15, Điều 35 khoản 2 điểm b');
      expect(refused.detail).toContain('chứng nhận của cơ sở khám bệnh, chữa bệnh');
    });

    chapter('is discontinued when it is known later, and owes nothing any more', async () => {
      await day('2026-07-06T10:00:00+07:00');
      file = await opened('2026-07-06');
      await told('2026-07-06');
      const stop = {
        step: 'discontinued',
        at: '2026-07-06T09:40:00+07:00',
        reason: 'Giấy khám thai ngày 06/07/2026',
      };
      await file.step(head, 'dossier-steps', stop, 'request.invalidBody');
      await file.step(
        desk.scene.tokens.policeOfficer,
        'dossier-steps',
        { ...stop, exclusion: 'pregnant' },
        'http.forbidden',
      );
      await file.step(head, 'dossier-steps', { ...stop, exclusion: 'pregnant' });
      expect(file.now).toMatchObject({ status: 'discontinued', next: [] });
      expect(file.now.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    });

    chapter('is exempted by the court where the decision had come first', async () => {
      await day('2026-08-20T10:00:00+07:00');
      file = await opened('2026-08-03');
      await told('2026-08-03');
      const sent = {
        step: 'sent-to-court',
        at: '2026-08-07T09:00:00+07:00',
        number: '2/QĐ',
        organisationId: desk.court,
      };
      await file.step(head, 'dossier-steps', sent);
      const byCourt = { actedBy: desk.court };
      await file.step(head, 'court-steps', {
        step: 'accepted',
        at: '2026-08-10T09:00:00+07:00',
        number: '3/TB',
        ...byCourt,
      });
      await file.step(head, 'court-steps', {
        step: 'ordered',
        at: '2026-08-14T09:00:00+07:00',
        number: '4/QĐ',
        months: 24,
        ...byCourt,
      });
      await file.step(head, 'court-steps', {
        step: 'order-received',
        at: '2026-08-19T09:00:00+07:00',
        effectiveOn: '2026-08-19',
      });
      const exempted = { step: 'exempted', at: '2026-08-20T09:00:00+07:00', number: '5/QĐ', ...byCourt };
      const other = await file.step(
        head,
        'court-steps',
        { ...exempted, ground: 'no-longer-addicted' },
        'compulsory.groundOfExecution',
      );
      expect(other).toMatchObject({ state: 'to-execute', regime: 'R3' });
      const ill = {
        step: 'postponed',
        at: '2026-08-20T08:00:00+07:00',
        number: '6/QĐ',
        ground: 'pregnant',
        ...byCourt,
      };
      await file.step(head, 'court-steps', ill, 'compulsory.groundOfExecution');
      await file.step(
        head,
        'court-steps',
        { ...exempted, ground: 'pregnant', actedBy: undefined },
        'authority.notCompetent',
      );
      await file.step(head, 'court-steps', { ...exempted, ground: 'pregnant' });
      expect(file.now).toMatchObject({ status: 'exempted', next: [] });
      expect(file.statusesOf('compulsory.execution-request')).toEqual(['superseded']);
    });
  });
});

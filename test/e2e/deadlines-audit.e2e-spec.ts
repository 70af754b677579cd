import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, apply, aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

interface AuditRow {
  readonly action: string;
  readonly persons: readonly string[];
}

/** The code of a file points to a person: who saw it stands in the audit with him. */
describe('who looked at work lists and notices', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let files: readonly HomeRehabilitationDto[];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    files = [await file(), await file()];
    // Six hours before the 24 hours end.
    await onDay(test, scene, '2026-07-03T02:31:00+07:00');
    await eventually(
      async () => (await http.get(scene.tokens.headOfPolice, '/v1/notifications').expect(200)).body.items,
      (notices: readonly object[]) => notices.length === 2,
    );
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.database.owner.query('truncate audit_event');
  });

  async function file(): Promise<HomeRehabilitationDto> {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    return apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
  }
  const audit = async (): Promise<readonly AuditRow[]> => {
    const { rows } = await test.database.owner.query<AuditRow>(
      `select action, persons::text[] as persons from audit_event where organisation_id is not null order by at, id`,
    );
    return rows.map(({ action, persons }) => ({ action, persons: persons.toSorted() }));
  };
  const everybody = (): readonly string[] => files.map(({ personId }) => personId).toSorted();

  it.each(['/v1/deadlines', '/v1/notifications'])('%s names all that it showed', async (path) => {
    await http.get(scene.tokens.headOfPolice, path).expect(200);
    expect(await audit()).toMatchObject([{ persons: everybody() }]);
  });

  it.each(['/v1/deadlines', '/v1/notifications'])('%s names those on the page alone', async (path) => {
    const { body } = await http.get(scene.tokens.headOfPolice, `${path}?limit=1`).expect(200);
    const shown = files.find(({ id }) => id === body.items[0].subjectId);
    expect(await audit()).toMatchObject([{ persons: [shown?.personId] }]);
  });

  it('names nobody where nothing was shown', async () => {
    await http.get(scene.tokens.neighbourPoliceOfficer, '/v1/deadlines').expect(200);
    await http.get(scene.tokens.neighbourPoliceOfficer, '/v1/notifications').expect(200);
    expect(await audit()).toEqual([
      { action: 'deadlines.list.read', persons: [] },
      { action: 'notifications.list.read', persons: [] },
    ]);
  });

  it('names the person of one deadline that is explained', async () => {
    const [first] = files;
    const path = `/v1/deadlines/${first?.deadlines[0]?.id}/explanation`;
    await http.get(scene.tokens.provincialOfficer, path).expect(200);
    expect(await audit()).toEqual([{ action: 'deadlines.deadline.read', persons: [first?.personId] }]);
  });

  it('names the person of a notice that is marked as read', async () => {
    const { items } = (await http.get(scene.tokens.headOfPolice, '/v1/notifications?limit=1')).body;
    await test.database.owner.query('truncate audit_event');
    await http.post(scene.tokens.headOfPolice, `/v1/notifications/${items[0].id}/read`, {}).expect(200);
    const shown = files.find(({ id }) => id === items[0].subjectId);
    expect(await audit()).toEqual([
      { action: 'notifications.notification.mark-read', persons: [shown?.personId] },
    ]);
  });

  it('names the person still when the file has left the reader, whose notice of it remains', async () => {
    const [first] = files;
    await test.database.owner.query(
      `insert into notification (id, organisation_id, kind, subject_kind, subject_id, raised_at, once_key)
       values (gen_random_uuid(), $1, 'case.given', 'case', $2, now(), 'thử')`,
      [scene.organisations.committee, first?.id],
    );
    const token = scene.tokens.chairman;
    await http.get(token, `/v1/cases/${first?.id}`).expect(404);
    await test.database.owner.query('truncate audit_event');
    expect((await http.get(token, '/v1/notifications').expect(200)).body.items).toHaveLength(1);
    expect(await audit()).toEqual([{ action: 'notifications.list.read', persons: [first?.personId] }]);
  });
});

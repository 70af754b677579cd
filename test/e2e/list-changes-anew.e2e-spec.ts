import { arrangeCaseWithPapers, type CaseWithPapers } from '../setup/case-attachments.js';
import { tokenOf } from '../setup/factories.js';
import { Mirror } from '../setup/mirror.js';
import { openRegister } from '../setup/paper-factory.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface Answer {
  readonly items: readonly object[];
  readonly removed: readonly object[];
  readonly changes: string;
}

const UNCHANGED = [
  '/v1/code-lists',
  '/v1/problems',
  '/v1/law/authorities',
  '/v1/law/deadlines',
  '/v1/law/forms',
  '/v1/law/instruments',
  '/v1/law/regimes',
  '/v1/law/terms',
];

describe('a followed list', () => {
  let test: TestApp;
  let file: CaseWithPapers;
  let http: Requests;
  let head: string;
  let administrator: string;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeCaseWithPapers(test);
    http = requests(test);
    head = file.head;
    administrator = file.scene.tokens.administrator;
  });
  afterAll(() => test.close());

  const read = async (token: string, path: string): Promise<Answer> =>
    (await http.get(token, path).expect(200)).body as Answer;
  const since = (token: string, path: string, changes: string) =>
    test.http().get(path).query({ changedSince: changes }).auth(token, { type: 'bearer' });

  it.each(UNCHANGED)('%s that comes with the program has nothing new', async (path) => {
    const { items, removed, changes } = await read(head, path);
    expect([items.length > 0, removed]).toEqual([true, []]);
    const { body } = await since(head, path, changes).expect(200);
    expect(body).toMatchObject({ items: [], removed: [], changes });
  });

  it.each([
    ['another list', '/v1/cases', '/v1/deadlines'],
    ['the same list with a filter', '/v1/cases', '/v1/cases?status=registered'],
    ['the same list with another filter', '/v1/deadlines?status=met', '/v1/deadlines?status=closed'],
    ['the same list without its filter', '/v1/notifications?unread=true', '/v1/notifications'],
  ])('is not %s', async (_name, held, asked) => {
    const { changes } = await read(head, held);
    await since(head, held, changes).expect(200);
    const { body } = await since(head, asked, changes).expect(410);
    expect(body).toMatchObject({ code: 'http.startOver' });
  });

  it('of the law of another day is another list', async () => {
    const { changes } = await read(head, '/v1/law/deadlines?asOf=2026-06-30');
    await since(head, '/v1/law/deadlines?asOf=2026-06-30', changes).expect(200);
    const { body } = await since(head, '/v1/law/deadlines?asOf=2026-07-02', changes).expect(410);
    expect(body).toMatchObject({ code: 'http.startOver' });
    const garbled = await since(head, '/v1/law/deadlines', 'x').expect(400);
    expect(garbled.body.errors).toMatchObject([{ parameter: 'changedSince', code: 'field.cursor' }]);
  });

  it('without rows of its own is to be read anew when any of it changed', async () => {
    const other = await registerPerson(test, head);
    const person = `/v1/persons/${file.personId}`;
    const evidence = { evidence: ['identity-papers'], reason: 'Đã đối chiếu thẻ căn cước' };
    const failures = `insert into login_failure (login_index, failures, last_failed_at)
      select decode(md5($1), 'hex'), 9, now()`;
    const lists: readonly [path: string, token: string, change: () => Promise<unknown>][] = [
      [
        `${person}/links`,
        head,
        () => http.post(head, `${person}/links`, { otherPersonId: other.id, ...evidence }).expect(201),
      ],
      ['/v1/number-registers', head, () => openRegister(test, head, 'decision', '{number}/QĐ-CAX')],
      [
        '/v1/key-rotations',
        administrator,
        () => http.post(administrator, '/v1/key-rotations', {}).expect(202),
      ],
    ];
    for (const [path, token, change] of lists) {
      const { changes } = await read(token, path);
      expect((await since(token, path, changes).expect(200)).body).toMatchObject({ items: [], changes });
      await change();
      expect([path, (await since(token, path, changes)).status]).toEqual([path, 410]);
      expect((await read(token, path)).items.length).toBeGreaterThan(0);
    }
    await test.database.owner.query(failures, ['khong.co.ai']);
    const paused = await read(administrator, '/v1/paused-logins');
    await since(administrator, '/v1/paused-logins', paused.changes).expect(200);
  });

  it('of one file or person says nothing of another', async () => {
    const personId = await aResident(test, head, file.scene.unitId);
    const { id } = await apply(test, head, anApplication({ personId }));
    for (const part of ['history', 'attachments', 'papers']) {
      const { changes } = await read(head, `/v1/cases/${file.caseId}/${part}`);
      await since(head, `/v1/cases/${file.caseId}/${part}`, changes).expect(200);
      await since(head, `/v1/cases/${id}/${part}`, changes).expect(410);
      const stranger = file.scene.tokens.neighbourPoliceOfficer;
      await since(stranger, `/v1/cases/${file.caseId}/${part}`, changes).expect(404);
    }
    const { changes } = await read(head, `/v1/persons/${file.personId}/corrections`);
    await since(head, `/v1/persons/${personId}/corrections`, changes).expect(410);
  });

  it('of what moved with the calendar goes with the deadlines; its jobs tell how far they are', async () => {
    const { owner } = test.database;
    const neighbour = file.scene.tokens.neighbourPoliceOfficer;
    const [jobs, moves, beside] = [
      await Mirror.of(test, administrator, '/v1/calendar-recounts'),
      await Mirror.of(test, head, '/v1/deadline-moves'),
      await Mirror.of(test, neighbour, '/v1/deadline-moves'),
    ];
    await owner.query(`insert into calendar_year (year, act, declared_by)
      select 2026, 'Thông báo 1/TB-BNV', id from user_account limit 1 on conflict do nothing`);
    await owner.query(`insert into calendar_recount (id, year, requested_by, total)
      select gen_random_uuid(), 2026, id, 1 from user_account limit 1`);
    await owner.query(
      `insert into deadline_move (id, deadline_id, recount_id, year, due_before, due_after, status_before,
         status_after, explanation_before, moved_at)
       select gen_random_uuid(), d.id, r.id, 2026, d.due_at, d.due_at, 'open', 'open', '{}', '2026-07-02T03:00:00Z'
       from deadline d, calendar_recount r where d.subject_id = $1 limit 1`,
      [file.caseId],
    );
    for (const mirror of [jobs, moves, beside]) await mirror.settle();
    expect([jobs.told.size, moves.told.size, beside.told.size]).toEqual([1, 1, 0]);
    await owner.query('update calendar_recount set done = 1');
    await jobs.settle();
    expect(jobs.told.size).toBe(1);
    const { neighbourPolice } = file.scene.organisations;
    await owner.query(
      `with gone as (update case_access set until_on = '2026-07-01' where case_id = $1)
       update deadline set organisation_id = $2 where subject_id = $1 and status = 'open'`,
      [file.caseId, neighbourPolice],
    );
    for (const mirror of [moves, beside]) await mirror.settle();
    expect([...moves.dropped.values(), beside.told.size]).toEqual(['out-of-scope', 1]);
    await owner.query(
      `with back as (update case_access set until_on = 'infinity' where case_id = $1)
       update deadline set organisation_id = $2 where subject_id = $1 and status = 'open'`,
      [file.caseId, file.scene.organisations.police],
    );
    await moves.settle();
    expect(moves.told.size).toBe(1);
  });

  it('of the audit tells what was recorded since, to the own line alone', async () => {
    const auditor = await tokenOf(test, { kind: 'system-operator', role: 'auditor' });
    const filter = { action: 'cases.case.read' };
    const path = '/v1/audit-events';
    const [line, all] = [
      await Mirror.of(test, head, path, filter),
      await Mirror.of(test, auditor, path, filter),
    ];
    const person = await Mirror.of(test, head, `/v1/persons/${file.personId}/audit-events`);
    const elsewhere = (await read(administrator, '/v1/organisations')).changes;
    await http.get(head, `/v1/cases/${file.caseId}`).expect(200);
    await http.get(file.scene.tokens.provincialOfficer, `/v1/cases/${file.caseId}`).expect(200);
    await line.settle();
    await all.settle();
    expect([line.told.size, all.told.size]).toEqual([1, 2]);
    expect([line.dropped.size, all.dropped.size]).toEqual([0, 0]);
    await person.follow();
    const { items } = await read(head, `/v1/persons/${file.personId}/audit-events?limit=200`);
    const reads = items.filter((item) => (item as { action: string }).action === 'cases.case.read');
    expect(reads.every((item) => person.has((item as { id: string }).id))).toBe(true);
    await since(head, path, elsewhere).expect(400);
  });
});

import { seedUser, signIn, type SeededUser } from '../setup/factories.js';
import { arrangeCaseWithPapers, attachTo, type CaseWithPapers } from '../setup/case-attachments.js';
import { seedNotices } from '../setup/deadline-factory.js';
import { Mirror } from '../setup/mirror.js';
import { enterHolder, makePaper, openRegister } from '../setup/paper-factory.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

async function toldOf(mirror: Mirror, ids: readonly string[]): Promise<void> {
  await mirror.settle();
  expect([...mirror.told].toSorted()).toEqual(ids.toSorted());
}

/** Each list is followed by a program that holds, after each change, what the list holds, and was told of that change. */
describe('every list out of a table tells', () => {
  let test: TestApp;
  let file: CaseWithPapers;
  let http: Requests;
  let head: string;
  let administrator: string;
  let colleague: SeededUser;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeCaseWithPapers(test);
    http = requests(test);
    head = file.head;
    administrator = file.scene.tokens.administrator;
    colleague = await seedUser(test.database.owner, {
      organisationId: file.scene.organisations.police,
      roles: ['commune-police-officer'],
    });
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, file.scene, '2026-07-02T10:00:00+07:00'));

  const follow = (token: string, path: string, filter: Record<string, string | boolean> = {}) =>
    Mirror.of(test, token, path, filter);
  const sql = async (text: string, parameters: readonly unknown[] = []): Promise<string> => {
    const { rows } = await test.database.owner.query<{ id: string }>(text, [...parameters]);
    return String(rows[0]?.id);
  };
  const versionOf = async (path: string): Promise<string> =>
    `"${(await http.get(head, path).expect(200)).body.version}"`;
  const refusesBoth = async (token: string, path: string, filter: object): Promise<void> => {
    const asked = (query: object) => test.http().get(path).query(query).auth(token, { type: 'bearer' });
    const { changes } = (await asked(filter).expect(200)).body;
    const { errors } = (await asked({ ...filter, changedSince: changes }).expect(400)).body;
    expect(errors).toMatchObject([
      { parameter: 'changedSince', code: expect.stringContaining('NotFollowed') },
    ]);
  };

  it('the steps of a file', async () => {
    const mirror = await follow(head, `/v1/cases/${file.caseId}/history`);
    const past = await follow(head, `/v1/cases/${file.caseId}/history`, { knownAt: '2026-07-02T00:00:00Z' });
    const event = await sql(
      `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after)
       select gen_random_uuid(), case_id, 'extended', effective_at, precision, '2026-07-02T12:00:00Z', 'test',
         status_after from case_event where case_id = $1 limit 1 returning id`,
      [file.caseId],
    );
    await toldOf(mirror, [event]);
    await toldOf(past, []);
    await sql('delete from case_event where id = $1', [event]);
  });

  it('attachments: added, and dropped when voided, unless voided ones are asked for', async () => {
    const path = `/v1/cases/${file.caseId}/attachments`;
    const [standing, all] = [await follow(head, path), await follow(head, path, { voided: true })];
    const photos = await follow(head, path, { kind: 'other' });
    const { id } = await attachTo(test, head, file.caseId, { kind: 'identity-copy' });
    await toldOf(standing, [id]);
    await http
      .post(head, `/v1/attachments/${id}/void`, { reason: 'Đính nhầm' })
      .set('If-Match', await versionOf(`/v1/attachments/${id}`))
      .expect(200);
    await toldOf(standing, []);
    expect(standing.dropped).toEqual(new Map([[id, 'voided']]));
    await toldOf(all, [id]);
    await toldOf(photos, []);
  });

  it('papers and numbers: a number also when its paper is made', async () => {
    const papers = await follow(head, `/v1/cases/${file.caseId}/papers`);
    const register = await openRegister(test, head, 'reception-slip', '{number}/GTN-CAX');
    const book = await follow(head, `/v1/number-registers/${register.id}/numbers`);
    const paper = await makePaper(test, head, file.caseId);
    await toldOf(papers, [paper.id]);
    const [entry] = (await http.get(head, `/v1/number-registers/${register.id}/numbers`).expect(200)).body
      .items;
    expect(entry).toMatchObject({ paperId: paper.id });
    await toldOf(book, [entry.id]);
    await http
      .post(head, `/v1/papers/${paper.id}/void`, { reason: 'Ghi nhầm' })
      .set('If-Match', '"1"')
      .expect(200);
    await toldOf(papers, [paper.id]);
    const again = await makePaper(test, head, file.caseId);
    await toldOf(papers, [again.id]);
    expect(again.number).not.toBe(paper.number);
    await book.settle();
  });

  it('office holders, by the day that is asked for', async () => {
    const [record, today] = [
      await follow(head, '/v1/office-holders'),
      await follow(head, '/v1/office-holders', { on: '2026-07-02' }),
    ];
    const stranger = await follow(file.scene.tokens.neighbourPoliceOfficer, '/v1/office-holders');
    const one = await enterHolder(test, head);
    const other = await enterHolder(test, head, { office: 'deputy', title: 'Phó Trưởng Công an xã' });
    await toldOf(record, [one.id, other.id]);
    await toldOf(today, [one.id, other.id]);
    const path = '/v1/office-holders';
    const end = { untilOn: '2026-07-01', act: 'Quyết định thử nghiệm số 13/QĐ' };
    await http.post(head, `${path}/${one.id}/ending`, end).set('If-Match', '"1"').expect(200);
    await http.post(head, `${path}/${other.id}/void`, { reason: 'Nhầm' }).set('If-Match', '"1"').expect(200);
    await toldOf(record, [one.id, other.id]);
    await toldOf(today, []);
    expect(Object.fromEntries(today.dropped)).toEqual({ [one.id]: 'filtered-out', [other.id]: 'voided' });
    await toldOf(stranger, []);
    expect(stranger.dropped.size).toBe(0);
  });

  it('sessions, one’s own and another’s, but for what the clock ends', async () => {
    const token = await signIn(test, colleague);
    const [own, overseen] = [
      await follow(token, '/v1/auth/sessions'),
      await follow(administrator, `/v1/users/${colleague.id}/sessions`),
    ];
    const id = await sql(
      `insert into session (id, user_id, expires_at) values (gen_random_uuid(), $1, now() + interval '1 day')
       returning id`,
      [colleague.id],
    );
    await toldOf(own, [id]);
    await http.post(token, `/v1/auth/sessions/${id}/ending`, {}).expect(204);
    await toldOf(own, [id]);
    await toldOf(overseen, [id]);
    await refusesBoth(token, '/v1/auth/sessions', { ended: true });
    const mine = (await http.get(token, '/v1/auth/sessions').expect(200)).body.changes;
    const next = await signIn(test, colleague);
    await http.get(next, `/v1/auth/sessions?changedSince=${mine}`).expect(410);
  });

  it('moves and API clients, with another name of their organisation', async () => {
    const { police, neighbourPolice, provincialPolice } = file.scene.organisations;
    const moves = await follow(administrator, `/v1/users/${colleague.id}/moves`);
    const clients = await follow(administrator, '/v1/api-clients');
    const of = await follow(administrator, '/v1/api-clients', { organisationId: String(police) });
    const move = { organisationId: neighbourPolice, roles: ['commune-police-officer'], reason: 'Điều động' };
    await http
      .post(administrator, `/v1/users/${colleague.id}/moves`, move)
      .set('If-Match', '"1"')
      .expect(200);
    const moved = await sql('select id from user_move where user_id = $1', [colleague.id]);
    await toldOf(moves, [moved]);
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const client = { name: 'Cổng tỉnh', organisationId: provincialPolice, scopes: ['cases.read'], expiresAt };
    const { id } = (await http.post(administrator, '/v1/api-clients', client).expect(201)).body;
    await toldOf(clients, [id]);
    await toldOf(of, []);
    await sql(`update organisation set name = name || ' (mới)' where id = any ($1)`, [
      [police, provincialPolice],
    ]);
    await toldOf(moves, [moved]);
    await toldOf(clients, [id]);
    const reason = 'Hết hợp đồng';
    await http
      .post(administrator, `/v1/api-clients/${id}/revocation`, { reason })
      .set('If-Match', '"1"')
      .expect(200);
    await toldOf(clients, [id]);
    await refusesBoth(administrator, '/v1/api-clients', { ended: false });
  });

  it('notices: raised, and read by the caller alone', async () => {
    const { police, neighbourPolice } = file.scene.organisations;
    const [all, unread] = [
      await follow(head, '/v1/notifications'),
      await follow(head, '/v1/notifications', { unread: true }),
    ];
    const beside = await follow(file.officer, '/v1/notifications');
    const [one = '', other = ''] = await seedNotices(test.database.owner, police, 2);
    await seedNotices(test.database.owner, neighbourPolice, 1);
    await toldOf(all, [one, other]);
    await toldOf(unread, [one, other]);
    await toldOf(beside, [one, other]);
    await http.post(head, `/v1/notifications/${one}/read`, {}).expect(200);
    await toldOf(all, [one]);
    await toldOf(unread, []);
    expect(Object.fromEntries(unread.dropped)).toEqual({ [one]: 'filtered-out' });
    await toldOf(beside, []);
  });

  it('mails: to oneself, and all to an administrator', async () => {
    const { police } = file.scene.organisations;
    const someone = await seedUser(test.database.owner, {
      organisationId: police,
      roles: ['commune-police-officer'],
    });
    const token = await signIn(test, someone);
    const [own, all] = [
      await follow(token, '/v1/me/deliveries'),
      await follow(administrator, '/v1/deliveries'),
    ];
    const planned = await follow(administrator, '/v1/deliveries', { status: 'planned' });
    const beside = await follow(head, '/v1/me/deliveries');
    const id = await sql(
      `insert into delivery (id, user_id, organisation_id, purpose, due_at)
       values (gen_random_uuid(), $1, $2, 'notice', '2030-01-01') returning id`,
      [someone.id, police],
    );
    for (const mirror of [own, all, planned]) await toldOf(mirror, [id]);
    await sql(`update delivery set status = 'sent', ended_at = now() where id = $1`, [id]);
    await toldOf(own, [id]);
    await toldOf(planned, []);
    expect(Object.fromEntries(planned.dropped)).toEqual({ [id]: 'filtered-out' });
    await toldOf(beside, []);
    expect(beside.dropped.size).toBe(0);
  });

  it('corrections of a person', async () => {
    const path = `/v1/persons/${file.personId}`;
    const mirror = await follow(head, `${path}/corrections`);
    await http
      .patch(head, path, { fullName: 'Kim Thị Sà Rinh', reason: 'Đã đối chiếu giấy khai sinh' })
      .set('If-Match', await versionOf(path))
      .expect(200);
    await toldOf(mirror, [
      await sql('select id from person_correction where person_id = $1', [file.personId]),
    ]);
  });

  it('units: entered, renamed with those below, ended by a day', async () => {
    const province = await sql(
      `insert into unit (code, level, type, name, short_name, name_folded, valid_from, standing, source)
       values (null, 'province', 'tinh', 'Tỉnh Thử', 'Thử', 'tinh thu', '2020-01-01', 'confirmed', 'test')
       returning id`,
    );
    const [provinces, below] = [
      await follow(head, '/v1/units', { level: 'province' }),
      await follow(head, '/v1/units', { parent: province }),
    ];
    const commune = await sql(
      `insert into unit (level, type, name, short_name, name_folded, parent_id, valid_from, valid_to, standing, source)
       values ('commune', 'xa', 'Xã Thử', 'Thử', 'xa thu', $1, '2020-01-01', '2026-07-05', 'confirmed', 'test')
       returning id`,
      [province],
    );
    await toldOf(below, [commune]);
    await sql(`update unit set name = 'Tỉnh Thử Nghiệm' where id = $1`, [province]);
    await toldOf(below, [commune]);
    await toldOf(provinces, [province]);
    await onDay(test, file.scene, '2026-07-06T10:00:00+07:00');
    await toldOf(below, []);
    expect(Object.fromEntries(below.dropped)).toMatchObject({ [commune]: 'filtered-out' });
  });

  it('pairs that may be one person: only to who sees both', async () => {
    const neighbour = file.scene.tokens.neighbourPoliceOfficer;
    const province = file.scene.tokens.provincialOfficer;
    await onDay(test, file.scene, '2026-07-06T10:00:00+07:00');
    const unlike = { contacts: [], birth: { year: 1950 } };
    const one = await registerPerson(test, head, { ...unlike, fullName: 'Danh Sà Mết' });
    const other = await registerPerson(test, neighbour, { ...unlike, fullName: 'Lý Thị Nga' });
    const path = '/v1/possible-duplicates';
    const [above, strong, here] = [
      await follow(province, path),
      await follow(province, path, { atLeast: 'strong' }),
      await follow(head, path),
    ];
    const pair = await sql(
      `insert into possible_duplicate (id, person_low, person_high, reasons, score, found_at, found_on)
       values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), '{same-contact}', 20, now(), '2026-07-06') returning id`,
      [one.id, other.id],
    );
    await toldOf(above, [pair]);
    await toldOf(strong, []);
    await http
      .patch(head, `/v1/persons/${one.id}`, {
        fullName: 'Kim Sà Rinh',
        reason: 'Đã đối chiếu giấy khai sinh',
      })
      .set('If-Match', '"1"')
      .expect(200);
    await toldOf(above, [pair]);
    const until = 'update person_access set until_on = $2 where person_id = $1';
    await sql(until, [other.id, '2026-07-05']);
    await toldOf(above, []);
    expect(above.dropped.get(pair)).toBe('out-of-scope');
    await sql(until, [other.id, '2026-07-06']);
    await toldOf(above, [pair]);
    await onDay(test, file.scene, '2026-07-07T10:00:00+07:00');
    await toldOf(above, []);
    await toldOf(here, []);
    expect([...here.dropped]).toEqual([]);
  });
});

import type { RegistrationFailureDto } from '../../src/rehabilitation/failure/registration-failure.dto.js';
import { Mirror } from '../setup/mirror.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** Items show what stands in other rows. A program that follows changes holds, after each, what the list holds. */
describe('a followed list keeps up with', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let head: string;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    head = scene.tokens.headOfPolice;
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, '2026-07-02T09:00:00+07:00'));

  const sql = (text: string, parameters: readonly unknown[]) =>
    test.database.owner.query(text, [...parameters]);
  const versionOf = async (path: string): Promise<string> =>
    `"${(await http.get(head, path).expect(200)).body.version}"`;
  const aFile = async (): Promise<{ id: string; personId: string }> => {
    const personId = await aResident(test, head, scene.unitId);
    const { id } = await apply(
      test,
      head,
      anApplication({ personId, handedInAt: '2026-07-02T08:30:00+07:00' }),
    );
    return { id, personId };
  };

  it('a person of a file who is corrected, linked, voided', async () => {
    const { id, personId } = await aFile();
    const mirror = await Mirror.of(test, head, '/v1/cases');
    const person = `/v1/persons/${personId}`;
    for (const correction of [
      { fullName: 'Thạch Sa Mết' },
      { birth: { date: '1992-04-16' } },
      { birth: { year: 1993 } },
    ]) {
      await http
        .patch(head, person, { ...correction, reason: 'Đã đối chiếu giấy khai sinh' })
        .set('If-Match', await versionOf(person))
        .expect(200);
      await mirror.settle();
    }
    const other = await registerPerson(test, head);
    const evidence = { evidence: ['identity-papers'], reason: 'Đã đối chiếu thẻ căn cước' };
    const link = { otherPersonId: other.id, ...evidence };
    const { body } = await http.post(head, `${person}/links`, link).expect(201);
    await mirror.settle();
    const undo = { reason: 'Hai người khác nhau' };
    await http.post(head, `/v1/person-links/${body.id}/unlink`, undo).expect(200);
    await mirror.settle();
    const file = `/v1/home-rehabilitations/${id}`;
    const withdrawal = { at: '2026-07-02T08:45:00+07:00', reason: 'Xin rút hồ sơ' };
    await http
      .post(head, `${file}/withdrawal`, withdrawal)
      .set('If-Match', await versionOf(file))
      .expect(201);
    await http
      .post(head, `${person}/void`, { reason: 'Nhập trùng' })
      .set('If-Match', await versionOf(person))
      .expect(200);
    await mirror.settle();
    expect(mirror.has(id)).toBe(true);
  });

  it('a person who may be seen no more, though the file may', async () => {
    const { id, personId } = await aFile();
    const mirror = await Mirror.of(test, head, '/v1/cases');
    const until = `update person_access set until_on = $2 where person_id = $1`;
    await sql(until, [personId, '2026-07-01']);
    await mirror.settle();
    expect(mirror.dropped.get(id)).toBe('out-of-scope');
    await sql(until, [personId, '2026-07-02']);
    await mirror.settle();
    expect(mirror.has(id)).toBe(true);
    await onDay(test, scene, '2026-07-03T09:00:00+07:00');
    await mirror.settle();
    expect(mirror.has(id)).toBe(false);
  });

  it('the calendar of the year on which a deadline was counted', async () => {
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const { committeeOfficer, chairman, administrator } = scene.tokens;
    for (const _ of [1, 2, 3]) {
      const personId = await aResident(test, committeeOfficer, scene.unitId);
      await apply(test, committeeOfficer, anOldApplication({ personId }));
    }
    const mirror = await Mirror.of(test, chairman, '/v1/deadlines', { calendarYear: 2026 });
    const day = { date: '2026-09-01', kind: 'holiday', nameVi: 'Nghỉ Quốc khánh', nameEn: 'National Day' };
    const act = 'Thông báo 2/TB-BNV';
    await http.post(administrator, '/v1/law/calendar/2026/days', { ...day, act }).expect(201);
    await mirror.settle();
    const personId = await aResident(test, committeeOfficer, scene.unitId);
    await apply(test, committeeOfficer, anOldApplication({ personId }));
    await http.post(administrator, '/v1/law/calendar/2026/completion', { act }).expect(201);
    await mirror.settle();
  });

  it('names of units and organisations', async () => {
    const { administrator } = scene.tokens;
    const mirrors = [
      await Mirror.of(test, administrator, '/v1/organisations'),
      await Mirror.of(test, administrator, '/v1/organisation-successions'),
      await Mirror.of(test, administrator, '/v1/users'),
    ];
    await sql(`update unit set name = 'Xã Vĩnh Thuận Mới' where id = $1`, [scene.unitId]);
    for (const mirror of mirrors) await mirror.settle();
    await sql(`update organisation set name = 'Công an xã Vĩnh Thuận Mới' where id = $1`, [
      scene.organisations.police,
    ]);
    for (const mirror of mirrors) await mirror.settle();
  });

  it('users: made, given roles, locked, protected; one who is moved away leaves the list', async () => {
    const { administrator } = scene.tokens;
    const { police, neighbourPolice } = scene.organisations;
    const mirrors = [
      await Mirror.of(test, administrator, '/v1/users'),
      await Mirror.of(test, head, '/v1/users', { locked: false }),
    ];
    const settled = async (): Promise<void> => {
      for (const mirror of mirrors) await mirror.settle();
    };
    const body = { login: 'thach.sa.met', fullName: 'Thạch Sa Mết', organisationId: police };
    const made = await http
      .post(administrator, '/v1/users', { ...body, roles: ['commune-police-officer'] })
      .expect(201);
    const user = `/v1/users/${made.body.id}`;
    await settled();
    await test
      .http()
      .put(`${user}/roles`)
      .auth(administrator, { type: 'bearer' })
      .set('If-Match', '"1"')
      .send({ roles: ['head-of-commune-police'] })
      .expect(200);
    await settled();
    await http
      .post(administrator, `${user}/locking`, { reason: 'Nghỉ việc' })
      .set('If-Match', '"2"')
      .expect(200);
    await settled();
    expect(mirrors[1]?.dropped.get(made.body.id)).toBe('filtered-out');
    await http.post(administrator, `${user}/unlocking`, {}).set('If-Match', '"3"').expect(200);
    await sql('update user_account set second_factor_since = now() where id = $1', [made.body.id]);
    await sql(`delete from user_role where user_id = $1`, [made.body.id]);
    await settled();
    const move = { organisationId: neighbourPolice, roles: ['commune-police-officer'], reason: 'Điều động' };
    await http.post(administrator, `${user}/moves`, move).set('If-Match', '"4"').expect(200);
    await settled();
    expect(mirrors[1]?.dropped.get(made.body.id)).toBe('out-of-scope');
  });

  it('failures to register: a voided one leaves the list, unless voided ones are asked for', async () => {
    await onDay(test, scene, '2026-07-04T09:00:00+07:00');
    const path = '/v1/registration-failures';
    const mirror = await Mirror.of(test, head, path);
    const withVoided = await Mirror.of(test, head, path, { includeVoided: true });
    const elsewhere = await Mirror.of(test, head, path, { unit: scene.neighbourUnitId });
    const stranger = await Mirror.of(test, scene.tokens.neighbourPoliceOfficer, path);
    const personId = await aResident(test, head, scene.unitId);
    const facility = 'Trung tâm Y tế khu vực Vĩnh Thuận';
    const answer = await http
      .post(head, path, {
        personId,
        determination: { on: '2026-07-01', facility, toldAt: '2026-07-01T08:00:00+07:00' },
        foundAt: '2026-07-03T08:00:00+07:00',
        basis: 'Không đến đăng ký',
      })
      .expect(201);
    const { id } = answer.body as RegistrationFailureDto;
    await mirror.settle();
    await withVoided.settle();
    expect([mirror.has(id), withVoided.has(id)]).toEqual([true, true]);
    await http
      .post(head, `${path}/${id}/void`, { reason: 'Ghi nhầm người' })
      .set('If-Match', '"1"')
      .expect(201);
    for (const each of [mirror, withVoided, elsewhere, stranger]) await each.settle();
    expect(mirror.dropped.get(id)).toBe('voided');
    expect(withVoided.has(id)).toBe(true);
    expect(stranger.dropped.has(id)).toBe(false);
  });

  it('the units that lie in the one it is filtered by: it is to be read anew', async () => {
    const paths = ['/v1/cases', '/v1/deadlines', '/v1/organisations', '/v1/registration-failures'];
    const filtered = await Promise.all(
      paths.map((path) => Mirror.of(test, head, path, { unit: scene.unitId })),
    );
    expect(await Promise.all(filtered.map((mirror) => mirror.status()))).toEqual([200, 200, 200, 200]);
    await sql('insert into unit_closure (ancestor_id, unit_id) values ($1, $2)', [
      scene.unitId,
      scene.neighbourUnitId,
    ]);
    expect(await Promise.all(filtered.map((mirror) => mirror.status()))).toEqual([410, 410, 410, 410]);
  });
});

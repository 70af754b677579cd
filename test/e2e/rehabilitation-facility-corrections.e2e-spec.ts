import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import {
  atPrivateFacility,
  FIRST_STAGES,
  groundsOf,
  openLimits,
  throughStages,
} from '../setup/facility-files.js';
import { arrangeFrontDesk, at, doorRoutes, type DoorRoutes, type FrontDesk } from '../setup/front-desk.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

/** What is taken back, told at once by two, or told in a wrong order, of who is at a facility. */
describe('a course at a facility that is corrected', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let routes: DoorRoutes<FacilityRehabilitationDto>;
  let officer: string;
  let head: string;
  let police: string;
  let headOfPolice: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    routes = doorRoutes(test, '/v1/facility-rehabilitations');
    ({ privateOfficer: officer, privateHead: head } = desk.staff);
    ({ policeOfficer: police, headOfPolice } = desk.scene.tokens);
  });
  afterAll(() => test.close());

  const on = (day: string) => at(test, desk, `${day}T10:00:00+07:00`);
  const annulled = async (
    file: FacilityRehabilitationDto,
    step: string,
  ): Promise<FacilityRehabilitationDto> => {
    expect([step, await routes.annul(headOfPolice, file, step)]).toEqual([step, 201]);
    return routes.read(headOfPolice, file.id);
  };

  it('takes the rest at home and the certificate of the part back, one after the other', async () => {
    let file = await atPrivateFacility(test, desk, routes);
    await on('2026-11-02');
    file = await throughStages(routes, officer, file, FIRST_STAGES);
    const part = { certifiedAt: '2026-10-31T09:00:00+07:00', number: '07/GXN-CSCN' };
    file = await routes.done(head, file, 'part-certificate', part);
    file = await routes.done(police, file, 'continuation', { at: '2026-11-02T09:00:00+07:00' });
    expect(await routes.annul(headOfPolice, file, 'part-certified')).toBe(409);
    file = await annulled(file, 'continued-at-home');
    expect(file).toMatchObject({ status: 'to-continue', course: { term: { paused: true } } });
    expect(Object.keys(openLimits(file)).toSorted()).toEqual([
      'private-facility.person-report',
      'private-facility.reception-report',
      'private-facility.report',
    ]);
    file = await annulled(file, 'part-certified');
    expect(file).toMatchObject({
      status: 'under-way',
      certificates: [],
      course: { term: { paused: false } },
    });
    expect(openLimits(file)).toMatchObject({
      'private-facility.certificate': ['2028-07-02T17:00:00.000Z', desk.places.privateFacility],
    });
    expect(openLimits(file)).not.toHaveProperty('private-facility.person-report');
  });

  it('takes a termination and the leaving back, and the ground with it', async () => {
    let file = await atPrivateFacility(test, desk, routes);
    await on('2026-07-08');
    const left = { at: '2026-07-03T20:00:00+07:00', reason: 'Tự ý rời cơ sở' };
    file = await routes.done(officer, file, 'leaving', left);
    const gone = { at: '2026-07-08T08:00:00+07:00', reason: 'Chưa trở lại' };
    file = await routes.done(officer, file, 'self-termination', gone);
    expect(await groundsOf(test, headOfPolice, file.personId)).toHaveLength(1);
    file = await annulled(file, 'self-terminated');
    expect(file.status).toBe('absent');
    expect(openLimits(file)).toMatchObject({
      'voluntary.absence-self-termination': ['2026-07-07T17:00:00.000Z', desk.scene.organisations.police],
    });
    expect(Object.keys(openLimits(file))).not.toContain('private-facility.report');
    expect(await groundsOf(test, headOfPolice, file.personId)).toEqual([]);
    file = await annulled(file, 'left');
    expect(file.status).toBe('under-way');
    expect(Object.keys(openLimits(file)).toSorted()).toEqual([
      'private-facility.certificate',
      'private-facility.pre-end-notice',
      'private-facility.reception-report',
    ]);
  });

  it.each([
    ['stages', { stage: 'intake', at: '2026-07-02T09:29:00+07:00' }, 409],
    ['leaving', { at: '2026-07-02T09:00:00+07:00', reason: 'Tự ý rời cơ sở' }, 409],
    ['evaluations', { at: '2026-08-01T09:00:00+07:00', account: 'Tốt' }, 422],
    ['return', { at: '2026-07-02T09:40:00+07:00' }, 409],
    ['release', { at: '2026-07-02T09:40:00+07:00' }, 403],
    ['self-termination', { at: '2021-12-31T09:00:00+07:00', reason: 'Nhầm năm' }, 409],
    ['continuation', { at: '2026-07-02T09:40:00+07:00' }, 403],
    ['breaches', { at: '2026-07-02T09:40:00+07:00', kind: 'other', account: 'Gây rối' }, 409],
    ['term', { at: '2026-07-02T09:40:00+07:00', startsOn: '2026-07-02', basis: 'Quyết định' }, 409],
    ['reports', { at: '2026-07-02T09:40:00+07:00', about: 'end' }, 409],
  ] as const)('refuses %s %j with %i', async (name, body, status) => {
    const file = await atPrivateFacility(test, desk, routes);
    const answer = await routes.step(officer, file, name, body);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect((await routes.read(officer, file.id)).version).toBe(file.version);
  });

  it('tells who asks at once with another that he was too late', async () => {
    const file = await atPrivateFacility(test, desk, routes);
    await on('2026-07-10');
    const left = { at: '2026-07-03T20:00:00+07:00', reason: 'Tự ý rời cơ sở' };
    const displaced = { at: '2026-07-03T08:00:00+07:00', cause: 'suspended', reason: 'QĐ 12/QĐ-CAT' };
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => routes.step(officer, file, 'leaving', left)),
      ...Array.from({ length: 3 }, () => routes.step(police, file, 'displacement', displaced)),
    ]);
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(5);
  });
});

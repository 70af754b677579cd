import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { ApplyDto } from '../../src/rehabilitation/home/home-input.dto.js';
import { registerPerson } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const bearer = { type: 'bearer' } as const;
const missing = (file: HomeRehabilitationDto): string[] => file.dossier.missing.map((item) => item.code);

/** Papers that are missing, that stand for others, and those of minors, under NĐ 163/2026. */
describe('the dossier of a home rehabilitation', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
  });
  afterAll(() => test.close());

  const token = (): string => scene.tokens.policeOfficer;
  const resident = (): Promise<string> => aResident(test, token(), scene.unitId);
  const handIn = (body: object) =>
    test.http().post('/v1/home-rehabilitations').auth(token(), bearer).send(body);
  const supplement = (file: HomeRehabilitationDto, body: object) =>
    test
      .http()
      .post(`/v1/home-rehabilitations/${file.id}/supplements`)
      .auth(token(), bearer)
      .set('If-Match', `"${file.version}"`)
      .send({ receivedAt: '2026-07-02T08:45:00+07:00', ...body });
  const minor = async (): Promise<{ id: string; guardianId: string }> => {
    const person = await registerPerson(test, token(), {
      birth: { date: '2011-03-05' },
      addresses: [{ kind: 'current', unitId: scene.unitId, fromOn: '2025-07-01' }],
      guardians: [{ relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', fromOn: '2011-03-05' }],
    });
    return { id: person.id, guardianId: person.guardians[0]?.id ?? '' };
  };
  const { determination, ...withoutDetermination } = anApplication({ personId: '' });

  it('asks for the result of the determination where it is missing, and registers when it comes', async () => {
    const file = await apply(test, token(), {
      ...withoutDetermination,
      personId: await resident(),
      items: ['application', 'curriculum-vitae', 'identity-copy'],
    });
    expect([file.status, file.determination, missing(file)]).toEqual([
      'awaiting-supplement',
      null,
      ['determination-result'],
    ]);
    const unsaid = await supplement(file, { items: ['determination-result'] }).expect(422);
    expect(unsaid.body.errors).toEqual([expect.objectContaining({ pointer: '/determination' })]);
    const answer = await supplement(file, { items: ['determination-result'], determination }).expect(201);
    expect(answer.body).toMatchObject({ status: 'registered', determination: { on: '2026-07-01' } });
  });

  it('takes the confirmation of substitution treatment in the place of the result', async () => {
    const file = await apply(test, token(), {
      ...withoutDetermination,
      personId: await resident(),
      items: ['application', 'curriculum-vitae', 'identity-copy', 'substitution-confirmation'],
    });
    expect(file).toMatchObject({ status: 'registered', determination: null, registration: null });
  });

  it('wants to know what the result says, once it is handed in', async () => {
    const answer = await handIn({ ...withoutDetermination, personId: await resident() }).expect(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/determination', code: 'rehabilitation.determinationMissing' }),
    ]);
  });

  it('takes no result that was found after the person was told it', async () => {
    const toldAt = '2026-07-02T08:30:00+07:00';
    const body = anApplication({ personId: await resident(), handedInAt: toldAt });
    const result = { on: '2026-07-03', facility: 'Trung tâm Y tế khu vực Vĩnh Thuận', toldAt };
    const answer = await handIn({ ...body, determination: result }).expect(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({ pointer: '/determination/toldAt', code: 'rehabilitation.tooEarly' }),
    ]);
  });

  describe('of a minor', () => {
    const complete: ApplyDto['items'] = [
      'application',
      'curriculum-vitae',
      'determination-result',
      'identity-copy',
      'guardian-opinion',
    ];

    it('has the opinion of the guardian on its slip while it is missing', async () => {
      const { id, guardianId } = await minor();
      const file = await apply(test, token(), anApplication({ personId: id }));
      expect([file.status, missing(file)]).toEqual(['awaiting-supplement', ['guardian-opinion']]);
      const silent = await supplement(file, { items: ['guardian-opinion'] }).expect(422);
      expect(silent.body).toMatchObject({
        code: 'rehabilitation.guardianConsentMissing',
        errors: [{ pointer: '/guardianConsent' }],
      });
      const consent = { guardianConsent: { guardianId, on: '2026-07-02' } };
      const answer = await supplement(file, { items: ['guardian-opinion'], ...consent }).expect(201);
      expect(answer.body.status).toBe('registered');
    });

    it('takes no consent of a stranger, nor one that is given later', async () => {
      const { id, guardianId } = await minor();
      const stranger = await minor();
      const body = anApplication({ personId: id, items: complete });
      const foreign = await handIn({
        ...body,
        guardianConsent: { guardianId: stranger.guardianId, on: '2026-07-01' },
      }).expect(422);
      expect(foreign.body.errors).toEqual([
        expect.objectContaining({ pointer: '/guardianConsent/guardianId' }),
      ]);
      const later = await handIn({ ...body, guardianConsent: { guardianId, on: '2026-07-03' } }).expect(422);
      expect(later.body.errors).toEqual([
        expect.objectContaining({
          pointer: '/guardianConsent/on',
          code: 'rehabilitation.consentLater',
        }),
      ]);
    });
  });
});

import type request from 'supertest';
import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import type { DossierItem } from '../../src/rehabilitation/voluntary/voluntary-input.dto.js';
import { seedOrganisation, seedSuccession, seedUser, signIn, VINH_PHONG } from './factories.js';
import { aMinor, aPerson, requests } from './people-factory.js';
import type { TestApp } from './test-app.js';
import { eventually } from './time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

export interface FrontDesk {
  readonly scene: VinhThuan;
  readonly places: {
    readonly privateFacility: number;
    readonly publicFacility: number;
    readonly reformatory: number;
    readonly clinic: number;
    readonly ministry: number;
  };
  readonly staff: {
    readonly privateOfficer: string;
    readonly privateHead: string;
    readonly publicOfficer: string;
    readonly reformatoryOfficer: string;
    readonly clinician: string;
    readonly director: string;
    readonly ministryOfficer: string;
    readonly neighbourHead: string;
  };
}

/** The bodies of xã Vĩnh Thuận with those behind the other doors; two facilities, a reformatory, a clinic, a ministry. */
export async function arrangeFrontDesk(test: TestApp): Promise<FrontDesk> {
  const scene = await arrangeVinhThuan(test);
  const { owner } = test.database;
  const organisation = (kind: Parameters<typeof seedOrganisation>[1]['kind']): Promise<number> =>
    seedOrganisation(owner, kind === 'ministry-department' ? { kind } : { kind, unitId: VINH_PHONG });
  const places = {
    privateFacility: await organisation('private-rehabilitation-facility'),
    publicFacility: await organisation('public-rehabilitation-facility'),
    reformatory: await organisation('reformatory'),
    clinic: await organisation('methadone-clinic'),
    ministry: await organisation('ministry-department'),
  };
  for (const moved of ['substitution-treatment', 'public-facility-rehabilitation']) {
    await seedSuccession(owner, {
      predecessorId: scene.organisations.committee,
      successorId: scene.organisations.police,
      function: moved,
      effectiveOn: '2026-07-01',
      handoverUntil: '2026-12-31',
    });
  }
  const token = async (
    organisationId: number,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<string> => signIn(test, await seedUser(owner, { organisationId, roles: [role] }));
  const officer = 'rehabilitation-centre-officer';
  return {
    scene,
    places,
    staff: {
      privateOfficer: await token(places.privateFacility, officer),
      privateHead: await token(places.privateFacility, 'rehabilitation-centre-director'),
      publicOfficer: await token(places.publicFacility, officer),
      reformatoryOfficer: await token(places.reformatory, officer),
      clinician: await token(places.clinic, 'clinician'),
      director: await token(scene.organisations.provincialPolice, 'provincial-police-director'),
      ministryOfficer: await token(places.ministry, 'ministry-officer'),
      neighbourHead: await token(scene.organisations.neighbourPolice, 'head-of-commune-police'),
    },
  };
}

export type DoorFile = FacilityRehabilitationDto | SubstitutionRegistrationDto;
type Seen = Pick<DoorFile, 'id' | 'version'>;

/** Routes of one way in, as a client calls them. */
export interface DoorRoutes<File extends DoorFile> {
  open(token: string, body: object): request.Test;
  read(token: string, id: string): Promise<File>;
  status(token: string, id: string): Promise<number>;
  step(token: string, file: Seen, name: string, body: object): request.Test;
  /** The step as it must go, and the file afterwards. */
  done(token: string, file: Seen, name: string, body: object): Promise<File>;
  /** Takes back the last step of that name, as the keeper's head does. */
  annul(token: string, file: Seen, step: string): Promise<number>;
  keptBy(token: string, id: string, organisationId: number): Promise<File>;
}

export function doorRoutes<File extends DoorFile>(test: TestApp, path: string): DoorRoutes<File> {
  const { get, post } = requests(test);
  const step: DoorRoutes<File>['step'] = (token, { id, version }, name, body) =>
    post(token, `${path}/${id}/${name}`, body).set('If-Match', `"${version}"`);
  const read: DoorRoutes<File>['read'] = async (token, id) =>
    (await get(token, `${path}/${id}`)).body as File;
  return {
    read,
    step,
    open: (token, body) => post(token, path, body),
    status: async (token, id) => (await get(token, `${path}/${id}`)).status,
    done: async (token, file, name, body) => {
      const answer = await step(token, file, name, body);
      if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as File;
    },
    annul: async (token, { id, version }, name) => {
      const { body } = await get(token, `/v1/cases/${id}`).expect(200);
      const events = body.history as { id: string; type: string }[];
      const event = events.findLast(({ type }) => type === name);
      const answer = await post(token, `/v1/cases/${id}/annulments`, {
        eventId: event?.id,
        reason: 'Ghi nhầm hồ sơ',
      }).set('If-Match', `"${version}"`);
      return answer.status;
    },
    keptBy: (token, id, organisationId) =>
      eventually(
        () => read(token, id),
        (file) => file.keeperOrganisationId === organisationId,
      ),
  };
}

export interface PersonOptions {
  /** Where he lives, since 01/07/2025 unless told; elsewhere where none is told. */
  readonly unitId?: number;
  readonly since?: string;
  /** A boy of fifteen with his mother on record. */
  readonly minor?: boolean;
}

export interface Registered {
  readonly id: string;
  readonly guardianId: string;
}

/** A person whom the token's body registers. */
export async function somebody(
  test: TestApp,
  token: string,
  { unitId, since = '2025-07-01', minor = false }: PersonOptions = {},
): Promise<Registered> {
  const address = {
    kind: 'current',
    unitId: unitId ?? VINH_PHONG,
    detail: 'Ấp Kinh 1',
    fromOn: since,
  } as const;
  const body = minor ? aMinor({ addresses: [address] }) : aPerson({ addresses: [address] });
  const answer = await requests(test).post(token, '/v1/persons', body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  const person = answer.body as { id: string; guardians: { id: string }[] };
  return { id: person.id, guardianId: person.guardians[0]?.id ?? '' };
}

const OLD = {
  handedInAt: '2026-06-29T08:30:00+07:00',
  determination: {
    on: '2026-06-26',
    facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
    toldAt: '2026-06-26T15:00:00+07:00',
  },
} as const;
const NEW = {
  handedInAt: '2026-07-02T08:30:00+07:00',
  determination: {
    on: '2026-07-01',
    facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
    toldAt: '2026-07-01T15:00:00+07:00',
  },
} as const;
const ORDINAL = { ordinal: { value: 1, basis: 'Khai trong đơn, chưa có hồ sơ trước đó' } } as const;
const OLD_PAPERS: readonly DossierItem[] = ['application', 'identity-copy'];
const NEW_PAPERS: readonly DossierItem[] = [
  'application',
  'curriculum-vitae',
  'determination-result',
  'identity-copy',
];
const TREATMENT_PAPERS: readonly DossierItem[] = ['application', 'determination-result'];

/** What a facility takes in until 30/06/2026, handed in on 29/06/2026. */
export const oldFacilityApplication = (personId: string, overrides: object = {}): object => ({
  ...{ personId, items: OLD_PAPERS, ...OLD, ...ORDINAL },
  ...overrides,
});
/** What the commune police take in from 01/07/2026, handed in on 02/07/2026. */
export const newFacilityApplication = (personId: string, overrides: object = {}): object => ({
  ...{ personId, items: NEW_PAPERS, ...NEW, ...ORDINAL },
  ...overrides,
});
export const oldTreatmentApplication = (personId: string, overrides: object = {}): object => ({
  ...{ personId, items: TREATMENT_PAPERS, ...OLD },
  ...overrides,
});
export const newTreatmentApplication = (personId: string, overrides: object = {}): object => ({
  ...{ personId, items: TREATMENT_PAPERS, ...NEW },
  ...overrides,
});

export const BEFORE = '2026-06-29T10:00:00+07:00';
export const AFTER = '2026-07-02T10:00:00+07:00';

/** A new application's file as the commune police take it in on 02/07/2026. */
export async function opened<File extends DoorFile>(
  routes: DoorRoutes<File>,
  token: string,
  body: object,
): Promise<File> {
  const answer = await routes.open(token, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as File;
}

/** Moves legal time. */
export const at = (test: TestApp, { scene }: FrontDesk, instant: string): Promise<void> =>
  onDay(test, scene, instant);

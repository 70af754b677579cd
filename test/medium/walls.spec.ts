import { knownSystemActors } from '../../src/platform/security/actor.js';
import { rightsOf, type Target } from '../setup/rights.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import type { TestDatabase } from '../setup/test-database.js';
import { addRowsToForget, arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

/** What everybody may know, whoever asks: the land's and the law's own facts. */
const FACTS = {
  calendar_day: 'r',
  change_epoch: 'r',
  calendar_year: 'r',
  legal_clock: 'r',
  organisation: 'r',
  organisation_closure: 'r',
  organisation_succession: 'r',
  role_organisation_kind: 'r',
  schema_migration: 'r',
  supervision: 'r',
  treatment_programme: 'r',
  unit: 'r',
  unit_closure: 'r',
  unit_succession: 'r',
} as const;

/** A part of the program asks for work and writes down what it did. */
const PROGRAM = { ...FACTS, audit_event: 'a', outbox: 'a' } as const;

/** Besides, a user keeps his answers, says where he wants his notices, and may register persons, offices and registers of his own. */
const USER = {
  ...PROGRAM,
  attachment_upload: 'a',
  dose_client_event: 'a',
  dosing_closure: 'a',
  dosing_site: 'a',
  escape_incident: 'a',
  idempotency_key: 'a',
  notice_address: 'a',
  notification_preference: 'a',
  number_register: 'a',
  office_holder: 'a',
  person: 'a',
  site_day: 'a',
  stock_lot: 'a',
  treatment_protocol: 'a',
  unit_change: 'r',
  unit_change_body: 'r',
  unit_change_correction: 'r',
} as const;

/** A body that may read the files, and no more. */
const READER = {
  ...USER,
  attachment: 'r',
  case_access: 'r',
  case_decision: 'r',
  case_dossier_item: 'r',
  case_event: 'r',
  case_file: 'r',
  deadline: 'r',
  deadline_move: 'r',
  given_number: 'r',
  voluntary_rehabilitation: 'r',
  compulsory_rehabilitation: 'r',
  paper: 'r',
  person: 'ra',
  person_access: 'r',
  person_address: 'r',
  person_contact: 'r',
  person_identifier: 'r',
  reminder: 'r',
  treatment_episode: 'r',
  treatment_notice: 'r',
  treatment_proposal: 'r',
  treatment_request: 'r',
  treatment_summary: 'r',
} as const;

type Rights = Readonly<Record<string, string>>;

/** The wall, whole: what each may do with the scene's rows ('r') and adds ('a'), changes ('u'), deletes ('d') of any. */
const USERS: Readonly<Record<string, Rights>> = {
  keeper: {
    ...USER,
    attachment: 'ra',
    attachment_upload: 'rad',
    audit_event: 'ra',
    case_access: 'r',
    case_assignment: 'ra',
    case_decision: 'ra',
    case_dossier_item: 'ra',
    case_event: 'ra',
    case_file: 'rau',
    case_request: 'ra',
    case_request_file: 'r',
    case_transfer: 'ra',
    deadline: 'rau',
    deadline_move: 'r',
    dose_alarm: 'r',
    dose_client_event: 'ra',
    dose_event: 'ra',
    dose_hold: 'ra',
    dose_named: 'ra',
    dose_order: 'rau',
    dose_stock_elsewhere: 'r',
    dose_token: 'ra',
    dosing_closure: 'ra',
    dosing_site: 'rau',
    guest_booking: 'ra',
    loss_notice: 'ra',
    missing_take_home: 'r',
    redose_decision: 'r',
    site_day: 'ra',
    stock_count: 'ra',
    stock_lot: 'ra',
    stock_movement: 'ra',
    urine_test: 'ra',
    delivery: 'ra',
    delivery_notice: 'r',
    escape_incident: 'ra',
    given_number: 'r',
    voluntary_rehabilitation: 'rau',
    compulsory_rehabilitation: 'rau',
    idempotency_key: 'raud',
    notice_address: 'rau',
    notification: 'r',
    notification_preference: 'rau',
    notification_read: 'ra',
    number_register: 'rau',
    office_holder: 'rau',
    paper: 'ra',
    person: 'rau',
    person_access: 'ra',
    person_address: 'rau',
    person_contact: 'rau',
    person_correction: 'ra',
    person_guardian: 'rau',
    person_identifier: 'rau',
    person_link: 'ra',
    possible_duplicate: 'r',
    registration_failure: 'ra',
    reminder: 'rau',
    session: 'r',
    support_worker: 'rau',
    treatment_episode: 'rau',
    treatment_notice: 'rau',
    treatment_proposal: 'rau',
    treatment_protocol: 'ra',
    treatment_request: 'ra',
    treatment_request_taken: 'r',
    treatment_summary: 'ra',
    user_account: 'r',
    user_move: 'r',
    user_role: 'r',
  },
  superior: {
    ...READER,
    audit_event: 'ra',
    case_assignment: 'r',
    case_request: 'r',
    case_request_file: 'r',
    case_transfer: 'r',
    number_register: 'ra',
    office_holder: 'ra',
    person_correction: 'r',
    person_guardian: 'r',
    person_link: 'ra',
    escape_incident: 'ra',
    possible_duplicate: 'r',
    registration_failure: 'r',
    support_worker: 'r',
    treatment_protocol: 'ra',
    user_account: 'r',
    user_move: 'r',
    user_role: 'r',
  },
  former: READER,
  neighbour: USER,
  clinician: USER,
  administrator: {
    ...USER,
    api_client: 'rau',
    api_client_secret: 'rau',
    calendar_day: 'rau',
    calendar_recount: 'ra',
    calendar_year: 'ra',
    delivery: 'r',
    key_rotation: 'ra',
    key_rotation_step: 'ra',
    legal_clock: 'ru',
    login_failure: 'rd',
    number_register: 'rau',
    office_holder: 'rau',
    organisation: 'rau',
    organisation_succession: 'ra',
    session: 'r',
    treatment_programme: 'ra',
    unit_change: 'rau',
    unit_change_body: 'ru',
    unit_change_correction: 'ra',
    user_account: 'rau',
    user_move: 'ra',
    user_role: 'rad',
  },
  auditor: {
    ...USER,
    api_client: 'r',
    api_client_secret: 'r',
    audit_event: 'ra',
    user_account: 'r',
    user_move: 'r',
    user_role: 'r',
  },
};

const SYSTEMS: Readonly<Record<string, Rights>> = {
  'attachment-scanner': { ...PROGRAM, attachment: 'ru' },
  'audit-keeper': PROGRAM,
  'audit-sealer': { ...PROGRAM, audit_event: 'ra', audit_place_shift: 'r', audit_seal: 'ra' },
  'calendar-recount': {
    ...PROGRAM,
    calendar_recount: 'ru',
    deadline: 'r',
    notification: 'a',
    reminder: 'rau',
  },
  'case-requests': { ...PROGRAM, case_request: 'ru', notification: 'a' },
  'case-transfers': { ...PROGRAM, case_transfer: 'ru', notification: 'a' },
  'client-token': { ...PROGRAM, api_client: 'ru', api_client_secret: 'ru' },
  'competence-turnover': {
    ...PROGRAM,
    case_access: 'a',
    case_event: 'ra',
    case_file: 'ru',
    deadline: 'rau',
    notification: 'a',
    person_access: 'a',
    reminder: 'rau',
    voluntary_rehabilitation: 'r',
    compulsory_rehabilitation: 'r',
  },
  'dose-alarms': { ...PROGRAM, dose_alarm: 'ru', loss_notice: 'ru', notification: 'a' },
  'dose-keeper': PROGRAM,
  'duplicate-finder': PROGRAM,
  housekeeping: { ...PROGRAM, idempotency_key: 'rd', outbox: 'rad' },
  'identity-housekeeping': {
    ...PROGRAM,
    known_place: 'rd',
    login_challenge: 'rd',
    login_failure: 'rd',
    refresh_token: 'rd',
    session: 'r',
  },
  'keeper-check': PROGRAM,
  'key-rings': { ...PROGRAM, sealing_key: 'rau' },
  'key-rotation': { ...PROGRAM, key_rotation: 'ru', key_rotation_step: 'ru' },
  login: {
    ...PROGRAM,
    known_place: 'rau',
    login_challenge: 'ra',
    login_failure: 'raud',
    recovery_code: 'r',
    refresh_token: 'a',
    second_factor: 'ru',
    session: 'ra',
    user_account: 'r',
    user_credential: 'r',
    user_move: 'r',
    user_role: 'r',
  },
  'missed-doses': {
    ...PROGRAM,
    dose_client_event: 'a',
    dose_event: 'ra',
    dose_hold: 'ra',
    dose_named: 'a',
    dose_order: 'r',
    dose_token: 'r',
    dosing_closure: 'r',
    dosing_site: 'ru',
    guest_booking: 'r',
    missed_day: 'ra',
    missed_day_pending: 'raud',
    missing_take_home: 'r',
    notification: 'a',
    treatment_proposal: 'a',
    treatment_protocol: 'r',
  },
  'notice-mail': {
    ...PROGRAM,
    deadline: 'r',
    delivery: 'rau',
    delivery_notice: 'ra',
    notice_address: 'r',
    notification: 'ru',
    notification_preference: 'r',
    reminder: 'r',
  },
  'outbox-relay': { ...PROGRAM, outbox: 'rau' },
  'reminder-sweep': { ...PROGRAM, deadline: 'r', notification: 'a', reminder: 'ru' },
  'token-refresh': {
    ...PROGRAM,
    refresh_token: 'raud',
    session: 'ru',
    user_account: 'r',
    user_move: 'r',
    user_role: 'r',
  },
  'unit-change': {
    ...PROGRAM,
    organisation: 'rau',
    organisation_succession: 'ra',
    unit_change: 'ru',
    unit_change_body: 'ra',
  },
  'upload-cleanup': { ...PROGRAM, attachment_upload: 'rd' },
};

describe('what row-level security alone lets each actor do', () => {
  let test: TestApp;
  let file: WalledFile;
  let targets: readonly Target[];
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
    // The worker would change rows meanwhile.
    await test.app.close();
    await addRowsToForget(test.database.owner, file);
    targets = await targetsOf(test.database, file.keeper.organisationId);
  });
  afterAll(() => test.database.drop());

  it('is asked of every table, each with a row to hide', () => {
    expect(targets.filter((target) => target.samples.length === 0)).toEqual([]);
  });

  it('is to read the public facts, where nobody acts', async () => {
    expect(await rightsOf(test.database, {}, targets)).toEqual(FACTS);
    expect(await rightsOf(test.database, { userId: file.keeper.userId }, targets)).toMatchObject(FACTS);
  });

  it.each(Object.keys(USERS))('is what the wall says for the user %s', async (name) => {
    const user = name === 'keeper' ? file.keeper : file.bystanders[name as keyof WalledFile['bystanders']];
    expect(await rightsOf(test.database, user, targets)).toEqual(USERS[name]);
  });

  it('is declared for every part of the program that acts by itself', () => {
    // Files of tests that run in one process share what is declared; actors of tests have this prefix.
    const known = knownSystemActors().filter((name) => !name.startsWith('test-'));
    expect(known).toEqual(Object.keys(SYSTEMS));
  });

  it.each(Object.keys(SYSTEMS))('is what the wall says for the system actor %s', async (system) => {
    expect(await rightsOf(test.database, { system }, targets)).toEqual(SYSTEMS[system]);
  });
});

/** Where bystanders have rows of their own, those of the keeper's organisation count. */
const KEEPERS_ROWS: Readonly<Record<string, string>> = {
  audit_event: 'organisation_id = $1',
  notification: 'organisation_id = $1',
  user_account: 'organisation_id = $1',
  user_move: 'to_organisation_id = $1',
  user_role: 'user_id in (select id from user_account where organisation_id = $1)',
};

/** Every table there is, so that a new one fails until it stands in the wall above. */
async function targetsOf({ owner }: TestDatabase, organisationId: number): Promise<readonly Target[]> {
  const { rows } = await owner.query<{ table: string }>(
    `select relname::text as table from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by relname`,
  );
  const targets: Target[] = [];
  for (const { table } of rows) {
    const which = (KEEPERS_ROWS[table] ?? 'true').replace('$1', String(organisationId));
    const found = await owner.query<{ row: Target['samples'][number] }>(
      `select to_jsonb(t) as row from ${table} t where ${which} limit 20`,
    );
    targets.push({ table, rows: which, samples: found.rows.map(({ row }) => row) });
  }
  return targets;
}

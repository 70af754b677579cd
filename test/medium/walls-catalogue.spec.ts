import { createTestDatabase, type TestDatabase } from '../setup/test-database.js';
import { TEMPLATE } from '../setup/test-server.js';

/** What the catalogue says of roles and rights: walls that no row can show. */
describe('rights in the catalogue', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const names = async (sql: string): Promise<readonly string[]> =>
    (await database.owner.query<{ name: string }>(sql)).rows.map((row) => row.name);

  const RELATIONS = `pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')`;

  it('let the application delete from these tables alone', async () => {
    const sql = `select relname::text as name from ${RELATIONS} and has_table_privilege('app', c.oid, 'DELETE') order by 1`;
    expect(await names(sql)).toEqual([
      'attachment_upload',
      'idempotency_key',
      'known_place',
      'login_challenge',
      'login_failure',
      'missed_day_pending',
      'outbox',
      'refresh_token',
      'user_role',
    ]);
  });

  it('let it truncate, reference and hang triggers on none', async () => {
    const rights = 'TRUNCATE, REFERENCES, TRIGGER';
    const sql = `select relname::text as name from ${RELATIONS} and has_table_privilege('app', c.oid, '${rights}')`;
    expect(await names(sql)).toEqual([]);
  });

  it('let it meet the audit only as a whole, never a part of it', async () => {
    const sql = `select relname::text as name from ${RELATIONS} and c.relispartition
      and (not c.relrowsecurity or has_table_privilege('app', c.oid, 'SELECT, INSERT, UPDATE, DELETE'))`;
    expect(await names(sql)).toEqual([]);
  });

  it('let it make nothing, neither in the schemas nor in the database', async () => {
    // A clone does not take over the rights on its template, which was prepared as any database is.
    const sql = `select nspname::text as name from pg_namespace where has_schema_privilege('app', oid, 'CREATE')
      union all select datname from pg_database
      where datname = '${TEMPLATE}' and has_database_privilege('app', oid, 'CREATE, TEMPORARY')`;
    expect(await names(sql)).toEqual([]);
  });

  it('keep the two roles out of each other’s schemas', async () => {
    const queue = `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and ((n.nspname = 'bullmq' and has_table_privilege('app', c.oid, 'SELECT'))
        or (n.nspname = 'public' and has_table_privilege('app_queue', c.oid, 'SELECT, INSERT, UPDATE, DELETE')))`;
    expect(await names(queue)).toEqual([]);
    const schemas = `select nspname::text as name from pg_namespace
      where nspname = 'bullmq' and has_schema_privilege('app', oid, 'USAGE')
        or nspname = 'app' and has_schema_privilege('app_queue', oid, 'USAGE')`;
    expect(await names(schemas)).toEqual([]);
  });

  describe('of functions that act as the owner', () => {
    const DEFINERS = `pg_proc p where p.prosecdef and p.pronamespace in ('app'::regnamespace, 'public'::regnamespace)`;

    it('pin the path in which they look for tables', async () => {
      const sql = `select p.oid::regprocedure::text as name from ${DEFINERS}
        and 'search_path=public, pg_temp' <> all (coalesce(p.proconfig, '{}'))`;
      expect(await names(sql)).toEqual([]);
    });

    it('are lent to the application by name, to everybody never', async () => {
      const sql = `select p.oid::regprocedure::text as name from ${DEFINERS} and (p.proacl is null
        or exists (select 1 from aclexplode(p.proacl) a where a.grantee not in (p.proowner, 'app'::regrole)))`;
      expect(await names(sql)).toEqual([]);
    });

    it('are these', async () => {
      const sql = `select p.proname::text as name from ${DEFINERS} and has_function_privilege('app', p.oid, 'EXECUTE')
        order by 1`;
      expect(await names(sql)).toEqual([
        'acting_bodies',
        'acts_for',
        'acts_for_keeper',
        'acts_on_case',
        'acts_on_person',
        'alarm_tokens_out',
        'answer_case_transfer',
        'apply_unit_change',
        'ask_treatment_contact',
        'audit_shift',
        'booking_has_tokens',
        'case_is_new',
        'check_duplicates',
        'claim_dose',
        'claim_dose_tokens',
        'client_state',
        'confirm_second_factor',
        'correct_unit_change',
        'count_deadlines_of_year',
        'count_of_bodies',
        'count_of_other_keys',
        'count_person_search',
        'day_of_dose',
        'deadlines_of_bodies',
        'deadlines_of_changed_access',
        'deadlines_of_passed_access',
        'deadlines_to_recount',
        'dose_counts',
        'dosed_then',
        'doses_beside',
        'duplicates_of',
        'end_case_access',
        'end_case_referral',
        'end_dose_token',
        'end_person_access',
        'end_person_referral',
        'end_second_factor',
        'enrolled_under',
        'ensure_audit_partitions',
        'ensure_dose_partitions',
        'entry_to_compare',
        'episodes_expected',
        'file_around_episode',
        'files_awaiting_change',
        'files_left_of_change',
        'files_of_bodies',
        'files_of_changed_access',
        'files_of_passed_access',
        'files_without_one_keeper',
        'find_duplicates',
        'first_record_of',
        'free_missing_take_homes',
        'give_number',
        'has_administrator',
        'has_role',
        'held_at',
        'hold_guest_bookings',
        'holders_in_scope',
        'hosts',
        'is_administrator',
        'is_dosed',
        'keep_found_take_homes',
        'keep_possible_duplicate',
        'keeps_treatment_of',
        'key_needed',
        'last_dose_day',
        'last_number',
        'mail_recipients',
        'may_carry',
        'may_link',
        'may_record_dose',
        'may_treat_person',
        'may_treat_within',
        'missed_in_a_row',
        'move_number',
        'moves_of_changed_access',
        'moves_of_passed_access',
        'next_case_number',
        'offer_second_factor',
        'order_of_booking',
        'orders_ending',
        'owes_deadline',
        'owes_on_case',
        'own_recovery_codes_left',
        'pairs_of_changed_access',
        'pairs_of_passed_days',
        'person_audit',
        'person_audit_since',
        'person_has_open_case',
        'person_is_new',
        'persons_of_cases',
        'persons_of_transfers',
        'rebuild_organisation_closure',
        'recount_deadlines',
        'registration_book',
        'registration_book_counts',
        'release_dose',
        'requests_told',
        'seal_anew',
        'sealed_by_other_keys',
        'search_persons',
        'seat_body',
        'sees_person',
        'session_state',
        'set_password',
        'silence_of_requests',
        'site_closings',
        'spread_case_request',
        'stage_around',
        'supervisors_of',
        'take_back_missed_days',
        'take_home_doses_out',
        'take_over_children',
        'tests_due_from',
        'told_of_request',
        'treated_once',
        'treatment_counts',
        'treatment_days',
        'treatment_requests_passed',
        'treats',
        'use_dose_token',
        'users_moved_away',
      ]);
    });
  });

  describe('of policies', () => {
    it('stand on every table that the application may write', async () => {
      const sql = `select relname::text as name from ${RELATIONS} and not c.relrowsecurity and not c.relispartition
        and (has_table_privilege('app', c.oid, 'DELETE') or has_any_column_privilege('app', c.oid, 'INSERT, UPDATE'))`;
      expect(await names(sql)).toEqual([]);
    });

    it('check what is written: checks add up, so that one open check opens the table to all that may change it', async () => {
      const sql = `select format('%s.%s', tablename, policyname) as name from pg_policies
        where schemaname = 'public' and permissive = 'PERMISSIVE' and with_check = 'true'`;
      expect(await names(sql)).toEqual([]);
    });
  });
});

import { isBeyondScope, isRetriable, problemOfDatabaseError, violatedConstraint } from './postgres-errors.js';

const failure = (driverError: object): Error => Object.assign(new Error('query failed'), { driverError });

describe('problemOfDatabaseError', () => {
  it.each([
    ['23505', 409, 'http.conflict'],
    ['23503', 409, 'http.conflict'],
    ['40001', 503, 'http.unavailable'],
    ['57014', 503, 'http.unavailable'],
    ['ECONNREFUSED', 503, 'http.unavailable'],
  ])('gives %s the status %d', (code, status, problemCode) => {
    const problem = problemOfDatabaseError(failure({ code }));
    expect(problem?.type).toMatchObject({ status, code: problemCode });
  });

  it('takes writing beyond the scope for absence, and a missing grant for our own fault', () => {
    const beyond = {
      code: '42501',
      message: 'new row violates row-level security policy for table "case_file"',
    };
    const absence = problemOfDatabaseError(failure(beyond));
    expect(absence?.type.status).toBe(404);
    expect([isBeyondScope(absence), isBeyondScope(failure(beyond))]).toEqual([true, true]);
    expect(isBeyondScope(failure({ code: '42501', message: 'permission denied for table x' }))).toBe(false);
    expect(
      problemOfDatabaseError(failure({ code: '42501', message: 'permission denied for table x' })),
    ).toBeNull();
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'takes a lost connection for what it is: %s',
    (message) => {
      expect(
        problemOfDatabaseError(new Error('query failed', { cause: new Error(message) }))?.type.status,
      ).toBe(503);
    },
  );

  it('leaves other errors alone', () => {
    expect(problemOfDatabaseError(failure({ code: '42601' }))).toBeNull();
    expect(problemOfDatabaseError(new Error('no code'))).toBeNull();
    expect(problemOfDatabaseError('text')).toBeNull();
  });

  it('finds the cause inside', () => {
    const outer = new Error('outer', { cause: failure({ code: '23505', constraint: 'case_file_code_key' }) });
    expect(problemOfDatabaseError(outer)?.type.code).toBe('http.conflict');
    expect(violatedConstraint(outer)).toBe('case_file_code_key');
  });
});

describe('isRetriable', () => {
  it('repeats serialisation failures and deadlocks only', () => {
    expect(isRetriable(failure({ code: '40001' }))).toBe(true);
    expect(isRetriable(failure({ code: '40P01' }))).toBe(true);
    expect(isRetriable(failure({ code: '23505' }))).toBe(false);
  });
});

import { Tx } from '../../src/platform/database/tx.js';

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the program has asked the database for, since a test began or was told to begin anew. */
export interface SentStatements {
  readonly all: readonly Statement[];
  forget(): void;
}

/** Keeps what each test has the program ask, as it asks it; what it only writes is not among it. */
export function sentStatements(): SentStatements {
  let sent: Statement[] = [];
  beforeEach(() => {
    sent = [];
    const query = Tx.prototype.query;
    jest.spyOn(Tx.prototype, 'query').mockImplementation(function (this: Tx, sql, parameters = []) {
      sent.push({ sql, parameters });
      return query.call(this, sql, parameters);
    });
  });
  afterEach(() => jest.restoreAllMocks());
  return {
    get all() {
      return sent;
    },
    forget: () => (sent = []),
  };
}

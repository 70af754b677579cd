import { childEnvironment } from './embedded-environment.js';

describe('childEnvironment', () => {
  it('hands no setting of ours to the programs that this one starts', () => {
    const env = { PATH: '/usr/bin', COLUMN_KEYS: '1:secret', DATABASE_URL: 'postgres://app:secret@db/cases' };
    expect(childEnvironment(env)).toEqual({ PATH: '/usr/bin' });
  });
});

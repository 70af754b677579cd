import { childEnvironment, processEnvironment } from './environment.js';

describe('the environment', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('leaves out empty variables, as compose files write them', () => {
    process.env = { APP_PROFILE: '', DATA_DIRECTORY: ' ', PORT: '3001' };
    expect(processEnvironment()).toEqual({ PORT: '3001' });
  });

  it('hands no setting of ours to the programs that this one starts', () => {
    process.env = {
      PATH: '/usr/bin',
      COLUMN_KEYS: '1:secret',
      DATABASE_URL: 'postgres://app:secret@db/cases',
    };
    expect(childEnvironment()).toEqual({ PATH: '/usr/bin' });
  });
});

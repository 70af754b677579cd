import { processEnvironment } from './environment.js';

describe('the environment', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('leaves out empty variables, as compose files write them', () => {
    process.env = { APP_PROFILE: '', DATA_DIRECTORY: ' ', PORT: '3001' };
    expect(processEnvironment()).toEqual({ PORT: '3001' });
  });
});

// npm run test:kill      KILLS=200 SEED=7 BACKEND=redis for more, the same again, or one backend
const [unit] = require('../../jest.config.cjs').projects;

module.exports = {
  ...unit,
  displayName: 'kill',
  testMatch: ['<rootDir>/test/kill/**/*.kill.ts'],
  maxWorkers: 1,
  testTimeout: 7_200_000,
};

// npx jest --config test/bench/jest.config.cjs            BENCH_PERSONS=100000 for a smaller register
const [, medium] = require('../../jest.config.cjs').projects;

module.exports = {
  ...medium,
  displayName: 'bench',
  testMatch: ['<rootDir>/test/bench/**/*.bench.ts'],
  testTimeout: 7_200_000,
};

const { availableParallelism } = require('node:os');

// Tests run as CommonJS; packages that ship only ES modules are translated by swc (docs/adr/0002).
const esmOnly = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'openapi-fetch',
];
const jsc = { target: 'es2022', keepClassNames: true, externalHelpers: true };
const typescript = {
  swcrc: false,
  sourceMaps: true,
  module: { type: 'commonjs' },
  jsc: {
    ...jsc,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};
const javascript = {
  swcrc: false,
  sourceMaps: false,
  module: { type: 'commonjs' },
  jsc: { ...jsc, parser: { syntax: 'ecmascript' } },
};
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', typescript], '^.+\\.m?js$': ['@swc/jest', javascript] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
const withDatabase = {
  globalSetup: '<rootDir>/test/setup/global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
};
// More runs of each property than the usual hundred: FC_RUNS=20000 npm run test:unit
const runs = process.env.FC_RUNS ? { setupFiles: ['<rootDir>/test/setup/property-runs.ts'] } : {};
module.exports = {
  // One more than there are processors: a test waits for the database as often as it computes.
  maxWorkers: availableParallelism() + 1,
  workerIdleMemoryLimit: '1GB',
  // Each test stands alone. The seed is printed at the end; with it an order comes back: npx jest --seed=N
  randomize: true,
  // For what hangs. A slow machine is no fault: what is slow the benchmark tells.
  testTimeout: process.env.FC_RUNS ? 600_000 : 240_000,
  projects: [
    { ...common, ...runs, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    {
      ...common,
      ...withDatabase,
      ...runs,
      displayName: 'medium',
      testMatch: ['<rootDir>/test/medium/**/*.spec.ts'],
    },
    {
      ...common,
      ...withDatabase,
      ...runs,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'],
    },
  ],
};

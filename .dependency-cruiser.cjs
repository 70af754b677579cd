/** The order of the slices: a slice imports only slices above it, and law/. */
const ORDER = [
  'platform',
  'audit',
  'units',
  'identity',
  'operations',
  'legal-reference',
  'people',
  'reminders',
  'cases',
  'unit-changes',
  'attachments',
  'documents',
  'helpers',
  'entitlements',
  'rehabilitation',
  'treatment',
  'aftercare',
  'trafficking',
  'prevention',
  'reports',
  'integration',
];
const PROCEDURES = ['rehabilitation', 'treatment', 'aftercare', 'trafficking'];
const folder = (names) => `^src/(${names.join('|')})/`;

const downward = ORDER.slice(0, -1).map((slice, at) => ({
  name: `${slice}-imports-only-what-stands-above`,
  severity: 'error',
  from: { path: folder([slice]) },
  to: { path: folder(ORDER.slice(at + 1)) },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'law-imports-only-itself',
      severity: 'error',
      from: { path: '^src/law/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/law/' },
    },
    ...downward,
    {
      name: 'procedures-never-import-each-other',
      severity: 'error',
      from: { path: `^src/(${PROCEDURES.join('|')})/` },
      to: { path: folder(PROCEDURES), pathNot: '^src/$1/' },
    },
    {
      name: 'nobody-imports-programs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|commands/|demo/|client/|app\\.module\\.ts)' },
      to: { path: '^src/(commands|demo|client)/|^src/(main|app\\.module|api-tags)\\.ts$' },
    },
    {
      name: 'environment-is-read-in-one-place',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts|commands/|demo/|platform/config/)' },
      to: { path: '^src/platform/config/environment\\.ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|^dist' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};

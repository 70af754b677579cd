// The same tests in fewer files of Jest, for runs of all of them: test/setup/together-files.cjs.
const config = require('./jest.config.cjs');
const { entriesOf } = require('./test/setup/together-files.cjs');

module.exports = {
  ...config,
  // What takes longest first, as far as Jest does not know it from a run before.
  projects: config.projects
    .map((project) => ({ ...project, testMatch: entriesOf(project.displayName) }))
    .toReversed(),
};

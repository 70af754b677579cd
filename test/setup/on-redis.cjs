// Keeps the test files that lean on the queue: their first line is `// @redis`. For `jest --filter`.
const { readFileSync } = require('node:fs');

const TAG = '// @redis\n';

module.exports = (paths) => ({
  filtered: paths.filter((path) => readFileSync(path, 'utf8').startsWith(TAG)),
});

// Which test files run one after another in one file of Jest, and which stand alone. Jest loads the program anew for each
// of its files, and most of them need less time for their tests than for that.
const { readdirSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.join(__dirname, '../..');
/** One of the first lines of a file that has to be alone, with the reason behind it. */
const ALONE = /^\/\/ @alone: /m;
const FOLDERS = {
  unit: ['src', /\.spec\.ts$/],
  medium: ['test/medium', /\.spec\.ts$/],
  e2e: ['test/e2e', /\.e2e-spec\.ts$/],
};

function filesOf(project) {
  const [folder, name] = FOLDERS[project];
  const directory = path.join(ROOT, folder);
  return readdirSync(directory, { recursive: true })
    .filter((file) => name.test(file))
    .map((file) => path.join(directory, file))
    .toSorted();
}

const isAlone = (file) => ALONE.test(readFileSync(file, 'utf8').slice(0, 500));

/** The files of a project that Jest is to find, as patterns: those that stand alone, and one for each part of the others. */
function entriesOf(project) {
  const entries = [...filesOf(project).filter(isAlone), ...partsOf(project)];
  return entries.map((entry) => `<rootDir>/${path.relative(ROOT, entry)}`);
}

function partsOf(project) {
  const directory = path.join(ROOT, 'test/together');
  const parts = readdirSync(directory)
    .filter((file) => file.startsWith(`${project}-`))
    .map((file) => path.join(directory, file))
    .toSorted();
  // Otherwise its tests would be passed over without a word.
  if (parts.length === 0) throw new Error(`There is no part for the tests of ${project} in test/together`);
  return parts;
}

/** @returns the test files of which a part consists, the parts being about as large as one another */
function filesOfPart(entry) {
  const [project] = path.basename(entry).split('-');
  const parts = partsOf(project).map((part) => ({ part, files: [], size: 0 }));
  const sized = filesOf(project)
    .filter((file) => !isAlone(file))
    .map((file) => ({ file, size: statSync(file).size }))
    .toSorted((a, b) => b.size - a.size);
  for (const { file, size } of sized) {
    const smallest = parts.reduce((least, each) => (each.size < least.size ? each : least));
    smallest.files.push(file);
    smallest.size += size;
  }
  return parts.find(({ part }) => part === entry).files;
}

module.exports = { ROOT, entriesOf, filesOfPart };

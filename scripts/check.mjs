// Everything that a change has to pass, in one run: `npm run check`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { withDirectory } from './lib/directory.mjs';
import { runSteps } from './lib/steps.mjs';

await withDirectory(async (directory) => {
  if (!(await runSteps(stepsOf(directory)))) process.exitCode = 1;
});

function stepsOf(directory) {
  return [
    // Two at a time, each line about as long as the other: there are two processors at least.
    [
      [
        { name: 'format', command: npm('format:check') },
        { name: 'lint', command: npm('lint') },
      ],
      [
        { name: 'types', command: npm('types') },
        { name: 'dependencies between slices', command: npm('deps') },
      ],
    ],
    tests('unit, medium and end-to-end tests', 'test', path.join(directory, 'tests.json')),
    // Once for all that follow; the scripts behind npm's names would each build again.
    { name: 'build', command: npm('build') },
    [
      [
        // It waits for most of its time.
        tests('kills on each queue', 'test:kill:built', path.join(directory, 'kills.json')),
        { name: 'documentation page in Chromium', command: node('scripts/check-page.mjs') },
        demoStep(directory),
      ],
      [
        { name: 'document and client', command: node('scripts/check-openapi.mjs') },
        {
          name: 'procedures as drawn',
          command: [process.execPath, 'scripts/draw-procedures.mjs', '--check'],
        },
        { name: 'law as written', command: [process.execPath, 'scripts/write-law.mjs', '--check'] },
        { name: 'migrations and entities', command: node('scripts/check-migrations.mjs') },
        { name: 'start-up of the built program', command: node('scripts/check-smoke.mjs') },
        { name: 'two of each process', command: node('scripts/check-fleet.mjs') },
        ...redisSteps(directory),
      ],
    ],
  ];
}

function demoStep(directory) {
  const isThere = ['bash', 'curl'].every((program) => spawnSync(program, ['--version']).status === 0);
  if (isThere) return { name: 'demo and tours', command: node('scripts/check-tour.mjs') };
  console.log('The tours of the documents are NOT played: there is no bash or no curl on the PATH');
  const env = { DATA_DIRECTORY: path.join(directory, 'demo') };
  return { name: 'demo', command: node('dist/demo/main.js'), env };
}

function redisSteps(directory) {
  const isThere = process.env.TEST_REDIS_URL || spawnSync('redis-server', ['--version']).status === 0;
  if (isThere) return [tests('flows on Redis', 'test:redis', path.join(directory, 'redis.json'))];
  console.log('The flows on Redis are NOT run: there is no redis-server on the PATH and no TEST_REDIS_URL');
  return [];
}

function tests(name, script, results) {
  return { name, command: [...npm(script), '--', '--json', `--outputFile=${results}`], results };
}

function npm(script) {
  return ['npm', 'run', '-s', script];
}

function node(script) {
  return [process.execPath, script];
}

// Does what the Dockerfile says, without a container engine: each stage in a folder of its own, with the Node at hand
// instead of the image's, and as the image's user where root runs it. Shows that what is copied is enough to build and
// to run. What only an engine does is not shown: the base image, its libraries, the network.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withDirectory } from './lib/directory.mjs';
import { databaseUrls, withServer } from './lib/disposable-server.mjs';
import { isIgnored, readDockerfile } from './lib/dockerfile.mjs';
import { someKeys } from './lib/keys.mjs';
import { runProgram, startService } from './lib/service.mjs';

const IS_ROOT = process.getuid?.() === 0;
const IGNORED = readFileSync('.dockerignore', 'utf8');

await withDirectory(async (directory) => {
  const stages = readDockerfile(readFileSync('Dockerfile', 'utf8'));
  const roots = new Map(stages.map(({ name }) => [name, path.join(directory, name)]));
  for (const stage of stages) build(stage, roots);
  const image = stages.at(-1);
  await withServer((server) => run(image, roots.get(image.name), databaseUrls(server, 'image')));
});

function build(stage, roots) {
  const root = roots.get(stage.name);
  for (const step of stage.steps) {
    mkdirSync(path.join(root, step.workdir), { recursive: true, mode: 0o755 });
    if (step.kind === 'copy') copy(step, root, step.from === null ? null : roots.get(step.from));
    else runStep(stage, step, path.join(root, step.workdir));
  }
}

/** @param {string | null} stage the folder of the stage to copy from; none for the context */
function copy({ sources, target, workdir }, root, stage) {
  for (const source of sources) {
    const from = stage ? path.join(stage, source) : source;
    assert.ok(existsSync(from), `COPY ${source}: it is not there`);
    assert.ok(stage || !isIgnored(IGNORED, source), `COPY ${source}: .dockerignore keeps it out`);
    const into = path.resolve(path.join(root, workdir), target);
    const isFolder = target.endsWith('/');
    const filter = (file) => stage !== null || !isIgnored(IGNORED, path.relative('.', file));
    cpSync(from, isFolder ? path.join(into, path.basename(source)) : into, { recursive: true, filter });
  }
}

function runStep({ env }, { command }, cwd) {
  if (!IS_ROOT && command.includes('chown')) return console.log(`not run, since only root may: ${command}`);
  assert.ok(!/(^|\s)\/(?!dev)/.test(command), `RUN leaves its folder: ${command}`);
  console.log(`RUN ${command}`);
  const { PATH, HOME } = process.env;
  const { status } = spawnSync('sh', ['-c', command], { cwd, env: { PATH, HOME, ...env }, stdio: 'inherit' });
  assert.equal(status, 0, command);
}

async function run(image, root, { DATABASE_OWNER_URL, ...servers }) {
  const cwd = path.join(root, image.workdir);
  assert.ok(!existsSync(path.join(cwd, 'node_modules', 'jest')), 'What only tests need is in the image');
  const place = { cwd, ...(IS_ROOT && image.user !== null && { uid: image.user, gid: image.user }) };
  const { PORT: _theirs, ...settings } = image.env;
  const env = { ...settings, ...servers, ...someKeys(), FILES_DIRECTORY: path.join(cwd, 'files') };
  const prepared = await runProgram(['dist/commands/prepare.js'], { ...env, DATABASE_OWNER_URL }, { place });
  assert.equal(prepared.code, 0, prepared.output);
  const [program, ...args] = image.command;
  assert.equal(program, 'node');
  const service = await startService(env, [process.execPath, ...args], place);
  try {
    const served = await fetch(`${service.url}/openapi.json`).then((answer) => answer.json());
    assert.deepEqual(served, JSON.parse(readFileSync('openapi.json', 'utf8')));
    const { port } = new URL(service.url);
    const [, ...check] = image.healthcheck;
    const health = await runProgram(check, { ...env, PORT: port }, { place });
    assert.equal(health.code, 0, `The health check fails: ${health.output}`);
  } finally {
    await service.stop();
  }
  const who = place.uid === undefined ? 'this user' : `user ${place.uid}`;
  console.log(`the image's stages are enough: prepared, started as ${who}, found healthy, ended with 0`);
}

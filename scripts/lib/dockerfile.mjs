// The part of the Dockerfile language that ours uses; any other instruction is an error, never passed over.

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} workdir absolute, as in the image
 * @property {{kind: 'copy', from: string | null, sources: string[], target: string, workdir: string}
 *   | {kind: 'run', command: string, workdir: string}}[] steps
 * @property {Record<string, string>} env
 * @property {number | null} user
 * @property {string[]} healthcheck
 * @property {string[]} command
 */

/**
 * @param {string} text
 * @returns {Stage[]} in their order
 * @throws Error for an instruction that it does not know
 */
export function readDockerfile(text) {
  const stages = [];
  for (const [instruction, rest] of instructionsOf(text)) {
    if (instruction === 'FROM') stages.push(newStage(rest, stages.length));
    else addTo(stages.at(-1), instruction, rest);
  }
  return stages;
}

function instructionsOf(text) {
  return text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => [line.split(' ', 1)[0], line.slice(line.indexOf(' ') + 1).trim()]);
}

function newStage(rest, at) {
  const name = / AS (\S+)$/.exec(rest)?.[1] ?? String(at);
  return { name, workdir: '/', steps: [], env: {}, user: null, healthcheck: [], command: [] };
}

function addTo(stage, instruction, rest) {
  const { workdir } = stage;
  switch (instruction) {
    case 'WORKDIR':
      stage.workdir = rest;
      break;
    case 'ENV':
      for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
      break;
    case 'USER':
      stage.user = Number(rest.split(':')[0]);
      break;
    case 'COPY':
      stage.steps.push({ kind: 'copy', workdir, ...copyOf(rest) });
      break;
    case 'RUN':
      stage.steps.push({ kind: 'run', workdir, command: rest });
      break;
    case 'HEALTHCHECK':
      stage.healthcheck = JSON.parse(rest.slice(rest.indexOf('CMD') + 3));
      break;
    case 'CMD':
      stage.command = JSON.parse(rest);
      break;
    case 'EXPOSE':
      break;
    default:
      throw new Error(`The Dockerfile has an instruction that is not understood: ${instruction}`);
  }
}

function copyOf(rest) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith('--from=') ? words.shift().slice('--from='.length) : null;
  const target = words.pop();
  return { from, sources: words, target };
}

/**
 * Whether `.dockerignore` keeps a path of the context out: the last rule that fits it or a folder above decides.
 *
 * @param {string} rules the file
 * @param {string} file relative to the context
 */
export function isIgnored(rules, file) {
  let ignored = false;
  for (const line of rules.split('\n')) {
    const rule = line.trim();
    if (rule === '' || rule.startsWith('#')) continue;
    const wanted = rule.startsWith('!');
    if (fits(wanted ? rule.slice(1) : rule, file)) ignored = !wanted;
  }
  return ignored;
}

function fits(rule, file) {
  const pattern = rule.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
  return new RegExp(`^${pattern}(/|$)`).test(file);
}

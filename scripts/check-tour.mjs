// Plays the demo and then what the documents ask a reader to type, in one bash as he would, and holds each answer
// against the one that stands below it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDirectory } from './lib/directory.mjs';
import { startService } from './lib/service.mjs';

const TOURS = [
  { file: 'README.md', section: '## Five minutes with curl' },
  { file: 'docs/treatment-tour.md', section: '# A morning at a clinic' },
];
const TOLD_WITHIN_MS = 120_000;
/** The tours wait for what a job tells: one that tells nothing ends them. */
const PLAYED_WITHIN_MS = 600_000;
/** Between the output of one block and that of the next. */
const BREAK = '\u001E';

await withDirectory(async (directory) => {
  const blocks = (await Promise.all(TOURS.map(readTour))).flat();
  const data = path.join(directory, '.data');
  const demo = await startService({ DATA_DIRECTORY: data }, [
    process.execPath,
    'dist/demo/main.js',
    '--keep',
  ]);
  try {
    await isTold(path.join(data, 'demo.json'), demo);
    const answers = await play(blocks, directory);
    const wrong = blocks.filter((block, at) => block.wanted !== null && block.wanted !== answers[at]);
    for (const block of wrong) {
      const answer = answers[blocks.indexOf(block)] ?? 'nothing: bash ended before';
      console.error(
        `${block.file}\n\n${block.commands}\n\nis to answer\n\n${block.wanted}\n\nand answers\n\n${answer}\n`,
      );
    }
    console.log(
      `${blocks.length} blocks played, ${wrong.length} with another answer than the documents have`,
    );
    if (wrong.length > 0) process.exitCode = 1;
  } finally {
    await demo.stop();
  }
});

/** What is typed, without the line that starts the demo, and what is to be answered: the block without a language after it. */
async function readTour({ file, section }) {
  const text = await readFile(file, 'utf8');
  const from = text.indexOf(section);
  if (from < 0) throw new Error(`${file} has no "${section}"`);
  const rest = text.slice(from + section.length);
  const level = section.slice(0, section.indexOf(' ') + 1);
  const end = rest.search(new RegExp(`^${level}`, 'm'));
  const blocks = [];
  for (const [, language, body] of rest
    .slice(0, end < 0 ? undefined : end)
    .matchAll(/^```(\w*)\n([^]*?)\n?^```$/gm)) {
    const last = blocks.at(-1);
    if (language === 'sh') blocks.push({ file, commands: body, wanted: null });
    else if (language === '' && last) last.wanted = body;
  }
  return blocks.filter(({ commands }) => !commands.startsWith('npm run demo'));
}

/** The story is told, and what is typed can begin. */
async function isTold(file, demo) {
  const until = performance.now() + TOLD_WITHIN_MS;
  while (performance.now() < until) {
    if (
      await access(file).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`The demo did not come to its end within ${TOLD_WITHIN_MS} ms:\n${demo.output()}`);
}

/** @returns what each block wrote */
async function play(blocks, directory) {
  const bash = spawn('bash', ['-s'], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: PLAYED_WITHIN_MS,
  });
  const words = [];
  bash.stdout.on('data', (chunk) => words.push(chunk));
  bash.stdin.end(blocks.map(({ commands }) => `${commands}\nprintf '${BREAK}'\n`).join(''));
  await once(bash, 'close');
  return Buffer.concat(words)
    .toString()
    .split(BREAK)
    .map((answer) => answer.trimEnd());
}

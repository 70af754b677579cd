// Each printed paper, filled with an invented case, converted to PDF by LibreOffice where there is one: it opens, it is
// A4, and it is as long as a paper of its kind may be. `npm run check:papers -- FOLDER` keeps the PDFs, to look at.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { withDirectory } from './lib/directory.mjs';
import { runProgram } from './lib/service.mjs';

/** The longest sample asks for fourteen papers. */
const MOST_PAGES = 3;
const PAGE = /\/Type\s*\/Page\b(?!s)/g;
const SHEET = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/;
/** A4 in points, rounded. */
const A4 = ['595', '842'];

const program = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0);
if (program) await withDirectory(convertAll);
else console.log('The papers were NOT converted: there is no soffice on the PATH');

async function convertAll(directory) {
  const folder = process.argv[2] ? path.resolve(process.argv[2]) : path.join(directory, 'papers');
  await mkdir(folder, { recursive: true });
  const written = await runProgram(['dist/commands/write-sample-papers.js', folder], {});
  assert.equal(written.code, 0, written.output);
  const papers = (await readdir(folder)).filter((name) => name.endsWith('.docx')).toSorted();
  const files = papers.map((name) => path.join(folder, name));
  const profile = `-env:UserInstallation=file://${path.join(directory, 'profile')}`;
  const to = ['--convert-to', 'pdf', '--outdir', folder];
  const { status, stderr } = spawnSync(program, [profile, '--headless', ...to, ...files], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  for (const file of files) await check(file.replace(/\.docx$/, '.pdf'));
}

async function check(file) {
  const pdf = await readFile(file, 'latin1');
  const pages = pdf.match(PAGE)?.length ?? 0;
  const [, ...size] = SHEET.exec(pdf) ?? [];
  assert.deepEqual(
    size.map((points) => Number(points).toFixed(0)),
    A4,
    `${file} is not A4`,
  );
  assert.ok(pages >= 1 && pages <= MOST_PAGES, `${file} has ${pages} pages`);
  console.log(`${path.basename(file)}: ${pages} page(s), A4`);
}

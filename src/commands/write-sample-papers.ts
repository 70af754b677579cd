import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { renderPaper } from '../documents/render.js';
import { SAMPLE_PAPERS } from '../documents/sample-papers.js';
import { TEMPLATES } from '../documents/templates/templates.js';

/** Writes each template, filled in with an invented case, as a .docx to look at. */
async function main(): Promise<void> {
  const folder = path.resolve(process.argv[2] ?? '.data/papers');
  mkdirSync(folder, { recursive: true });
  for (const template of TEMPLATES) {
    const sample = SAMPLE_PAPERS[template.key];
    if (!sample) continue;
    const file = path.join(folder, `${template.key.replaceAll('/', '-')}.v${template.version}.docx`);
    writeFileSync(file, await renderPaper(template, sample));
    process.stdout.write(`${file}\n`);
  }
}

void main();

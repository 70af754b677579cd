// npm run docs:procedures: writes docs/procedures.md from the tables by which files go through the procedures. With --check
// it only says whether the file is what they give.
import { readFile, writeFile } from 'node:fs/promises';
import prettier from 'prettier';
import { diagramOf } from '../dist/cases/procedure-diagram.js';
import { mapProcedure } from '../dist/cases/procedure-map.js';
import { citationText } from '../dist/law/instruments.js';
import { quantityText } from '../dist/law/deadlines.js';
import { PROCEDURES } from '../dist/law/procedures.js';
import { COMPULSORY } from '../dist/rehabilitation/compulsory/compulsory-procedure.js';
import { DETERMINATION } from '../dist/rehabilitation/determination/determination-procedure.js';
import { DRUG_USER } from '../dist/rehabilitation/drug-user/drug-user-procedure.js';
import { MONITORING } from '../dist/rehabilitation/monitoring/monitoring-procedure.js';
import { DOORS } from '../dist/rehabilitation/voluntary/doors.js';
import { TREATMENT_PROCEDURES } from '../dist/treatment/kinds/kinds.js';

const FILE = new URL('../docs/procedures.md', import.meta.url);
const LAWS = [
  ['2026-06-30', 'The last day of the law of 2021'],
  ['2026-07-01', 'From 01/07/2026 on'],
];

const text = await prettier.format(document(), { parser: 'markdown', printWidth: 110 });
if (!process.argv.includes('--check')) await writeFile(FILE, text);
else if ((await readFile(FILE, 'utf8').catch(() => '')) !== text) {
  console.error('docs/procedures.md is not what the tables say: npm run docs:procedures');
  process.exitCode = 1;
}

function document() {
  return [
    '# The procedures, drawn',
    'Made by `npm run docs:procedures` from the tables of `src/rehabilitation/voluntary/door-*.ts`, `src/rehabilitation/compulsory/compulsory-procedure.ts`, `src/rehabilitation/monitoring/monitoring-procedure.ts`, `src/rehabilitation/drug-user/drug-user-procedure.ts`, `src/rehabilitation/determination/determination-procedure.ts`, `src/treatment/kinds/` and `src/law/`; `GET /v1/procedures/{procedureName}?asOf=` answers the same. A file goes through it as drawn when it is opened on that day; one of before 01/07/2026 may stand under both laws ([law-readings.md](law-readings.md)). Moves between bodies that leave the state as it is are not drawn.',
    ...[
      ...Object.values(DOORS),
      COMPULSORY,
      MONITORING,
      DRUG_USER,
      DETERMINATION,
      ...TREATMENT_PROCEDURES,
    ].flatMap((door) => [
      `## ${PROCEDURES[door.kind].en} (${PROCEDURES[door.kind].vi})`,
      ...LAWS.flatMap(([asOf, title]) => [`### ${title}`, ...chapter(door, asOf)]),
    ]),
  ].join('\n\n');
}

function chapter(door, asOf) {
  const map = mapProcedure(door, asOf);
  if (map.transitions.length === 0) return ['This law knows no such procedure.'];
  const steps = map.steps.filter(
    ({ competent, opens, meets }) => competent.length + opens.length + meets.length > 0,
  );
  return [
    ['```mermaid', diagramOf(door.start, map, 'en'), '```'].join('\n'),
    [
      '| Step | Who, by which article | Form | Starts | Meets |',
      '| --- | --- | --- | --- | --- |',
      ...steps.map(({ label, competent, forms, opens, meets }) =>
        row([
          label.en,
          competent.map(({ office, citation }) => `${office.en}, ${citationText(citation)}`).join('; '),
          forms.map(({ number, appendix }) => `${number} PL ${appendix}`).join('; '),
          opens.map(({ rule }) => limit(rule)).join('; '),
          meets.map(limit).join('; '),
        ]),
      ),
    ].join('\n'),
    ...(map.beforeEnd.length > 0
      ? [`Before the end of the term: ${map.beforeEnd.map(({ rule }) => limit(rule)).join('; ')}.`]
      : []),
  ];
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

function limit({ key, id, value, unit }) {
  return `\`${key}\` (${id}, ${quantityText(value, unit).en})`;
}

// npm run docs:law: writes docs/law.md, article by article, from the tables of src/law: which rule an article made, when it
// is in force, where it stands and which tests speak of it. With --check it only says whether the file is what they give.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { COMPETENCES } from '../dist/law/authorities.js';
import { CONSEQUENCES, LADDERS } from '../dist/law/breaches.js';
import { PAUSES } from '../dist/law/counted-time.js';
import { COMPULSORY_PAPERS, compulsoryPapers } from '../dist/law/data/compulsory-dossier-rules.js';
import { DOSSIER_RULES } from '../dist/law/data/dossier-rules.js';
import { EXCLUSIONS, GROUND_VERSIONS, GROUNDS } from '../dist/law/data/ground-versions.js';
import { DEADLINE_RULES, quantityText } from '../dist/law/deadlines.js';
import { FORMS } from '../dist/law/forms.js';
import { INSTRUMENTS, instrumentName } from '../dist/law/instruments.js';
import { PROCEDURES } from '../dist/law/procedures.js';
import { REGIMES } from '../dist/law/regimes.js';
import { TERM_RULES } from '../dist/law/terms.js';

const ROOT = new URL('../', import.meta.url);
const FILE = new URL('docs/law.md', ROOT);
const MOST_TESTS = 4;

const sources = await textsOf('src', (name) => name.endsWith('.ts') && !name.endsWith('spec.ts'));
const specs = [
  ...(await textsOf('src', (name) => name.endsWith('.spec.ts'))),
  ...(await textsOf('test', (name) => name.endsWith('spec.ts'))),
];
const text = await prettier.format(document(rules()), { parser: 'markdown', printWidth: 110 });
if (!process.argv.includes('--check')) await writeFile(FILE, text);
else if ((await readFile(FILE, 'utf8').catch(() => '')) !== text) {
  console.error('docs/law.md is not what the tables say: npm run docs:law');
  process.exitCode = 1;
}

/** @returns each rule with the articles that made it: { citations, what, key, from, to, mark } */
function rules() {
  return [
    ...DEADLINE_RULES.map(({ key, id, value, unit, step, procedure, ...rule }) => ({
      ...{ ...rule, key, name: key, about: PROCEDURES[procedure].en },
      what: `time limit ${id}: ${quantityText(value, unit).en}; ${step.en}`,
    })),
    ...TERM_RULES.map(({ key, id, min, max, unit, what, procedure, ...rule }) => ({
      ...{ ...rule, key, name: key, about: PROCEDURES[procedure].en },
      what: `length ${id}: ${lengthText(min, max, unit)}; ${what.en}`,
    })),
    ...competences(),
    ...dossiers(),
    ...GROUND_VERSIONS.map(({ ground, age, from, to, citation }) => ({
      ...{ from, to, citations: [citation], mark: citation.mark, key: ground, name: ground },
      ...{ about: PROCEDURES['compulsory-rehabilitation'].en },
      what: `ground ${GROUNDS[ground].row}, ${age}: ${GROUNDS[ground].label.en}`,
    })),
    ...Object.entries(EXCLUSIONS).flatMap(([exclusion, { label, law2021, law2025 }]) => [
      excluded(exclusion, label, law2021, { from: REGIMES.R1.from, to: REGIMES.R2.to }),
      excluded(exclusion, label, law2025, { from: REGIMES.R3.from, to: null }),
    ]),
    ...Object.entries(PAUSES).flatMap(([kind, { label, versions }]) =>
      versions.map(({ from, to, citation }) => ({
        ...{ from, to, citations: [citation], mark: citation.mark, key: kind, name: kind },
        ...{ about: 'every term', what: `time that does not count: ${label.en}` },
      })),
    ),
    ...Object.entries(LADDERS).map(([kind, { label, citation, rungs }]) => ({
      ...{
        from: REGIMES.R3.from,
        to: null,
        citations: [citation],
        mark: citation.mark,
        key: kind,
        name: kind,
      },
      about: 'rehabilitation and substitution treatment',
      what: `breaches: ${label.en}: ${rungs.map((rung) => CONSEQUENCES[rung].en).join(', then ')}`,
    })),
  ];
}

/** The same office and article under several regimes stand in one line. */
function competences() {
  const found = new Map();
  for (const { act, regime, office, citation } of COMPETENCES) {
    const key = JSON.stringify([act, office.en, citation]);
    const { from, to } = REGIMES[regime];
    const before = found.get(key);
    if (before) before.to = to;
    else {
      found.set(key, {
        ...{ from, to, citations: [citation], mark: citation.mark, key: act, name: act },
        ...{ about: 'who acts', what: `act: ${office.en}` },
      });
    }
  }
  return [...found.values()];
}

function dossiers() {
  const voluntary = Object.entries(DOSSIER_RULES).flatMap(([procedure, byRegime]) =>
    ['R2', 'R3'].flatMap((regime) => {
      const { items, from } = byRegime[regime];
      const period = { from: from ?? firstDay(regime), to: REGIMES[regime].to };
      return items.map(({ code, required, title, citation }) => ({
        ...{ ...period, citations: [citation], mark: citation.mark, key: code, name: code },
        ...{ about: PROCEDURES[procedure].en, what: `paper, ${required}: ${title.en}` },
      }));
    }),
  );
  const compulsory = ['R2', 'R3'].flatMap((regime) =>
    ['adult', 'minor'].flatMap((age) =>
      compulsoryPapers(regime, age).map(({ paper, required, citation }) => ({
        ...{ from: firstDay(regime), to: REGIMES[regime].to },
        ...{ citations: [citation], mark: citation.mark, key: paper, name: paper },
        about: `${PROCEDURES['compulsory-rehabilitation'].en}, ${age}`,
        what: `paper, ${required}: ${COMPULSORY_PAPERS[paper].en}`,
      })),
    ),
  );
  return [...voluntary, ...compulsory];
}

/** The law of 2021 ran through three regimes. */
function firstDay(regime) {
  return regime === 'R3' ? REGIMES.R3.from : REGIMES.R1.from;
}

function excluded(exclusion, label, citation, { from, to }) {
  return {
    ...{ from, to, citations: [citation], mark: citation.mark, key: exclusion, name: exclusion },
    ...{ about: PROCEDURES['compulsory-rehabilitation'].en, what: `not applied to: ${label.en}` },
  };
}

function document(all) {
  return [
    '# The law in this program, article by article',
    'Made by `npm run docs:law` from the tables of `src/law/`; the API gives the same: `GET /v1/law/deadlines?procedure=home-rehabilitation&asOf=2026-07-02`, and likewise `terms`, `authorities`, `forms`, `instruments`, `regimes`. Each procedure as a diagram stands in [procedures.md](procedures.md), made from its tables. How the texts were read where they are silent or open, and what is absent, stands in [law-readings.md](law-readings.md), written by hand.',
    'Marks: **official** read in the official text; **secondary** read in a copy; **interpretation** our reading where the text is silent or open; **unverified** seen, not checked. Tests: the files that name the rule, up to four of them.',
    '## Generations of the law',
    table(
      ['Regime', 'From', 'To'],
      Object.entries(REGIMES).map(([regime, { from, to }]) => [regime, from, to ?? '']),
    ),
    ...Object.keys(INSTRUMENTS).flatMap((instrument) => chapter(instrument, all)),
  ].join('\n\n');
}

function chapter(instrument, all) {
  const { title, inForceFrom, inForceTo, mark, source } = INSTRUMENTS[instrument];
  const lines = all
    .flatMap((rule) =>
      rule.citations
        .filter((citation) => citation.instrument === instrument)
        .map((citation) => ({ ...rule, article: citation.article, mark: citation.mark })),
    )
    .toSorted((a, b) => byArticle(a.article, b.article) || a.name.localeCompare(b.name));
  const forms = FORMS.filter((form) => form.instrument === instrument);
  if (lines.length + forms.length === 0) return [];
  return [
    `## ${instrumentName(instrument)}`,
    `${title.vi}. In force from ${inForceFrom}${inForceTo ? ` to ${inForceTo}` : ''}; ${mark}; <${source}>.`,
    ...(lines.length > 0 ? [articles(lines)] : []),
    ...(forms.length > 0 ? [formTable(forms)] : []),
  ];
}

function articles(lines) {
  return table(
    ['Article', 'Rule', 'What', 'Of', 'From', 'To', 'Mark', 'File', 'Tests'],
    lines.map(({ article, name, what, about, from, to, mark, key }) => [
      ...[article, `\`${name}\``, what, about, from, to ?? '', mark],
      ...[fileOf(key), testsOf(key)],
    ]),
  );
}

function formTable(forms) {
  return table(
    ['Appendix', 'Form', 'Title', 'Of the steps', 'From', 'To'],
    forms.map(({ appendix, number, title, steps, from, to }) => [
      ...[appendix, number, title.vi, steps.map((step) => `\`${step}\``).join(', '), from, to ?? ''],
    ]),
  );
}

function fileOf(key) {
  const found = sources.filter(
    ({ text: source }) => source.includes(`'${key}'`) || source.includes(`${key}: {`),
  );
  const [first] = [...found.filter(({ name }) => name.startsWith('src/law/')), ...found];
  return first ? `\`${first.name.replace('src/law/', '')}\`` : '';
}

function testsOf(key) {
  const found = specs
    .filter(({ text: spec }) => spec.includes(`'${key}'`))
    .map(({ name }) => path.basename(name));
  const more = found.length > MOST_TESTS ? `, and ${found.length - MOST_TESTS} more` : '';
  return found.length > 0
    ? `${found
        .slice(0, MOST_TESTS)
        .map((name) => `\`${name}\``)
        .join(', ')}${more}`
    : '';
}

function lengthText(min, max, unit) {
  if (min === max) return `${min} ${unit}`;
  if (min === null) return `at most ${max} ${unit}`;
  return max === null ? `at least ${min} ${unit}` : `${min} to ${max} ${unit}`;
}

function line(cells) {
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** Article 9 before Article 10. */
function byArticle(a, b) {
  return a.localeCompare(b, 'vi', { numeric: true });
}

function table(head, rows) {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

async function textsOf(folder, isWanted) {
  const names = await readdir(new URL(`${folder}/`, ROOT), { recursive: true });
  const wanted = names.filter(isWanted).toSorted();
  return Promise.all(
    wanted.map(async (name) => ({
      name: `${folder}/${name}`,
      text: await readFile(new URL(`${folder}/${name}`, ROOT), 'utf8'),
    })),
  );
}

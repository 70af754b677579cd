import type { DatasetCounts, DatasetReport } from './dataset-report.js';
import { FINDING_KINDS, FINDING_MEANING, type Finding, type FindingKind } from './finding.js';
import type { NewSide, OldSide, Outcome } from './reading.js';
import { EVE_OF_REFORM, REFORM_DAY, type SuccessionKind, type UnitLevel } from './unit-record.js';

const OLD_SIDE_LABEL: Readonly<Record<OldSide, string>> = {
  'by-code': 'former side: read by its code',
  'by-name': 'former side: no code, a coded commune has the name',
  'name-only': 'former side: no code, kept by name',
  missing: 'former side: missing',
};

const NEW_SIDE_LABEL: Readonly<Record<NewSide, string>> = {
  'by-code': 'current side: code and names agree',
  'by-name': 'current side: code wrong, read by its names',
  unresolved: 'current side: unresolved',
};

const OUTCOME_LABEL: Readonly<Record<Outcome, string>> = {
  succession: 'outcome: a succession',
  duplicate: 'outcome: a repetition, dropped',
  unusable: 'outcome: no succession, an end is missing',
};

const LEVELS: readonly UnitLevel[] = ['province', 'district', 'commune'];
const SUCCESSION_KINDS: readonly SuccessionKind[] = ['whole', 'part', 'continues'];

const figure = (n: number): string => n.toLocaleString('en-US');

// Cells are padded as the project's formatter pads them, so that the text can stand in a committed document.
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(3, ...[header, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const unitRow = (label: string, counts: Readonly<Record<UnitLevel, number>>): readonly string[] => [
  label,
  ...LEVELS.map((level) => figure(counts[level])),
];

const unitTable = ({ units }: DatasetCounts): string =>
  table(
    ['Units', 'provinces', 'districts', 'communes'],
    [
      unitRow(`since ${REFORM_DAY}`, units.current),
      unitRow(`to ${EVE_OF_REFORM}, confirmed`, units.former.confirmed),
      unitRow(`to ${EVE_OF_REFORM} at the latest, name-only`, units.former['name-only']),
    ],
  );

function breakdown<K extends string>(
  labels: Readonly<Record<K, string>>,
  counts: Readonly<Record<K, number>>,
): readonly (readonly string[])[] {
  return (Object.keys(labels) as K[]).map((kind) => [labels[kind], figure(counts[kind])]);
}

const rowTable = ({ mappings, oldSides, newSides, outcomes }: DatasetCounts): string =>
  table(
    [`Rows read: ${figure(mappings)}`, 'rows'],
    [
      ...breakdown(OLD_SIDE_LABEL, oldSides),
      ...breakdown(NEW_SIDE_LABEL, newSides),
      ...breakdown(OUTCOME_LABEL, outcomes),
    ],
  );

const successionTable = ({ successions: { province, commune } }: DatasetCounts): string =>
  table(
    ['Successions', 'provinces', 'communes'],
    [
      ...SUCCESSION_KINDS.map((kind) => [kind, figure(province.kinds[kind]), figure(commune.kinds[kind])]),
      ['with a main successor', figure(province.main), figure(commune.main)],
    ],
  );

const findingTable = ({ findings }: DatasetCounts): string =>
  table(
    ['Finding', 'meaning', 'resolved', 'unresolved'],
    FINDING_KINDS.map((kind) => [
      kind,
      FINDING_MEANING[kind],
      figure(findings[kind].resolved),
      figure(findings[kind].unresolved),
    ]),
  );

const exampleLine = ({ mapping, resolution, detail }: Finding): string =>
  `- ${mapping ? `row ${mapping.id}, ` : ''}${resolution}: ${detail}`;

function exampleSection(kind: FindingKind, findings: readonly Finding[], limit: number): string {
  const own = findings.filter((finding) => finding.kind === kind);
  if (own.length === 0) return '';
  return [`### ${kind}`, '', ...own.slice(0, limit).map(exampleLine)].join('\n');
}

/**
 * The report as Markdown: counts, then the first findings of each kind, the unresolved before the resolved.
 *
 * @param limit how many findings of each kind are printed; Infinity prints all
 */
export function formatReport(report: DatasetReport, limit = 5): string {
  const findings = [...report.unresolved, ...report.resolved];
  const sections = [
    unitTable(report.counts),
    rowTable(report.counts),
    successionTable(report.counts),
    findingTable(report.counts),
    ...FINDING_KINDS.map((kind) => exampleSection(kind, findings, limit)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

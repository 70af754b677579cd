import { execFileSync } from 'node:child_process';
import os from 'node:os';

const LIMITS = { write: 0.35, read: 0.45 };
const MOST_MB = 300;

export function machine() {
  const [cpu] = os.cpus();
  return {
    cpus: os.cpus().length,
    model: cpu?.model ?? 'unknown',
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    platform: `${os.platform()} ${os.release()}`,
    load: os.loadavg().map((load) => Math.round(load * 10) / 10),
    at: new Date().toISOString(),
    commit: commit(),
  };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

const TITLES = [
  'scenario',
  'requests/s',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'alone p95',
  'errors',
  'MB',
  'statements',
  'SQL requests/s',
  'ratio',
];

export function showTable(title, results) {
  const rows = results.map((r) =>
    [
      r.name,
      r.rps,
      r.p50,
      r.p95,
      r.p99,
      r.aloneP95,
      r.errors,
      r.rssMb,
      r.statements,
      r.sqlRps,
      r.ratioToSql,
    ].map(String),
  );
  const widths = TITLES.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at].length)));
  const line = (cells) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  process.stdout.write(`${title}, 64 connections\n\n${[line(TITLES), rule, ...rows.map(line)].join('\n')}\n`);
}

/** What is slower or larger than it may be. */
export function failures(results) {
  return results.flatMap((r) => [
    ...(r.ratioToSql < LIMITS[r.kind]
      ? [`${r.name}: ${r.ratioToSql} of raw SQL, ${LIMITS[r.kind]} wanted`]
      : []),
    ...(r.errors > 0 ? [`${r.name}: ${r.errors} errors`] : []),
    ...(r.rssMb > MOST_MB ? [`${r.name}: ${r.rssMb} MB`] : []),
  ]);
}

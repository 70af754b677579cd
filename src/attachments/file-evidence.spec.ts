import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { aPng } from '../../test/setup/sample-files.js';
import { EvidenceGatherer, type FileEvidence } from './file-evidence.js';

function evidenceOf(pieces: readonly Buffer[]): FileEvidence {
  const gatherer = new EvidenceGatherer();
  for (const piece of pieces) gatherer.add(piece);
  return gatherer.evidence();
}

/** As one text: comparing long buffers byte by byte takes its time. */
const told = ({ head, tail, sha256, ...rest }: FileEvidence): string =>
  [head, tail, sha256].map((bytes) => bytes.toString('base64')).join(' ') + JSON.stringify(rest);

describe('EvidenceGatherer', () => {
  it('tells the same of a content, however it is cut', () => {
    const content = Buffer.concat([
      aPng(150_000),
      randomBytes(50_000),
      Buffer.from('Rar!\u001a\u0007', 'latin1'),
    ]);
    const whole = evidenceOf([content]);
    fc.assert(
      fc.property(fc.array(fc.nat(content.length), { maxLength: 40 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), content.length];
        const pieces = places.slice(1).map((place, at) => content.subarray(places[at], place));
        expect(told(evidenceOf(pieces))).toBe(told(whole));
      }),
    );
    expect(whole).toMatchObject({ size: content.length, archives: ['RAR'], pngEnds: false });
    expect(whole.sha256).toEqual(createHash('sha256').update(content).digest());
    expect(whole.head.equals(content.subarray(0, 4_096))).toBe(true);
    expect(whole.tail.equals(content.subarray(-65_557))).toBe(true);
  });

  it('finds an archive that begins across the border of two pieces', () => {
    expect(evidenceOf([Buffer.from('...Rar!'), Buffer.from('\u001a\u0007...', 'latin1')]).archives).toEqual([
      'RAR',
    ]);
  });

  it('tells of nothing that it is nothing', () => {
    expect(evidenceOf([])).toMatchObject({ size: 0, archives: [], pngEnds: null });
  });
});

import { paragraph, table } from './markup.js';

const runs = (xml: string): readonly string[] => xml.match(/<w:r>.*?<\/w:r>/g) ?? [];

describe('paragraph', () => {
  it('writes what XML means otherwise as text', () => {
    expect(paragraph('A & B < C "D"')).toContain('A &amp; B &lt; C &quot;D&quot;');
  });

  it.each([
    ['bold between two stars', '**Điều 1.** Nội dung', '<w:b/>', [true, false]],
    ['italic between two strokes', 'Theo //Căn cứ// này', '<w:i/>', [false, true, false]],
  ])('is %s', (_what, text, mark, expected) => {
    expect(runs(paragraph(text)).map((run) => run.includes(mark))).toEqual(expected);
  });

  it('says its properties in the order that the schema asks for', () => {
    const xml = paragraph('x', { keepNext: true, ruleInset: 100, firstLine: 5, align: 'both' });
    const order = ['<w:keepNext/>', '<w:pBdr>', '<w:spacing', '<w:ind', '<w:jc', '<w:rPr>'];
    const places = order.map((each) => xml.indexOf(each));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

describe('table', () => {
  it('repeats the first row of a ruled one on each page, and of no other', () => {
    const rows = [[paragraph('a')], [paragraph('b')]];
    expect(table({ columns: [100], ruled: true }, rows).match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(table({ columns: [100] }, rows)).not.toContain('tblHeader');
  });
});

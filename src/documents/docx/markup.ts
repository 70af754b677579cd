/** Lengths of a page are twips: 1/20 of a point, 567 to the centimetre. */
const POINT = 20;
export const CENTIMETRE = 567;

export type Alignment = 'left' | 'center' | 'right' | 'both';

export interface ParagraphLook {
  readonly align?: Alignment;
  /** In points; 13 unless told. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly italic?: boolean;
  /** Of the first line, in twips. */
  readonly firstLine?: number;
  /** In points. */
  readonly before?: number;
  readonly after?: number;
  /** Stays on the page of the next paragraph. */
  readonly keepNext?: boolean;
  /** A line above the paragraph, so far from both margins, in twips. */
  readonly ruleInset?: number;
}

interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

/**
 * A paragraph of WordprocessingML.
 *
 * @param text what is written, with tags in braces; `**…**` is bold, `//…//` italic
 */
export function paragraph(text: string, look: ParagraphLook = {}): string {
  const runs = runsOf(text).map((run) => runMarkup(run, look));
  return `<w:p>${paragraphProperties(look)}${runs.join('')}</w:p>`;
}

export interface TableLook {
  /** Widths of the columns, in twips. */
  readonly columns: readonly number[];
  readonly ruled?: boolean;
}

/** Each cell is one or more paragraphs. A row is never torn by the end of a page. */
export function table(look: TableLook, rows: readonly (readonly string[])[]): string {
  const grid = look.columns.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const body = rows.map((row, at) => rowMarkup(look, row, look.ruled === true && at === 0));
  return `<w:tbl>${tableProperties(look)}<w:tblGrid>${grid}</w:tblGrid>${body.join('')}</w:tbl>`;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let bold = false;
  let italic = false;
  for (const part of text.split(/(\*\*|\/\/)/)) {
    if (part === '**') bold = !bold;
    else if (part === '//') italic = !italic;
    else if (part !== '') runs.push({ text: part, bold, italic });
  }
  return runs;
}

function runMarkup({ text, bold, italic }: Run, look: ParagraphLook): string {
  const size = halfPoints(look);
  const properties = [
    look.bold || bold ? '<w:b/><w:bCs/>' : '',
    look.italic || italic ? '<w:i/><w:iCs/>' : '',
    `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
  ];
  return `<w:r><w:rPr>${properties.join('')}</w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

/** In the order that the schema asks for; Word refuses another one. */
function paragraphProperties(look: ParagraphLook): string {
  const { before = 0, after = 0, firstLine, ruleInset } = look;
  const indents = [
    ruleInset === undefined ? '' : ` w:left="${ruleInset}" w:right="${ruleInset}"`,
    firstLine === undefined ? '' : ` w:firstLine="${firstLine}"`,
  ].join('');
  const rule = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>';
  return [
    '<w:pPr>',
    look.keepNext ? '<w:keepNext/>' : '',
    ruleInset === undefined ? '' : rule,
    `<w:spacing w:before="${before * POINT}" w:after="${after * POINT}"/>`,
    indents === '' ? '' : `<w:ind${indents}/>`,
    `<w:jc w:val="${look.align ?? 'left'}"/>`,
    // Of the mark at the end: without it an empty paragraph is as high as a line of the usual text.
    `<w:rPr><w:sz w:val="${halfPoints(look)}"/></w:rPr>`,
    '</w:pPr>',
  ].join('');
}

function halfPoints({ size = 13 }: ParagraphLook): number {
  return size * 2;
}

function tableProperties({ columns, ruled }: TableLook): string {
  const width = columns.reduce((sum, column) => sum + column, 0);
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const edge = ruled ? 'w:val="single" w:sz="4" w:space="0" w:color="auto"' : 'w:val="nil"';
  const borders = edges.map((name) => `<w:${name} ${edge}/>`).join('');
  const margin = ruled ? 80 : 0;
  return [
    `<w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders>`,
    '<w:tblLayout w:type="fixed"/><w:tblCellMar>',
    `<w:left w:w="${margin}" w:type="dxa"/><w:right w:w="${margin}" w:type="dxa"/>`,
    '</w:tblCellMar></w:tblPr>',
  ].join('');
}

function rowMarkup({ columns }: TableLook, cells: readonly string[], isHead: boolean): string {
  const head = isHead ? '<w:tblHeader/>' : '';
  const body = cells.map(
    (cell, at) => `<w:tc><w:tcPr><w:tcW w:w="${columns[at] ?? 0}" w:type="dxa"/></w:tcPr>${cell}</w:tc>`,
  );
  return `<w:tr><w:trPr><w:cantSplit/>${head}</w:trPr>${body.join('')}</w:tr>`;
}

import { CENTIMETRE } from './markup.js';
import { zipOf } from './zip.js';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE_RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const DOCX = `${DOCUMENT}.document`;

/** Margins of an official paper: NĐ 30/2020/NĐ-CP, appendix I: left 30–35 mm, right 15–20 mm, above and below 20–25 mm. */
const MARGINS = { top: 2, right: 2, bottom: 2, left: 3 } as const;
const A4 = { width: 11_906, height: 16_838 } as const;

/** Room between the margins, in twips. */
export const TEXT_WIDTH = A4.width - Math.round((MARGINS.left + MARGINS.right) * CENTIMETRE);

/**
 * A .docx file on A4 in Times New Roman, with nothing in it that was not asked for: no author, no date, no macro.
 *
 * @param body paragraphs and tables of WordprocessingML
 */
export function docxOf(body: string): Buffer {
  return zipOf([
    { name: '[Content_Types].xml', text: CONTENT_TYPES },
    { name: '_rels/.rels', text: relations([['officeDocument', 'word/document.xml']]) },
    {
      name: 'word/_rels/document.xml.rels',
      text: relations([
        ['styles', 'styles.xml'],
        ['settings', 'settings.xml'],
      ]),
    },
    { name: 'word/styles.xml', text: STYLES },
    { name: 'word/settings.xml', text: SETTINGS },
    { name: 'word/document.xml', text: documentOf(body) },
  ]);
}

const CONTENT_TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/><Override PartName="/word/styles.xml" ContentType="${DOCUMENT}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${DOCUMENT}.settings+xml"/></Types>`;

const FONT = 'Times New Roman';

const STYLES = `${HEAD}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${FONT}" w:hAnsi="${FONT}" w:eastAsia="${FONT}" w:cs="${FONT}"/><w:sz w:val="26"/><w:szCs w:val="26"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`;

// Without it Word opens the paper in a mode for files of 2007, and says so in the title.
const SETTINGS = `${HEAD}<w:settings xmlns:w="${WORD}"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`;

// Word wants a paragraph after a table that ends a document; a point high, it turns no page.
const LAST_PARAGRAPH =
  '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>';

function documentOf(body: string): string {
  const margins = Object.entries(MARGINS)
    .map(([side, centimetres]) => `w:${side}="${Math.round(centimetres * CENTIMETRE)}"`)
    .join(' ');
  const page = `<w:pgSz w:w="${A4.width}" w:h="${A4.height}"/><w:pgMar ${margins} w:header="567" w:footer="567" w:gutter="0"/>`;
  return `${HEAD}<w:document xmlns:w="${WORD}"><w:body>${body}${LAST_PARAGRAPH}<w:sectPr>${page}</w:sectPr></w:body></w:document>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE_RELATION}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${RELATIONS}">${each.join('')}</Relationships>`;
}

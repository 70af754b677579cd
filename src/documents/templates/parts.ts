import { CENTIMETRE, paragraph, table, type ParagraphLook } from '../docx/markup.js';
import { TEXT_WIDTH } from '../docx/package.js';

const HEADING_LEFT = Math.round(6.2 * CENTIMETRE);
const HEADING_RIGHT = TEXT_WIDTH - HEADING_LEFT;
const SIGNATURE_LEFT = Math.round(7.5 * CENTIMETRE);

const MIDDLE: ParagraphLook = { align: 'center' };
const TINY_RULE: ParagraphLook = { align: 'center', size: 4, before: 5 };

/** A line of text as papers set it: indented, both margins straight. */
export function text(content: string, look: ParagraphLook = {}): string {
  return paragraph(content, { align: 'both', firstLine: CENTIMETRE, before: 3, after: 3, ...look });
}

/** A line for each thing of a list; none where the list has none. */
export function textOfEach(list: string, content: string): string {
  return text(`{#${list} [loopOver: "paragraph"]}${content}{/${list}}`);
}

/** The name of a paper, in the middle. */
export function title(content: string, about?: string): string {
  const name = paragraph(content, { ...MIDDLE, size: 14, bold: true, before: 16, after: about ? 0 : 6 });
  if (about === undefined) return name;
  const subject = paragraph(about, { ...MIDDLE, size: 14, bold: true });
  return `${name}${subject}${paragraph('', { ...TINY_RULE, ruleInset: Math.round(TEXT_WIDTH * 0.37) })}`;
}

/** What a body says that issues a paper about an act of the one from which it took over; nothing otherwise. */
export function inPlaceOf(): string {
  return textOfEach('inPlaceOf', '//{text}//');
}

/**
 * The body and its superior on the left, the State on the right, number and day below. NĐ 30/2020/NĐ-CP, appendix I.
 *
 * @param subject what a letter is about, below its number
 */
export function heading(subject?: string): string {
  const left = [
    paragraph('{#superiors [loopOver: "paragraph"]}{name}{/superiors}', { ...MIDDLE, size: 12 }),
    paragraph('{bodyInHeading}', { ...MIDDLE, size: 12, bold: true }),
    paragraph('', { ...TINY_RULE, ruleInset: Math.round(HEADING_LEFT * 0.32) }),
  ];
  const number = paragraph('{#numbers}Số: {text}{/numbers}', { ...MIDDLE, size: 13, before: 6 });
  const columns = [HEADING_LEFT, HEADING_RIGHT];
  return table({ columns }, [
    [left.join(''), motto(Math.round(HEADING_RIGHT * 0.21))],
    [
      subject === undefined ? number : `${number}${paragraph(`V/v ${subject}`, { ...MIDDLE, size: 12 })}`,
      paragraph('{placeAndDay}', { ...MIDDLE, size: 13, italic: true, before: 6 }),
    ],
  ]);
}

/** The State alone, as above what persons declare and what two sides record together. */
export function stateHeading(): string {
  const day = paragraph('{placeAndDay}', { align: 'right', size: 13, italic: true, before: 8 });
  return `${motto(Math.round(TEXT_WIDTH * 0.34))}${day}`;
}

function motto(ruleInset: number): string {
  return [
    paragraph('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...MIDDLE, size: 12, bold: true }),
    paragraph('Độc lập - Tự do - Hạnh phúc', { ...MIDDLE, size: 13, bold: true }),
    paragraph('', { ...TINY_RULE, ruleInset }),
  ].join('');
}

/**
 * Who gets the paper on the left; on the right in which capacity it is signed, room for the hand, the name.
 *
 * @param first the first receiver, such as `- Như Điều 4;`
 * @param others further ones whom the form names
 */
export function signature(first: string, others: readonly string[] = []): string {
  const left = [
    paragraph('Nơi nhận:', { size: 12, bold: true, italic: true, before: 14 }),
    ...[first, ...others].map((receiver) => paragraph(receiver, { size: 11 })),
    paragraph('{#copies [loopOver: "paragraph"]}- {name};{/copies}', { size: 11 }),
    paragraph('- Lưu: hồ sơ.', { size: 11 }),
  ];
  return table({ columns: [SIGNATURE_LEFT, TEXT_WIDTH - SIGNATURE_LEFT] }, [
    [left.join(''), signingHand('{signatureLines}', '{signerName}')],
  ]);
}

/** Two hands side by side: who hands the papers in, and the officer. */
export function twoSignatures(leftTitle: string, rightTitle: string): string {
  const half = Math.round(TEXT_WIDTH / 2);
  const note = paragraph('(Ký và ghi rõ họ tên)', { ...MIDDLE, size: 12, italic: true });
  return table({ columns: [half, TEXT_WIDTH - half] }, [
    [
      `${paragraph(leftTitle, { ...MIDDLE, size: 13, bold: true, before: 14 })}${note}`,
      signingHand(rightTitle, '{signerName}', note),
    ],
  ]);
}

/** Somebody who signs a record: who he is, and the name where it is known. */
export interface Hand {
  readonly title: string;
  readonly name?: string;
}

/** Hands two by two; one that is left over stands on the right. */
export function hands(all: readonly Hand[]): string {
  const half = Math.round(TEXT_WIDTH / 2);
  const rows: string[][] = [];
  for (let at = 0; at < all.length; at += 2) {
    const pair = all.slice(at, at + 2).map(({ title: who, name }) => signingHand(who, name ?? '', SIGN_NOTE));
    rows.push(pair.length === 2 ? pair : [paragraph(''), ...pair]);
  }
  return table({ columns: [half, TEXT_WIDTH - half] }, rows);
}

const SIGN_NOTE = paragraph('(Ký và ghi rõ họ tên)', { ...MIDDLE, size: 12, italic: true, keepNext: true });

function signingHand(lines: string, name: string, note = ''): string {
  return [
    paragraph(lines, { ...MIDDLE, size: 13, bold: true, before: 14, keepNext: true }),
    note,
    paragraph('', { ...MIDDLE, before: 56, keepNext: true }),
    paragraph(name, { ...MIDDLE, bold: true }),
  ].join('');
}

/** A ruled table with one row for each thing of a list. */
export function listTable(
  list: string,
  columns: readonly (readonly [head: string, width: number, cell: string])[],
): string {
  const last = columns.length - 1;
  const small = { size: 13, before: 2, after: 2 } as const;
  const cells = columns.map(([, , cell], at) => {
    const open = at === 0 ? `{#${list}}` : '';
    const close = at === last ? `{/${list}}` : '';
    return paragraph(`${open}${cell}${close}`, { ...small, align: at === 0 ? 'center' : 'left' });
  });
  const widths = columns.map(([, share]) => Math.round(TEXT_WIDTH * share));
  return table({ columns: widths, ruled: true }, [
    columns.map(([head]) => paragraph(head, { ...small, align: 'center', bold: true })),
    cells,
  ]);
}

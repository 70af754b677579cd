import { aDocx, aPdf, WORD_TYPE } from '../sample-files.js';
import { refused, wrong, type BadInput } from './bad-input.js';

const REQUEST = 'POST /v1/cases/{case}/attachments';
const PDF = 'application/pdf';
const MEGABYTE = 1024 * 1024;

interface Part {
  readonly name: string;
  readonly content: Buffer | string;
  readonly type?: string;
  readonly fileName?: string;
}

const KIND: Part = { name: 'kind', content: 'other' };
const file = (content: Buffer, type: string = PDF, fileName: string = 'giay.pdf'): Part => ({
  ...{ name: 'file', content, type, fileName },
});

function formOf(parts: readonly Part[], end = '--x--\r\n'): Buffer {
  const pieces = parts.flatMap(({ name, content, type, fileName }) => [
    `--x\r\nContent-Disposition: form-data; name="${name}"${fileName ? `; filename="${fileName}"` : ''}\r\n`,
    ...(type ? [`Content-Type: ${type}\r\n`] : []),
    ...['\r\n', content, '\r\n'],
  ]);
  return Buffer.concat([...pieces, end].map((piece) => Buffer.from(piece)));
}

const FORM = { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } };
const sent = (parts: readonly Part[]): Partial<BadInput> => ({ ...FORM, body: formOf(parts) });
const fieldsOf = (name: string, parts: readonly Part[], at: string, says: string): BadInput =>
  wrong(name, REQUEST, formOf(parts), at, says, FORM);
const bomb = (name: string, content: Buffer, says: string = 'cấu trúc không an toàn'): BadInput =>
  refused(
    name,
    'head',
    REQUEST,
    422,
    'attachments.unsafeArchive',
    says,
    sent([KIND, file(content, WORD_TYPE, 'don.docx')]),
  );
const form = (name: string, body: Buffer | string, says = 'Biểu mẫu gửi lên bị hỏng'): BadInput =>
  refused(name, 'head', REQUEST, 400, 'http.malformedForm', says, { ...FORM, body });

const TEMPLATE_FROM_ELSEWHERE = {
  name: 'word/_rels/settings.xml.rels',
  content: `<Relationships><Relationship Id="r1" TargetMode="External" Target="https://vi-du.example/x.dotm"
    Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>`,
};

/** Forms and files. At most one megabyte is taken here. */
export const ATTACHMENTS: readonly BadInput[] = [
  refused(
    'JSON where a form is wanted',
    'head',
    REQUEST,
    415,
    'http.unsupportedMediaType',
    'Cần gửi biểu mẫu',
    { body: { kind: 'other' } },
  ),
  form('a form without a border', 'kind=other'),
  form('a form that breaks off', formOf([KIND, file(aPdf())], '')),
  form(
    'a hundred fields',
    formOf(Array.from({ length: 100 }, (_none, at) => ({ name: `a${at}`, content: 'x' }))),
    'quá nhiều phần',
  ),
  fieldsOf('no file', [KIND], '/file', 'Phải gửi kèm một tệp'),
  fieldsOf('two files', [KIND, file(aPdf()), file(aPdf())], '/file', 'Chỉ được gửi một lần'),
  fieldsOf('two kinds', [KIND, KIND, file(aPdf())], '/kind', 'Chỉ được gửi một lần'),
  fieldsOf('no kind', [file(aPdf())], '/kind', 'Bắt buộc phải có'),
  fieldsOf(
    'a kind that there is not',
    [{ ...KIND, content: 'ho-chieu' }, file(aPdf())],
    '/kind',
    'Phải là một trong',
  ),
  fieldsOf('a file of another name', [KIND, { ...file(aPdf()), name: 'tep' }], '/tep', 'không có trong'),
  fieldsOf(
    'a field that is not known',
    [KIND, { name: 'caseId', content: '1' }, file(aPdf())],
    '/caseId',
    'không có trong quy định',
  ),
  fieldsOf(
    'a title with a number of a person',
    [KIND, { name: 'title', content: 'CCCD 091091004321' }, file(aPdf())],
    '/title',
    'số',
  ),
  ...['091/092/004/321', '０９１０９２００４３２１', '091. 092_ 004—321'].map((title) =>
    fieldsOf(
      `a title with a number that is written as ${title}`,
      [KIND, { name: 'title', content: title }, file(aPdf())],
      '/title',
      'số',
    ),
  ),
  fieldsOf(
    'a title with a zero byte',
    [KIND, { name: 'title', content: 'Giấy\u0000' }, file(aPdf())],
    '/title',
    'ký tự',
  ),
  refused(
    'a program',
    'head',
    REQUEST,
    415,
    'attachments.typeNotAllowed',
    'Chỉ nhận tệp PDF',
    sent([KIND, file(Buffer.from('MZ\u0090\0.......', 'latin1'))]),
  ),
  fieldsOf('an empty file', [KIND, file(Buffer.alloc(0))], '/file', 'Tệp rỗng'),
  refused(
    'a PDF that is called a picture',
    'head',
    REQUEST,
    422,
    'attachments.typeMismatch',
    'không đúng với định dạng',
    sent([KIND, file(aPdf(), 'image/png', 'giay.png')]),
  ),
  refused(
    'a PDF with a page of the web within',
    'head',
    REQUEST,
    422,
    'attachments.foreignContent',
    'định dạng khác',
    sent([KIND, file(Buffer.concat([Buffer.from('%PDF-1.7\n<html><script>'), aPdf()]))]),
  ),
  refused(
    'a PDF that breaks off',
    'head',
    REQUEST,
    422,
    'attachments.broken',
    'bị hỏng',
    sent([KIND, file(aPdf().subarray(0, -8))]),
  ),
  refused(
    'a file above the limit',
    'head',
    REQUEST,
    413,
    'http.tooLarge',
    'quá lớn',
    sent([KIND, file(aPdf(MEGABYTE + 1))]),
  ),
  bomb('a document that swells', aDocx([{ name: 'word/a.xml', content: Buffer.alloc(20 * MEGABYTE) }])),
  bomb(
    'a document that lies about its size',
    aDocx([{ name: 'word/a.xml', content: Buffer.alloc(20 * MEGABYTE), claimedSize: 9 }]),
  ),
  bomb(
    'one content under many names',
    aDocx([{ name: 'word/b.xml', content: 'x' }], { sharedContent: true }),
  ),
  bomb('a document with a way up', aDocx([{ name: '../../etc/cron.d/x', content: 'x' }])),
  bomb('a document within a document', aDocx([{ name: 'word/media/a.png', content: aDocx() }])),
  refused(
    'a document with a template from elsewhere',
    'head',
    REQUEST,
    422,
    'attachments.outside',
    'từ bên ngoài khi mở',
    sent([KIND, file(aDocx([TEMPLATE_FROM_ELSEWHERE]), WORD_TYPE, 'don.docx')]),
  ),
  refused(
    'a document with macros',
    'head',
    REQUEST,
    422,
    'attachments.macros',
    'có macro',
    sent([KIND, file(aDocx([{ name: 'word/vbaProject.bin', content: 'x' }]), WORD_TYPE, 'don.docx')]),
  ),
];

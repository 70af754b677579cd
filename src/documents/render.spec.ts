import { TemplateHandler } from 'easy-template-x';
import { docxOf } from './docx/package.js';
import { paragraph } from './docx/markup.js';
import { renderPaper, type PaperText } from './render.js';
import { SAMPLE_PAPERS } from './sample-papers.js';
import type { Template } from './templates/template.js';
import { newestTemplate, templateAt, templateOfForm, TEMPLATES } from './templates/templates.js';

const textOf = async (file: Buffer): Promise<string> => new TemplateHandler().getText(file);

const template = (...lines: readonly string[]): Template => ({
  key: 'test',
  version: 1,
  title: { vi: 'Thử', en: 'Test' },
  form: null,
  body: lines.map((line) => paragraph(line)).join(''),
});

describe('a paper', () => {
  it('is the template with its fields, Vietnamese letters as they are', async () => {
    const file = await renderPaper(template('Ông (bà) **{name}**, //{place}//'), {
      name: 'Nguyễn Thị Phượng',
      place: 'xã Vĩnh Thuận',
    });
    expect(await textOf(file)).toContain('Ông (bà) Nguyễn Thị Phượng, xã Vĩnh Thuận');
  });

  it.each([
    ['markup', 'Trần & Sơn <b>"1"</b>'],
    ['tags', '{body} {#items}{/items}'],
    ['a tag that is cut in two', '{name'],
  ])('shows %s in a value as it stands', async (_what, name) => {
    const fields = { name, body: 'KHÔNG', items: [{ name: 'KHÔNG' }] };
    const text = await textOf(await renderPaper(template('{#items}-{/items}', '{name}', '{body}'), fields));
    expect(text).toContain(name);
  });

  it('has no letter that a .docx cannot hold', async () => {
    const file = await renderPaper(template('{name}'), { name: 'Lê\u0000 Văn\u2028 Tám' });
    expect(await textOf(file)).toContain('Lê  Văn  Tám');
  });

  it('is not made with a hole in it', async () => {
    await expect(renderPaper(template('{name} {born}'), { name: 'Lê Văn Tám' })).rejects.toThrow('born');
  });
});

/** Fields that lists bring along, at any depth. */
const fieldsOf = (fields: PaperText): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' ? [name] : [name, ...value.flatMap(fieldsOf)],
  );

describe('templates', () => {
  it.each(TEMPLATES.map((each) => each.key))('%s asks for no field that papers do not have', async (key) => {
    const found = newestTemplate(key);
    const sample = SAMPLE_PAPERS[key];
    if (!found || !sample) throw new Error(`${key} has no sample`);
    const tags = await new TemplateHandler().parseTags(docxOf(found.body));
    const known = new Set([...fieldsOf(sample), 'why', 'code', 'name', 'text', 'at', 'ground']);
    expect(tags.map((tag) => tag.name).filter((name) => !known.has(name))).toEqual([]);
    expect(await textOf(await renderPaper(found, sample))).not.toMatch(/[{}]/);
  });

  it('bear each key and version once', () => {
    const names = TEMPLATES.map(({ key, version }) => `${key} ${version}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by the whole key of their form: form 22 of one decree is not form 22 of another', () => {
    const form2025 = { instrument: 'nd-163-2026', appendix: 'V', number: '22' } as const;
    expect(templateOfForm(form2025)?.form).toEqual(form2025);
    expect(templateOfForm({ ...form2025, appendix: 'I' })).toBeUndefined();
    expect(templateOfForm({ ...form2025, instrument: 'nd-116-2021' })).toBeUndefined();
  });

  it('are found again at the version of an old paper', () => {
    expect(templateAt('reception-slip', 1)?.key).toBe('reception-slip');
    expect(templateAt('reception-slip', 99)).toBeUndefined();
  });
});

/** How much of a part with relations is read; a document with some thousand links has some hundred kilobytes. */
export const MAX_RELATIONS_BYTES = 1024 * 1024;

const RELATIONS = /\.rels$/i;
const STARTS = /<(?:[\w.-]+:)?Relationship[\s/>]/g;
const RELATION = /<(?:[\w.-]+:)?Relationship((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Followed when somebody clicks; every other one may be fetched when the document is opened. */
const HYPERLINK = /\/hyperlink$/i;
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i;

/** True for a part that says where templates, pictures, objects of a document are. */
export function holdsRelations(name: string): boolean {
  return RELATIONS.test(name);
}

/**
 * True where opening the document would fetch something from elsewhere: a template with macros, a picture that tells who
 * reads the file of a victim. What cannot be read for certain counts as such.
 *
 * @param part the whole part with the relations
 */
export function fetchesFromOutside(part: Buffer): boolean {
  const text = part.toString('utf8');
  if (part.length >= MAX_RELATIONS_BYTES || !isPlain(text)) return true;
  const relations = [...text.matchAll(RELATION)];
  if (relations.length !== [...text.matchAll(STARTS)].length) return true;
  return relations.some(([, attributes]) => isOutside(attributesOf(attributes ?? '')));
}

/** UTF-8 without declarations of its own: other letters, entities and comments could hide a relation. */
function isPlain(text: string): boolean {
  const encoding = /^\uFEFF?\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/i.exec(text)?.[1] ?? 'utf-8';
  return /^utf-?8$/i.test(encoding) && !/[\0\uFFFD]|<!/.test(text);
}

function isOutside(attributes: ReadonlyMap<string, string>): boolean {
  if (HYPERLINK.test(attributes.get('type') ?? '')) return false;
  const mode = attributes.get('targetmode') ?? 'Internal';
  return !/^internal$/i.test(mode.trim()) || ADDRESS.test(attributes.get('target') ?? '');
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)];
  return new Map(found.map(([, name, one, two]) => [(name ?? '').toLowerCase(), plain(one ?? two ?? '')]));
}

/** `&#69;xternal` is read as `External`. */
function plain(value: string): string {
  return value.replace(/&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi, (_all, hex?: string, dec?: string) => {
    const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });
}

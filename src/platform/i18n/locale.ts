import type { Text2 } from '../../law/text.js';

export type { Text2 } from '../../law/text.js';

export type Locale = 'vi' | 'en';

export type TextParameters = Readonly<Record<string, string | number>>;

/**
 * The language to answer in. Vietnamese unless the caller prefers English.
 *
 * @param header value of `Accept-Language`
 */
export function localeOf(header: string | undefined): Locale {
  const preferred = (header ?? '')
    .split(',')
    .map(parseRange)
    .filter((range) => range.quality > 0 && /^(vi|en)\b/i.test(range.tag))
    .toSorted((a, b) => b.quality - a.quality)[0];
  return preferred && /^en\b/i.test(preferred.tag) ? 'en' : 'vi';
}

function parseRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { tag, quality: quality ? Number(quality.slice(2)) || 0 : 1 };
}

/** Puts the parameters into the sentence of that language; an unknown `{name}` stays as it is. */
export function say(text: Text2, locale: Locale, parameters: TextParameters = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}

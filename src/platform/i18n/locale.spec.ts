import { localeOf, say } from './locale.js';

describe('localeOf', () => {
  it.each([
    [undefined, 'vi'],
    ['', 'vi'],
    ['fr', 'vi'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['vi,en;q=0.9', 'vi'],
    ['en;q=0.4, vi;q=0.8', 'vi'],
    ['vi;q=0.1,en;q=0.5', 'en'],
    ['en;q=0', 'vi'],
    ['english', 'vi'],
  ])('%s gives %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});

describe('say', () => {
  it('fills in parameters and leaves what it does not know', () => {
    const text = { vi: 'Còn {count} ngày {other}', en: '{count} days left' };
    expect(say(text, 'vi', { count: 3 })).toBe('Còn 3 ngày {other}');
    expect(say(text, 'en', { count: 3 })).toBe('3 days left');
  });
});

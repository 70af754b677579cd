import { isDecodable } from './query-encoding.js';

describe('a query', () => {
  it.each(['/v1/units', '/v1/units?q=vinh', '/v1/units?q=V%C4%A9nh+Ph', '/v1/units?q=100%25', '/v1/%zz?q=a'])(
    'can be decoded: %s',
    (url) => expect(isDecodable(url)).toBe(true),
  );

  it.each([
    '/v1/units?q=%zz',
    '/v1/units?q=100%',
    '/v1/units?q=%ED%A0%80',
    '/v1/units?q=%C0%AE',
    '/v1/units?q=%E1%BB',
  ])('cannot: %s', (url) => expect(isDecodable(url)).toBe(false));
});

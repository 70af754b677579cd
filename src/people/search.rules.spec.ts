import { searchWords } from './search.rules.js';

describe('searchWords', () => {
  it.each([
    ['nguyen van hung', ['hung', 'nguyen', 'van']],
    ['Nguyễn Văn Hùng', ['hung', 'nguyen', 'van']],
    ['hung ng', ['hung', 'ng']],
    ['th phuong', ['phuong', 'th']],
    ['nguyen y', ['y', 'nguyen']],
    ['bao quynh', ['quynh', 'bao']],
    ['  Hùng,  Nguyễn ', ['hung', 'nguyen']],
    ['%', []],
    ['12 / 3', []],
  ])('orders the words of %j so that the rarest finds: %j', (q, expected) => {
    expect(searchWords(q).folded).toEqual(expected);
  });

  it('keeps each word beside its form with tones', () => {
    expect(searchWords('Nguyễn Hùng')).toEqual({ folded: ['hung', 'nguyen'], toned: ['1hung', '3nguyên'] });
  });
});

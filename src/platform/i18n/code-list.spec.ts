// @alone: nobody else may have declared a list
import { codeListNamed, defineCodeList, knownCodeLists } from './code-list.js';

const TITLE = { vi: 'Mùa', en: 'Season' };
const LABELS = {
  dry: { vi: 'Mùa khô', en: 'Dry season' },
  rainy: { vi: 'Mùa mưa', en: 'Rainy season' },
} as const;

describe('defineCodeList', () => {
  const seasons = defineCodeList('season', TITLE, LABELS);

  it('keeps every code with its label, in the order given', () => {
    expect(codeListNamed('season')).toBe(seasons);
    expect(seasons.entries).toEqual([
      { code: 'dry', label: LABELS.dry },
      { code: 'rainy', label: LABELS.rainy },
    ]);
  });

  it('lists what is declared by name', () => {
    defineCodeList('colour', TITLE, LABELS);
    expect(knownCodeLists().map(({ name }) => name)).toEqual(['colour', 'season']);
  });

  it('knows no other list', () => {
    expect(codeListNamed('nothing')).toBeUndefined();
  });

  it('refuses a name that is taken', () => {
    expect(() => defineCodeList('season', TITLE, LABELS)).toThrow('season is declared twice');
  });
});

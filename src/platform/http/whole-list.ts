import { ListOf } from './fields.js';

/** A list that is short by its nature and answered as a whole. */
export interface WholeList<T> {
  readonly items: readonly T[];
}

/** The document's class for such a list, `RegimeList` for `RegimeDto`. */
export function WholeListOf<T extends object>(item: new () => T): new () => WholeList<T> {
  class WholeListDto implements WholeList<T> {
    @ListOf(() => item, { max: 1000 })
    readonly items: readonly T[] = [];
  }
  Object.defineProperty(WholeListDto, 'name', { value: `${item.name.replace(/Dto$/, '')}List` });
  return WholeListDto;
}

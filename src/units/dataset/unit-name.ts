import type { UnitLevel, UnitType } from './unit-record.js';

export interface NameParts {
  readonly type: UnitType;
  readonly shortName: string;
}

const PREFIXES: Readonly<Record<UnitLevel, readonly (readonly [prefix: string, type: UnitType])[]>> = {
  province: [
    ['Tỉnh ', 'tinh'],
    ['Thành phố ', 'thanh-pho-trung-uong'],
  ],
  district: [
    ['Huyện ', 'huyen'],
    ['Quận ', 'quan'],
    ['Thị xã ', 'thi-xa'],
    ['Thành phố ', 'thanh-pho'],
  ],
  commune: [
    ['Xã ', 'xa'],
    ['Phường ', 'phuong'],
    ['Thị trấn ', 'thi-tran'],
    ['Đặc khu ', 'dac-khu'],
  ],
};

// A number alone names nothing: 'Phường 12' and 'Quận 1' are never said without their type.
const NUMBER = /^\d+$/;

/** Reads type and short name from a full name in NFC ('Xã Vĩnh Phong'); 'unknown' where no prefix fits. */
export function partsOfName(name: string, level: UnitLevel): NameParts {
  const match = PREFIXES[level].find(([prefix]) => name.startsWith(prefix));
  if (!match) return { type: 'unknown', shortName: name };
  const [prefix, type] = match;
  const rest = name.slice(prefix.length);
  return { type, shortName: NUMBER.test(rest) ? name : rest };
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4`]/g;

const toneLast = (word: string): string => word.replace(TONES, '') + (word.match(TONES) ?? []).join('');

/**
 * A key that is the same for two spellings of one name and different for two names: case, place of the tone
 * mark ('Hoà', 'Hòa') and shape of the apostrophe do not count, every letter and every tone does ('Hùng' and
 * 'Hưng', 'Châu Bình' and 'Châu Bính' stand side by side in one district).
 */
export function spellingKey(name: string): string {
  return name.toLowerCase().normalize('NFD').replace(APOSTROPHES, "'").split(/\s+/).map(toneLast).join(' ');
}

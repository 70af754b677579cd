import { text2, type Text2 } from '../law/text.js';
import { isKnownBirthPlace } from './birth-places.js';
import type { Sex } from './person-kinds.js';

export interface CitizenIdFacts {
  readonly sex: Sex;
  readonly birthYear: number;
}

export interface Warning {
  readonly code: string;
  readonly detail: Text2;
}

/**
 * What the structure of a 12-digit number says otherwise than the register: place of birth registration (3 digits),
 * century and sex (1), year in the century (2), then six without meaning.
 * Warnings and never faults: sex and birth may have been corrected since, provinces were merged, and since Luật Căn
 * cước 2023 (Điều 12) the law knows "12 digits" alone. Source: NĐ 137/2015 Điều 13; TT 07/2016/TT-BCA Điều 7.
 *
 * @param value exactly 12 digits
 */
export function citizenIdWarnings(value: string, known: CitizenIdFacts): readonly Warning[] {
  const centuryAndSex = Number(value[3]);
  const sex: Sex = centuryAndSex % 2 === 0 ? 'male' : 'female';
  const year = 1900 + 100 * Math.floor(centuryAndSex / 2) + Number(value.slice(4, 6));
  return [
    ...(isKnownBirthPlace(value.slice(0, 3)) ? [] : [UNKNOWN_PLACE]),
    ...(known.sex === 'unknown' || known.sex === sex ? [] : [SEX_DIFFERS]),
    ...(known.birthYear === year ? [] : [BIRTH_YEAR_DIFFERS]),
  ];
}

const UNKNOWN_PLACE: Warning = {
  code: 'people.citizenId.unknownPlace',
  detail: text2(
    'Ba số đầu của số định danh không phải mã tỉnh, thành phố nào: hãy đối chiếu giấy tờ',
    'The first three digits stand for no province: compare with the paper',
  ),
};
const SEX_DIFFERS: Warning = {
  code: 'people.citizenId.sexDiffers',
  detail: text2(
    'Giới tính suy ra từ số định danh khác với giới tính đã ghi: hãy đối chiếu giấy tờ',
    'The number stands for the other sex than the one entered: compare with the paper',
  ),
};
const BIRTH_YEAR_DIFFERS: Warning = {
  code: 'people.citizenId.birthYearDiffers',
  detail: text2(
    'Năm sinh suy ra từ số định danh khác với năm sinh đã ghi: hãy đối chiếu giấy tờ',
    'The number stands for another birth year than the one entered: compare with the paper',
  ),
};

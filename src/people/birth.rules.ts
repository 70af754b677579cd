import { isDateOnly, yearOf, type Birth, type DateOnly } from '../law/date.js';
import { text2 } from '../law/text.js';
import type { FieldFault } from '../platform/errors/problem.js';

export const FIRST_BIRTH_YEAR = 1900;

export interface BirthInput {
  readonly date?: string;
  readonly year?: number;
}

/** What is wrong with a birth as it was sent. @param today the legal day */
export function birthFaults(birth: BirthInput, today: DateOnly): readonly FieldFault[] {
  if ((birth.date === undefined) === (birth.year === undefined)) {
    return [
      {
        pointer: '/birth',
        code: 'people.birth.dateOrYear',
        detail: text2(
          'Ghi ngày sinh, hoặc chỉ năm sinh nếu không rõ ngày',
          'Give either the date or the year',
        ),
      },
    ];
  }
  const pointer = birth.date === undefined ? '/birth/year' : '/birth/date';
  if (isInTheFuture(birth, today)) {
    const detail = text2('Ngày sinh không được ở tương lai', 'A birth cannot be in the future');
    return [{ pointer, code: 'people.birth.inTheFuture', detail }];
  }
  if (yearOfInput(birth) < FIRST_BIRTH_YEAR) {
    const detail = text2('Năm sinh phải từ {first}', 'Must be born in {first} or later');
    return [{ pointer, code: 'people.birth.tooEarly', detail, parameters: { first: FIRST_BIRTH_YEAR } }];
  }
  return [];
}

/** The birth that the register holds. @param birth without faults */
export function birthOf(birth: BirthInput): Birth {
  return isDateOnly(birth.date)
    ? { date: birth.date, year: yearOf(birth.date) }
    : { year: yearOfInput(birth) };
}

function isInTheFuture(birth: BirthInput, today: DateOnly): boolean {
  return birth.date === undefined ? yearOfInput(birth) > yearOf(today) : birth.date > today;
}

function yearOfInput(birth: BirthInput): number {
  return birth.year ?? Number(birth.date?.slice(0, 4));
}

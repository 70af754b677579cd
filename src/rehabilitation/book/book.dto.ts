import type { RegistrationBook } from '../../law/registration-book.js';
import { text2, type Text2 } from '../../law/text.js';
import { CitationDto, toCitationDto } from '../../legal-reference/citation.dto.js';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../../people/identifier.rules.js';
import { SEXES, type Sex } from '../../people/person-kinds.js';
import { BirthDto } from '../../people/person.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { PageOf, PageQuery } from '../../platform/http/page.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { FormDto } from '../voluntary/voluntary-answer.dto.js';

/** Where somebody registers to go, as the book's totals tell them apart. */
export const BOOK_PLACES = [
  'home-or-community',
  'public-facility',
  'reformatory',
  'public-undesignated',
  'private-facility',
] as const;
export type BookPlace = (typeof BOOK_PLACES)[number];

defineCodeList(
  'registration-book-place',
  text2('Nơi cai nghiện trong sổ đăng ký', 'Place in the registration book'),
  {
    'home-or-community': text2('Tại gia đình, cộng đồng', 'At home or in the community'),
    'public-facility': text2('Cơ sở cai nghiện ma túy công lập', 'Public facility'),
    reformatory: text2('Trường giáo dưỡng', 'Reformatory'),
    'public-undesignated': text2(
      'Cơ sở công lập hoặc trường giáo dưỡng, chưa quyết định nơi nào',
      'Public facility or reformatory, not designated yet',
    ),
    'private-facility': text2('Cơ sở cai nghiện ma túy tư nhân', 'Private facility'),
  } satisfies Record<BookPlace, Text2>,
);

export class BookPath {
  @WholeNumber({ min: 1, max: 2_147_483_647, example: 12, description: 'The body that keeps the book' })
  readonly organisationId: number = 0;

  @WholeNumber({ min: 2022, max: 2100, example: 2027 })
  readonly year: number = 0;
}

export class BookQuery extends PageQuery {}

export class BookIdentifierDto {
  @OneOf(IDENTIFIER_KINDS, { name: 'IdentifierKind' })
  readonly kind: IdentifierKind = 'citizen-id';

  @Text({ max: 20, example: '091091004321' })
  readonly value: string = '';
}

export class BookTermDto {
  @Day({ example: '2026-07-02' })
  readonly startsOn: string = '';

  @Day({ example: '2028-07-02' })
  readonly endsOn: string = '';
}

/** The columns of the form, in its order. */
export class BookLineDto {
  @WholeNumber({ min: 1, max: 1_000_000, example: 7, description: 'Number in the book of the year' })
  readonly number: number = 1;

  @Flag({
    example: false,
    description: 'The file was voided: the line stays, struck out, and is not counted',
  })
  readonly struckOut: boolean = false;

  @Flag({
    example: false,
    description:
      'The file has left the reader’s sight, as one that was handed over does: the line stays, without its person',
  })
  readonly isMasked: boolean = false;

  @Uuid({ nullable: true })
  readonly caseId: string | null = null;

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Instant({ example: '2026-07-02T08:30:00+07:00' })
  readonly registeredAt: string = '';

  @Uuid({ nullable: true })
  readonly personId: string | null = null;

  @Text({ max: 200, nullable: true, example: 'Danh Thị Ngọc Ánh' })
  readonly fullName: string | null = null;

  @Nested(() => BirthDto, { nullable: true })
  readonly birth: BirthDto | null = null;

  @OneOf(SEXES, { name: 'Sex', nullable: true })
  readonly sex: Sex | null = null;

  @Nested(() => BookIdentifierDto, { nullable: true })
  readonly identifier: BookIdentifierDto | null = null;

  @Text({
    max: 200,
    nullable: true,
    example: 'Xã Vĩnh Thuận',
    description: 'Where the person lived on the day of registering',
  })
  readonly residence: string | null = null;

  @Nested(() => BookTermDto, { nullable: true, description: 'As decided; null until then' })
  readonly term: BookTermDto | null = null;

  @OneOf(BOOK_PLACES, { name: 'RegistrationBookPlace', nullable: true, example: 'home-or-community' })
  readonly place: BookPlace | null = null;

  @Text({ max: 300, nullable: true, example: null, description: 'Name of the facility' })
  readonly placeName: string | null = null;

  @Nested(() => BilingualDto, { nullable: true, description: 'Where the file stands today' })
  readonly note: BilingualDto | null = null;
}

export const BookPage = PageOf(BookLineDto);

export class BookCountDto {
  @WholeNumber({ min: 0, max: 1_000_000, example: 3, description: 'Lượt: files' })
  readonly turns: number = 0;

  @WholeNumber({ min: 0, max: 1_000_000, example: 3, description: 'Người' })
  readonly persons: number = 0;
}

export class BookPlaceCountDto extends BookCountDto {
  @OneOf(BOOK_PLACES, { name: 'RegistrationBookPlace', example: 'home-or-community' })
  readonly place: BookPlace = 'home-or-community';
}

export class BookPeriodDto {
  @Day({ example: '2026-12-15' })
  readonly from: string = '';

  @Day({ example: '2027-12-14' })
  readonly to: string = '';
}

export class BookTotalsDto {
  @WholeNumber({ min: 2022, max: 2100, example: 2027 })
  readonly year: number = 0;

  @Nested(() => BookPeriodDto, { description: 'The year as the form has it' })
  readonly period: BookPeriodDto = new BookPeriodDto();

  @Nested(() => BookPeriodDto, {
    description: 'The part of it in which the law had this body keep the book; the totals are of it',
  })
  readonly kept: BookPeriodDto = new BookPeriodDto();

  @Day({ example: '2027-03-01', description: 'Last day that is counted: today while the year goes on' })
  readonly countedTo: string = '';

  @Nested(() => FormDto)
  readonly form: FormDto = new FormDto();

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();

  @Nested(() => BookCountDto)
  readonly registered: BookCountDto = new BookCountDto();

  @ListOf(() => BookPlaceCountDto, { max: BOOK_PLACES.length })
  readonly registeredByPlace: readonly BookPlaceCountDto[] = [];

  @Nested(() => BookCountDto, {
    description: 'In rehabilitation on the last day counted, of the files that the body kept on it',
  })
  readonly underWay: BookCountDto = new BookCountDto();

  @Nested(() => BookCountDto, {
    description: 'Completed within the period, of the files that the body kept on the day',
  })
  readonly completed: BookCountDto = new BookCountDto();
}

export type BookTotals = Pick<
  BookTotalsDto,
  'countedTo' | 'registered' | 'registeredByPlace' | 'underWay' | 'completed'
>;

export function toTotalsDto(book: RegistrationBook, totals: BookTotals): BookTotalsDto {
  const { year, period, kept, form, citation } = book;
  return { ...{ year, period, kept, form }, citation: toCitationDto(citation), ...totals };
}

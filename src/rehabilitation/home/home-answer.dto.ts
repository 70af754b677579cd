import { Instant, Nested, OneOf } from '../../platform/http/fields.js';
import { CourseDto } from '../course/course-answer.dto.js';
import { courseDto } from '../course/course.view.js';
import type { Desk } from '../voluntary/desk.js';
import { HOME_DOOR, HOME_STATES, type HomeState } from '../voluntary/door-home.js';
import { TermDto, VoluntaryFileDto } from '../voluntary/voluntary-answer.dto.js';
import { OrdinalDto, PLACES, type Place } from '../voluntary/voluntary-input.dto.js';
import { iso, ordinalDto, termDto, toFileDto, type VoluntaryView } from '../voluntary/voluntary.view.js';

export class HomeRehabilitationDto extends VoluntaryFileDto {
  @OneOf(HOME_STATES, { name: 'HomeRehabilitationStatus', example: 'decided' })
  readonly status: HomeState = 'handed-in';

  @OneOf(PLACES, { name: 'RehabilitationPlace' })
  readonly place: Place = 'home';

  @Nested(() => OrdinalDto)
  readonly ordinal: OrdinalDto = new OrdinalDto();

  @Instant({
    nullable: true,
    description: 'Reception record of the commune police, from which the term runs (from 01/07/2026)',
  })
  readonly receptionAt: string | null = null;

  @Nested(() => TermDto, { nullable: true })
  readonly term: TermDto | null = null;

  @Instant({ nullable: true, description: 'When rehabilitation began, within the time limit or later' })
  readonly startedAt: string | null = null;

  @Nested(() => CourseDto, { nullable: true, description: 'What happened since rehabilitation began' })
  readonly course: CourseDto | null = null;
}

export const HOME: Desk<HomeRehabilitationDto> = { doors: [HOME_DOOR], show: toHomeDto };

export function toHomeDto(view: VoluntaryView): HomeRehabilitationDto {
  const { file, record } = view;
  return {
    ...toFileDto(view),
    status: file.status as HomeState,
    place: record.place ?? 'home',
    ordinal: ordinalDto(record),
    receptionAt: iso(record.receptionAt),
    term: termDto(record),
    startedAt: iso(record.startedAt),
    course: courseDto(view),
  };
}

import { factsAt } from '../../cases/steps/step-guards.js';
import { regimeFor } from '../../cases/steps/step.rules.js';
import { Instant, Nested, OneOf } from '../../platform/http/fields.js';
import { CourseDto } from '../course/course-answer.dto.js';
import { courseOf } from '../course/course.js';
import { termOf, toCourseDto } from '../course/course.view.js';
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

function courseDto({ door, file, record, events, today }: VoluntaryView): CourseDto | null {
  if (!door.running?.begun.includes(file.status)) return null;
  const regime = regimeFor('term', door.kind, factsAt(door, file, events, today));
  return toCourseDto({ course: courseOf(events), term: termOf(record), regime, asOf: today });
}

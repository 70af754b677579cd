import './api-enums.code-lists.js';
import './permission.code-lists.js';

/** The code list that describes an enum of the document which has not its name: its values are among the list's. */
export const API_ENUMS: Readonly<Record<string, string>> = {
  CalendarDayKind: 'day-kind',
  DeadlineUnit: 'time-unit',
  FacilityRehabilitationStatus: 'file-status',
  HomeRehabilitationStatus: 'file-status',
  NumberOfAnAct: 'instrument-kind',
  SubstitutionRegistrationStatus: 'file-status',
  TermUnit: 'time-unit',
  WarningUnit: 'time-unit',
};

/** A time of a day by the clock of Vietnam. */
export const CLOCK_TIME = {
  max: 5,
  min: 5,
  pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/,
  patternDetail: { vi: 'Giờ viết dạng HH:MM', en: 'A time is written HH:MM' },
} as const;

/** How times are written. */
export const englishClock = {
  /** Names of the months, in order, with spaces between them. */
  'clock.months': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'clock.day': '{day} {month}',
  'clock.date': '{day} {month} {year}',
  /** A span of time within one year. */
  'clock.inYear': '{ends} {year}',
} as const;

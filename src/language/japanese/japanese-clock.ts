import type { englishClock } from '../english/english-clock.ts';

/** How times are written in Japanese. */
export const japaneseClock: Record<keyof typeof englishClock, string> = {
  'clock.months': '01 02 03 04 05 06 07 08 09 10 11 12',
  'clock.day': '{month}/{day}',
  'clock.date': '{year}/{month}/{day}',
  'clock.inYear': '{year}/{ends}',
};

import {
  millisecondsInDay,
  millisecondsInHour,
  millisecondsInMinute,
  millisecondsInSecond,
} from 'date-fns/constants';
import { groupedDigits, type Language, say } from '../language/language.ts';

/** A whole number up to nine as a word, in languages that write it so; others in digits. */
export function numberWord(value: number, { texts }: Language): string {
  const name = `number.${value}`;
  return isNumberName(name, texts) ? texts[name] : digitsOf(value);
}

/** A number in digits, hundredths at most. */
export function digitsOf(value: number): string {
  // Adding 0 makes a negative zero a plain one.
  return groupedDigits(Math.round(value * 100) / 100 + 0);
}

type NumberName = Extract<keyof Language['texts'], `number.${number}`>;

function isNumberName(name: string, texts: Language['texts']): name is NumberName {
  return Object.hasOwn(texts, name);
}

/** A share as people read it: whole percents, and below one of them what is there. */
export function percentText(share: number): string {
  const percent = share * 100;
  return `${digitsOf(Math.abs(percent) < 1 ? percent : Math.round(percent))}%`;
}

const units = [
  ['time.days', millisecondsInDay],
  ['time.hours', millisecondsInHour],
  ['time.minutes', millisecondsInMinute],
  ['time.seconds', millisecondsInSecond],
] as const;

/** A unit is used from so many of it on. */
const leastOfUnit = 2;

/** A length of time in words: `seven days`, `22 minutes`; what no unit divides is rounded to a unit that tells enough. */
export function timeText(milliseconds: number, language: Language): string {
  if (milliseconds < millisecondsInSecond) return say(language, 'time.instant');
  const exact = units.find(([, size]) => milliseconds % size === 0);
  const telling = units.find(([, size]) => milliseconds >= leastOfUnit * size);
  const [name, size] =
    exact && (!telling || exact[1] >= telling[1]) ? exact : (telling ?? units[3]);
  const n = Math.round(milliseconds / size);
  return say(language, name, { number: numberWord(n, language), n });
}

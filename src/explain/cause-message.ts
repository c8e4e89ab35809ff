import { alertShape, eventShape } from '../event/event-shape.ts';
import { english } from '../language/english.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import { describeFlaw, flawOfField } from '../rule/detection/field-flaw.ts';

/** Causes that ask for more of the log. */
const spans = {
  earlier: /^needs ([\d.]+) (d|h|min|s) of earlier log$/,
  earlierWithoutGap: /^needs ([\d.]+) (d|h|min|s) of earlier log without a gap of over 24 h$/,
  later: /^needs ([\d.]+) (d|h|min|s) of later log$/,
} as const;
const spanNames = ['earlier', 'earlierWithoutGap', 'later'] as const;
type Unit = 'd' | 'h' | 'min' | 's';

/** The other causes that stand word by word in a table of texts. */
const plain = [
  'cause.days',
  'cause.feeds',
  'cause.feedsOrOrder',
  'cause.hears',
  'cause.interrupted',
] as const;

/** How a cause begins by which a rule can never match, and the clause for one that needs another such rule. */
const neverMatches = toldInEnglish(tell('cause.neverMatches', { why: '' }));
const needs = /^"(.*)", which it needs, can never match$/s;

/**
 * A cause of an undecided rule as a message. Summaries name causes in English, for they are read by programs as well;
 * one that no table has stays as it is.
 */
export function causeTold(cause: string): Message {
  for (const name of spanNames) {
    const [, amount, unit] = spans[name].exec(cause) ?? [];
    if (amount === undefined) continue;
    const length = tell(`length.${unit as Unit}`, { amount });
    return tell(`cause.${name}`, { length });
  }
  if (isHopeless(cause)) {
    return tell('cause.neverMatches', { why: hopelessnessTold(cause.slice(neverMatches.length)) });
  }
  const name = plain.find((each) => english[each] === cause);
  return name ? tell(name) : tell('cause.other', { cause });
}

/** Whether a cause is one by which a rule can never match, whatever the log. */
export function isHopeless(cause: string): boolean {
  return cause.startsWith(neverMatches);
}

/** Why a rule can never match, as a message; the words themselves if they are not known. */
function hopelessnessTold(why: string): Message | string {
  const [, rule] = needs.exec(why) ?? [];
  if (rule !== undefined) return tell('cause.needs', { rule });
  return pathsNamedFirst(why).flatMap((path) => flawTold(path, why))[0] ?? why;
}

/** What is wrong with a field, if these English words say just that of it. */
function flawTold(path: string, words: string): readonly Message[] {
  return [eventShape, alertShape].flatMap((shape) => {
    const flaw = flawOfField(path, shape);
    const told = flaw && describeFlaw(path, flaw);
    return told && toldInEnglish(told) === words ? [told] : [];
  });
}

/** What may be the first name in quotes: the filter of a path may hold quotes itself. */
function pathsNamedFirst(words: string): readonly string[] {
  const start = words.indexOf('"') + 1;
  if (start === 0) return [];
  const ends = [...words.matchAll(/"/g)].map(({ index }) => index).filter((at) => at > start);
  return ends.map((end) => words.slice(start, end));
}

/** How much more of a log a cause asks for, on one side: the number and its unit. */
export function spanAsked(
  cause: string,
  side: 'earlier' | 'later',
): { readonly amount: number; readonly unit: Unit } | undefined {
  const [, amount, unit] = spans[side].exec(cause) ?? [];
  return amount === undefined ? undefined : { amount: Number(amount), unit: unit as Unit };
}

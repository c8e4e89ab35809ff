import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import type { RuleOutcome } from '../../../finding/summary.ts';
import { english } from '../../../language/english.ts';
import { type Message, tell, toldIn } from '../../../language/message.ts';
import type { Safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';

const units = {
  d: millisecondsInDay,
  h: millisecondsInHour,
  min: millisecondsInMinute,
  s: 1_000,
} as const;
type Unit = keyof typeof units;

/** Causes that ask for more of the log. */
const spans = {
  earlier: /^needs ([\d.]+) (d|h|min|s) of earlier log$/,
  earlierWithoutGap: /^needs ([\d.]+) (d|h|min|s) of earlier log without a gap of over 24 h$/,
  later: /^needs ([\d.]+) (d|h|min|s) of later log$/,
} as const;
const spanNames = ['earlier', 'earlierWithoutGap', 'later'] as const;

/** The other causes that stand word by word in a table of texts. */
const plain = [
  'cause.days',
  'cause.feeds',
  'cause.feedsOrOrder',
  'cause.hears',
  'cause.interrupted',
] as const;

/** Why a rule could not be fully evaluated, in the reader's words. */
export function causesOf(rule: RuleOutcome, theme: Theme): readonly Safe[] {
  return [
    ...rule.missing.map((field) =>
      theme.say('cause.lacks', { field: theme.show(field, { max: 200 }) }),
    ),
    ...rule.because.map((cause) => causeText(cause, theme)),
  ];
}

/**
 * A cause in the reader's words. Summaries name causes in English, for they are read by programs as well; one
 * that no table has, such as that a rule can never match, stays as it is.
 */
export function causeText(cause: string, theme: Theme): Safe {
  return theme.show(toldIn(theme.language, causeTold(cause)), { max: 300 });
}

/** The same as a message. */
export function causeTold(cause: string): Message {
  for (const name of spanNames) {
    const [, amount, unit] = spans[name].exec(cause) ?? [];
    if (amount === undefined) continue;
    const length = tell(`length.${unit as Unit}`, { amount });
    return tell(`cause.${name}`, { length });
  }
  const name = plain.find((each) => english[each] === cause);
  return name ? tell(name) : tell('ruleTest.cause', { cause });
}

/** For how much earlier, or later, a log a cause asks; milliseconds, 0 if it does not. */
export function lengthAsked(cause: string, side: 'earlier' | 'later'): number {
  const [, amount, unit] = spans[side].exec(cause) ?? [];
  return amount === undefined ? 0 : Number(amount) * units[unit as Unit];
}

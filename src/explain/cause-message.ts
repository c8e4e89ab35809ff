import { english } from '../language/english.ts';
import { type Message, tell } from '../language/message.ts';

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

/**
 * A cause of an undecided rule as a message. Summaries name causes in English, for they are read by programs as well;
 * one that no table has, such as that a rule can never match, stays as it is.
 */
export function causeTold(cause: string): Message {
  for (const name of spanNames) {
    const [, amount, unit] = spans[name].exec(cause) ?? [];
    if (amount === undefined) continue;
    const length = tell(`length.${unit as Unit}`, { amount });
    return tell(`cause.${name}`, { length });
  }
  const name = plain.find((each) => english[each] === cause);
  return name ? tell(name) : tell('cause.other', { cause });
}

/** How much more of a log a cause asks for, on one side: the number and its unit. */
export function spanAsked(
  cause: string,
  side: 'earlier' | 'later',
): { readonly amount: number; readonly unit: Unit } | undefined {
  const [, amount, unit] = spans[side].exec(cause) ?? [];
  return amount === undefined ? undefined : { amount: Number(amount), unit: unit as Unit };
}

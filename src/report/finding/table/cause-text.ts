import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { causeTold, spanAsked } from '../../../explain/cause-message.ts';
import type { RuleOutcome } from '../../../finding/summary.ts';
import { toldIn } from '../../../language/message.ts';
import type { Safe } from '../../text/escape.ts';
import type { Theme } from '../../text/theme.ts';

const units = {
  d: millisecondsInDay,
  h: millisecondsInHour,
  min: millisecondsInMinute,
  s: 1_000,
} as const;

/** Why a rule could not be fully evaluated, in the reader's words. */
export function causesOf(rule: RuleOutcome, theme: Theme): readonly Safe[] {
  return [
    ...rule.missing.map((field) =>
      theme.say('cause.lacks', { field: theme.show(field, { max: 200 }) }),
    ),
    ...rule.because.map((cause) => causeText(cause, theme)),
  ];
}

/** A cause in the reader's words. */
export function causeText(cause: string, theme: Theme): Safe {
  return theme.show(toldIn(theme.language, causeTold(cause)), { max: 300 });
}

/** For how much earlier, or later, a log a cause asks; milliseconds, 0 if it does not. */
export function lengthAsked(cause: string, side: 'earlier' | 'later'): number {
  const asked = spanAsked(cause, side);
  return asked ? asked.amount * units[asked.unit] : 0;
}

import type { CorrelationMatch } from '../correlation/aggregation.ts';
import { type Truth, undecided, yes } from '../detection/truth.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { TraceNode } from './explanation.ts';

/** What a walk over one group came to for one of its members. */
export interface GroupVerdict
  extends Pick<CorrelationMatch, 'from' | 'to' | 'startKnown' | 'endKnown'> {
  /** Whether the member begins an episode. */
  readonly truth: Truth;
  readonly condition: TraceNode;
  /** Why it does or does not, as a clause. */
  readonly episode: string;
}

/** What a group is walked with. */
export interface GroupContext {
  readonly correlation: Correlation;
  readonly past: LogHistory;
}

/** Why a member begins an episode, and why not though the condition holds. */
export const begins = 'it is the event that makes the condition true';
export const goesOn =
  'without this event the condition would hold too, so an episode had begun before it';
const notMet = 'the condition does not hold, so there is no episode to begin';
const isOpen = 'whether an episode begins with it is open';

/** Why a member does or does not begin an episode; `holding` is the reason if it does. */
export function reasonFor(truth: Truth, holding: string): string {
  if (truth === undecided) return isOpen;
  return truth === yes ? holding : notMet;
}

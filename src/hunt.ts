import { decodeEvent } from './event/decode.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import { isObject, own } from './event/json.ts';
import type { Outcome } from './finding/outcome.ts';
import { createInquiry, type InquiryOptions, type Judging } from './inquiry.ts';
import type { RuleSet } from './rule/rule.ts';

/** What can be hunted in: decoded events, what reading them gave, or plain objects. */
export type Input = Event | Rejection | Source | object;

export interface HuntOptions extends InquiryOptions {
  /** Called before each rule is judged, once the log was read; awaited, so that others can breathe. */
  readonly onJudging?: (judging: Judging) => Promise<void> | void;
}

/**
 * THE pipeline: events in, outcomes out.
 *
 * Yields each record that could not be judged as it comes, then the findings (worst first, then by
 * time), then one summary. The same events give the same findings in any order, split and
 * multiplicity. Reads no clock, prints nothing. Throws if the books do not balance: then a record
 * was lost, and no answer is better than a wrong one.
 */
export async function* hunt(
  input: AsyncIterable<Input> | Iterable<Input>,
  rules: RuleSet,
  options: HuntOptions = {},
): AsyncGenerator<Outcome> {
  const inquiry = createInquiry(rules, options);
  for await (const item of input) {
    const record = isDecoded(item) ? item : decodeEvent(item);
    if (record.kind === 'event') inquiry.see(record);
    else if (record.kind === 'source') inquiry.finish(record);
    else yield inquiry.reject(record);
  }
  for (const step of inquiry.conclude()) {
    if ('kind' in step) yield step;
    else await options.onJudging?.(step);
  }
}

/** What the decoded have beside their kind; a plain record may have a `kind` of its own. */
const marks: ReadonlyMap<unknown, string> = new Map([
  ['event', 'raw'],
  ['rejection', 'reason'],
  ['source', 'records'],
]);

function isDecoded(item: unknown): item is Event | Rejection | Source {
  if (!isObject(item)) return false;
  const mark = marks.get(own(item, 'kind'));
  return mark !== undefined && own(item, mark) !== undefined;
}

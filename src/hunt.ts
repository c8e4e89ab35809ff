import { decodeEvent } from './event/decode.ts';
import type { Event, Rejection, Source } from './event/event.ts';
import type { Outcome } from './finding/outcome.ts';
import { createInquiry, type InquiryOptions } from './inquiry.ts';
import type { RuleSet } from './rule/rule.ts';

/** What can be hunted in: decoded events, what reading them gave, or plain objects. */
export type Input = Event | Rejection | Source | object;

/** See {@link InquiryOptions}. */
export type HuntOptions = InquiryOptions;

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
  yield* inquiry.conclude();
}

function isDecoded(item: Input): item is Event | Rejection | Source {
  const kind: unknown = Object.hasOwn(item, 'kind') && (item as { kind: unknown }).kind;
  return kind === 'event' || kind === 'rejection' || kind === 'source';
}

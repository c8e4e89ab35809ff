import type { Event, Rejection } from '../../event/event.ts';
import { damageAt, type ParsedItem } from '../parsed-item.ts';

/** What is known about how a text ended. */
export interface FileEnding {
  /** Why it need not be the end of what was written; undefined if it is. */
  readonly why: string | undefined;
  /** Whether the last line has no line feed, in a format in which only that ends a record. */
  readonly isOpen: boolean;
}

/**
 * The last items of a text. If the text was cut, a last row that only looks whole is none: nothing tells
 * whether its last cell is.
 */
export function* lastItems(
  items: Iterable<ParsedItem>,
  { why, isOpen }: FileEnding,
): Generator<ParsedItem> {
  let last: ParsedItem | undefined;
  for (const item of items) {
    if (last) yield last;
    last = item;
  }
  if (!last) return;
  if (why === undefined || !isOpen) return yield last;
  const names = last.kind === 'damage' ? last.names : undefined;
  yield damageAt(last, 'truncated', 'the text ends inside a row', names ?? []);
}

/** The rejection of a record that was cut, with the reason added if there is one; others as they are. */
export function because<T extends Event | Rejection>(outcome: T, why: string | undefined): T {
  if (why === undefined || outcome.kind !== 'rejection' || outcome.reason !== 'truncated') {
    return outcome;
  }
  return { ...outcome, message: `${outcome.message}: ${why}` };
}

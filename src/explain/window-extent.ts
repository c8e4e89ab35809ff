import { millisecondsInDay, millisecondsInHour, millisecondsInMinute } from 'date-fns/constants';
import { type Message, tell } from '../language/message.ts';
import { groupingsOf, type Window } from '../rule/window/window.ts';

const units = [
  ['span.days', 'span.oneDay', millisecondsInDay],
  ['span.hours', 'span.oneHour', millisecondsInHour],
  ['span.minutes', 'span.oneMinute', millisecondsInMinute],
  ['span.seconds', 'span.oneSecond', 1_000],
  ['span.milliseconds', 'span.oneMillisecond', 1],
] as const;

type Unit = (typeof units)[number];

/** A length of time in the largest unit that divides it, `12 hours`; milliseconds. */
export function spanOf(milliseconds: number): Message {
  const [several, , size] = unitOf(milliseconds);
  const n = milliseconds / size;
  return tell(several, { number: String(n), n });
}

/** The same after `the previous`: without the number if it is 1. */
function spanAfterName(milliseconds: number): Message {
  const [, one, size] = unitOf(milliseconds);
  return milliseconds === size ? tell(one) : spanOf(milliseconds);
}

function unitOf(milliseconds: number): Unit {
  return units.find(([, , size]) => milliseconds % size === 0) as Unit;
}

/** Where a window lies, `in the previous 12 hours with the same client.ipAddress`. */
export function extentOf(window: Window): Message {
  const { list, before, until, after } = window;
  if (list !== undefined) return tell('windowExtent.list', { list });
  const same = sameOf(window);
  if (before !== undefined && until !== undefined) {
    const ends = { before: spanOf(before), until: spanOf(until) };
    return tell('windowExtent.between', { ...ends, same });
  }
  const previous =
    before === undefined ? [] : [tell('windowExtent.previous', { time: spanAfterName(before) })];
  const following =
    after === undefined ? [] : [tell('windowExtent.following', { time: spanAfterName(after) })];
  const sides = joined([...previous, ...following], 'windowExtent.and');
  return tell('windowExtent.in', { sides, same });
}

/** What the events of a window share with the event; nothing if they are all the events. */
function sameOf(window: Window): Message | '' {
  const groupings = groupingsOf(window).map((fields) => joined(fields, 'windowExtent.and'));
  const fields = joined(groupings, 'windowExtent.orSame');
  return fields === '' ? '' : tell('windowExtent.same', { fields });
}

function joined(
  parts: readonly (Message | string)[],
  name: 'windowExtent.and' | 'windowExtent.orSame',
): Message | string {
  const [only, ...others] = parts;
  return others.reduce<Message | string>(
    (first, second) => tell(name, { first, second }),
    only ?? '',
  );
}

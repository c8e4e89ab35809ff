/** An event as the fake org keeps it. */
export interface Stored {
  readonly uuid: string;
  /** Milliseconds since 1970 UTC. */
  readonly published: number;
  /** When the org stored it: at once, or late. */
  readonly stored: number;
  /** The event's JSON. */
  readonly text: string;
}

/** A page, and the opaque cursor behind it; no cursor at the end of a bounded query. */
export interface Slice {
  readonly events: readonly Stored[];
  readonly after: string | undefined;
}

/** What is asked for: with `until` bounded, without it polling. */
export interface Ask {
  readonly since: number;
  readonly until: number | undefined;
  readonly after: string | undefined;
  readonly limit: number;
  readonly descending: boolean;
  readonly wants: (event: Stored) => boolean;
}

/** The log of a fake org, with the API's two orders. */
export interface Log {
  readonly add: (event: Stored) => void;
  readonly all: () => readonly Stored[];
  /** Undefined if the cursor is not one of this log's. */
  readonly read: (ask: Ask, now: number) => Slice | undefined;
}

const day = 86_400_000;
/** How long an org keeps events. */
export const retention = 90 * day;

export function createLog(events: readonly Stored[] = []): Log {
  const kept: Stored[] = [...events];
  let orders: Orders | undefined;
  const ordered = (): Orders => {
    orders ??= ordersOf(kept);
    return orders;
  };
  return {
    add: (event) => {
      kept.push(event);
      orders = undefined;
    },
    all: () => kept,
    read: (ask, now) =>
      ask.until === undefined && !ask.descending
        ? poll(ordered().stored, ask, now)
        : bounded(ordered().published, ask, now),
  };
}

interface Orders {
  readonly published: readonly Stored[];
  readonly stored: readonly Stored[];
}

function ordersOf(events: readonly Stored[]): Orders {
  const by = (key: 'published' | 'stored') =>
    events.toSorted((a, b) => a[key] - b[key] || (a.uuid < b.uuid ? -1 : 1));
  return { published: by('published'), stored: by('stored') };
}

/** Ordered by `published`; what is stored after its place was passed is missed. */
function bounded(events: readonly Stored[], ask: Ask, now: number): Slice | undefined {
  const until = ask.until ?? now;
  const from = ask.after === undefined ? undefined : readCursor(ask.after, 'b');
  if (ask.after !== undefined && from === undefined) return undefined;
  const oldest = Math.max(ask.since, now - retention);
  const sign = ask.descending ? -1 : 1;
  const isAfter = (event: Stored): boolean =>
    from === undefined ||
    sign * (event.published - from.time) > 0 ||
    (event.published === from.time && event.uuid > from.uuid);
  const found: Stored[] = [];
  const list = ask.descending ? events.toReversed() : events;
  for (
    let at = ask.descending ? 0 : lowerBound(list, from?.time ?? oldest);
    at < list.length;
    at++
  ) {
    const event = list[at] as Stored;
    if (!ask.descending && event.published >= until) break;
    if (event.published < oldest || event.published >= until || event.stored > now) continue;
    if (!isAfter(event) || !ask.wants(event)) continue;
    if (found.length === ask.limit) return { events: found, after: cursorOf('b', found.at(-1)!) };
    found.push(event);
  }
  return { events: found, after: undefined };
}

/** Ordered by the time of storing, and without end. */
function poll(events: readonly Stored[], ask: Ask, now: number): Slice | undefined {
  const from = ask.after === undefined ? undefined : readCursor(ask.after, 'p');
  if (ask.after !== undefined && from === undefined) return undefined;
  const found: Stored[] = [];
  for (const event of events) {
    if (event.stored > now || found.length === ask.limit) break;
    if (
      from &&
      (event.stored < from.time || (event.stored === from.time && event.uuid <= from.uuid))
    )
      continue;
    if (event.published < Math.max(ask.since, now - retention) || !ask.wants(event)) continue;
    found.push(event);
  }
  const last = found.at(-1);
  const same =
    ask.after ?? cursorOf('p', { stored: ask.since - 1, published: 0, uuid: '', text: '' });
  return { events: found, after: last ? cursorOf('p', last) : same };
}

function lowerBound(events: readonly Stored[], time: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as Stored).published < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cursorOf(kind: 'b' | 'p', { published, stored, uuid }: Stored): string {
  const time = kind === 'b' ? published : stored;
  return Buffer.from(`${kind}_${time}_${uuid}`).toString('base64url');
}

function readCursor(after: string, kind: string) {
  const [, found, time, uuid] =
    /^([bp])_(-?\d+)_(.*)$/.exec(Buffer.from(after, 'base64url').toString()) ?? [];
  return found === kind ? { time: Number(time), uuid: uuid as string } : undefined;
}

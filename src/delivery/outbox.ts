import { join } from 'node:path';
import { isoTime } from '../event/time.ts';
import { type Message, tell, toldInEnglish } from '../language/message.ts';
import type { Disk } from '../okta/archive/disk.ts';
import { appendLetters, type DeadLetter, deadLetterVersion, mendLetters } from './dead-letter.ts';
import type { Notification } from './notification.ts';
import {
  damagedFile,
  messagePath,
  type OutboxMark,
  outboxMarkName,
  parseStored,
  readMark,
  replaceFile,
  storedNumbers,
  storedText,
} from './outbox-file.ts';
import type { Receiver } from './receiver.ts';

export interface OutboxOptions {
  readonly disk: Disk;
  /** The folder of the messages; it is made if need be. */
  readonly folder: string;
  /** The file for what is given up. */
  readonly deadLetters: string;
  readonly receivers: readonly Pick<Receiver, 'key' | 'name'>[];
  /** The wall clock, in milliseconds. */
  readonly now: () => number;
  readonly limits?: OutboxLimits;
}

/** What waits for one receiver beyond these is given up, the oldest first. */
export interface OutboxLimits {
  readonly messages: number;
  /** Of all messages together. */
  readonly bytes: number;
}

export const outboxLimits: OutboxLimits = { messages: 10_000, bytes: 256 * 1024 ** 2 };

/** Bytes of messages that are handed over at once; one message may be larger. */
const batchBytes = 512 * 1024;

/** Messages on the disk, in order, until each of their receivers is done with them. */
export interface Outbox {
  /** Resolves when the message would survive a power cut. For whom it waits already it is not added again. */
  readonly put: (message: Notification, to: readonly string[]) => Promise<void>;
  /** The oldest messages that wait for a receiver, at most so many. */
  readonly next: (key: string, most: number) => Promise<readonly Notification[]>;
  /** Notes that a receiver accepted messages. */
  readonly accepted: (key: string, messages: readonly Notification[]) => Promise<void>;
  /** Moves messages of a receiver to the dead letters. */
  readonly bury: (key: string, messages: readonly Notification[], reason: Message) => Promise<void>;
  readonly standing: (key: string) => OutboxStanding;
}

/** How one receiver stands in an outbox. */
export interface OutboxStanding {
  readonly waiting: number;
  readonly delivered: number;
  readonly dead: number;
  /** When the oldest waiting message was put in; null if none waits. */
  readonly oldest: string | null;
}

interface Entry {
  readonly number: number;
  readonly id: string;
  readonly at: string;
  readonly bytes: number;
  /** Keys of the receivers that it was put in for. */
  readonly addressed: readonly string[];
  /** Those of them that it waits for. */
  readonly to: Set<string>;
}

/** An outbox, open: what is on the disk, and where in it each receiver is. */
interface Box {
  readonly options: OutboxOptions;
  readonly names: ReadonlyMap<string, string>;
  entries: readonly Entry[];
  mark: OutboxMark;
  next: number;
}

/**
 * Opens an outbox, or makes one. Messages for receivers that are no longer there become dead letters. Only one
 * process at a time may have it open; the lock of the archive that it lies in sees to that. Throws an `OktaError` if
 * a file in it is damaged.
 */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { disk, folder, receivers } = options;
  await disk.makeFolder(folder);
  const mark = await readMark(disk, folder);
  const entries = await readEntries(options, mark);
  const next = Math.max(mark.next, (entries.at(-1)?.number ?? 0) + 1);
  const names = new Map(receivers.map(({ key, name }) => [key, name]));
  const box: Box = { options, names, entries, mark, next };
  await mendLetters(disk, options.deadLetters);
  await buryStrangers(box);
  const inTurn = createTurns();
  return {
    put: (message, to) => inTurn(() => put(box, message, to)),
    next: (key, most) => inTurn(() => take(box, key, most)),
    accepted: (key, messages) => inTurn(() => settle(box, key, messages, 'delivered')),
    bury: (key, messages, reason) => inTurn(() => bury(box, key, messages, reason)),
    standing: (key) => standingOf(box, key),
  };
}

/** One action after the other; an error reaches the one who asked for it. */
function createTurns(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const turn = last.then(action);
    last = turn.catch(() => {});
    return turn;
  };
}

/** What lies in the folder, for those who are not done with it. */
async function readEntries(
  { disk, folder }: OutboxOptions,
  { receivers }: OutboxMark,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const number of await storedNumbers(disk, folder)) {
    const path = messagePath(folder, number);
    const bytes = (await disk.read(path)) ?? new Uint8Array(0);
    const stored = parseStored(Buffer.from(bytes).toString('utf8'));
    if (!stored) throw damagedFile(path, folder);
    const { id, at, to } = stored;
    const open = to.filter((key) => number >= (receivers[key]?.after ?? 0));
    entries.push({ number, id, at, bytes: bytes.length, addressed: to, to: new Set(open) });
  }
  return entries;
}

function waitingFor({ entries }: Box, key: string): readonly Entry[] {
  return entries.filter(({ to }) => to.has(key));
}

function rowOf({ mark }: Box, key: string): OutboxMark['receivers'][string] {
  return mark.receivers[key] ?? { after: 0, delivered: 0, dead: 0 };
}

function standingOf(box: Box, key: string): OutboxStanding {
  const waiting = waitingFor(box, key);
  const { delivered, dead } = rowOf(box, key);
  return { waiting: waiting.length, delivered, dead, oldest: waiting[0]?.at ?? null };
}

async function put(box: Box, message: Notification, to: readonly string[]): Promise<void> {
  const { disk, folder } = box.options;
  const { id, at } = message;
  const same = box.entries.filter((entry) => entry.id === id);
  const fresh = to.filter((key) => !same.some(({ addressed }) => addressed.includes(key)));
  if (fresh.length === 0) return;
  const text = storedText({ ...message, to: fresh });
  await replaceFile(disk, messagePath(folder, box.next), text);
  const bytes = Buffer.byteLength(text);
  const entry = { number: box.next, id, at, bytes, addressed: fresh, to: new Set(fresh) };
  box.entries = [...box.entries, entry];
  box.next++;
  await trim(box);
}

async function take(box: Box, key: string, most: number): Promise<readonly Notification[]> {
  const messages: Notification[] = [];
  let size = 0;
  for (const entry of waitingFor(box, key).slice(0, most)) {
    size += entry.bytes;
    if (messages.length > 0 && size > batchBytes) break;
    messages.push(await read(box, entry));
  }
  return messages;
}

async function read({ options }: Box, { number, id, at }: Entry): Promise<Notification> {
  const path = messagePath(options.folder, number);
  const bytes = (await options.disk.read(path)) ?? new Uint8Array(0);
  const stored = parseStored(Buffer.from(bytes).toString('utf8'));
  if (!stored) throw damagedFile(path, options.folder);
  return { id, at, about: stored.about };
}

/** Notes that a receiver is done with messages: the first that wait for it, since all of a receiver go in order. */
async function settle(
  box: Box,
  key: string,
  messages: readonly Pick<Notification, 'id'>[],
  as: 'delivered' | 'dead',
): Promise<void> {
  const { disk, folder } = box.options;
  const ids = new Set(messages.map(({ id }) => id));
  const settled = waitingFor(box, key).filter(({ id }) => ids.has(id));
  const last = settled.at(-1);
  if (!last) return;
  const row = rowOf(box, key);
  const moved = { ...row, after: last.number + 1, [as]: row[as] + settled.length };
  const receivers = { ...box.mark.receivers, [key]: moved };
  box.mark = { ...box.mark, next: box.next, receivers };
  await replaceFile(disk, join(folder, outboxMarkName), `${JSON.stringify(box.mark)}\n`);
  for (const { to } of settled) to.delete(key);
  await sweep(box);
}

/** Removes what nobody waits for. */
async function sweep(box: Box): Promise<void> {
  const { disk, folder } = box.options;
  const over = box.entries.filter(({ to }) => to.size === 0);
  for (const { number } of over) await disk.remove(messagePath(folder, number));
  if (over.length > 0) box.entries = box.entries.filter(({ to }) => to.size > 0);
}

async function bury(
  box: Box,
  key: string,
  messages: readonly Notification[],
  reason: Message,
): Promise<void> {
  const { disk, deadLetters, now } = box.options;
  const at = isoTime(now());
  const receiver = box.names.get(key) ?? key;
  const said = toldInEnglish(reason);
  const letters = messages.map(({ id, at: since, about }): DeadLetter => {
    const head = { kind: 'dead-letter', schemaVersion: deadLetterVersion } as const;
    return { ...head, at, to: key, receiver, reason: said, id, since, about };
  });
  await appendLetters(disk, deadLetters, letters);
  await settle(box, key, messages, 'dead');
}

async function buryEntry(box: Box, key: string, entry: Entry, reason: Message): Promise<void> {
  await bury(box, key, [await read(box, entry)], reason);
}

/** Makes room for what was put in. */
async function trim(box: Box): Promise<void> {
  const { limits = outboxLimits } = box.options;
  for (const key of box.names.keys()) {
    const waiting = waitingFor(box, key);
    for (const entry of waiting.slice(0, Math.max(0, waiting.length - limits.messages))) {
      await buryEntry(box, key, entry, tell('delivery.fullByCount', { count: limits.messages }));
    }
  }
  let size = box.entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const entry of box.entries) {
    if (size <= limits.bytes) return;
    size -= entry.bytes;
    const reason = tell('delivery.fullBySize', { bytes: limits.bytes });
    for (const key of [...entry.to]) await buryEntry(box, key, entry, reason);
  }
}

async function buryStrangers(box: Box): Promise<void> {
  const keys = new Set(box.entries.flatMap(({ to }) => [...to]));
  for (const key of keys) {
    if (box.names.has(key)) continue;
    for (const entry of waitingFor(box, key)) {
      await buryEntry(box, key, entry, tell('delivery.stranger'));
    }
  }
  await sweep(box);
}

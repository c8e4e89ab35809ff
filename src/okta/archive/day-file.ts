import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseTime } from '../../event/time.ts';
import type { PageRecord } from '../log/log-page.ts';
import { canonical } from './canonical-json.ts';
import type { Disk } from './disk.ts';

/** Remembers keys; true if one is new. */
export interface SeenEvents {
  add(key: string): boolean;
}

/** What is known of an open day file beside the manifest. */
export interface Day {
  /** Of the committed bytes. */
  readonly hash: Hash;
  readonly seen: SeenEvents;
  /** Whether what the events mean was noted too, and not only how they are written. */
  isThorough: boolean;
}

/** The file that an event belongs to: its day in UTC. */
export function dayFileOf({ value }: PageRecord, suffix: string): string {
  const published = Object.hasOwn(value, 'published') ? value['published'] : undefined;
  const time = typeof published === 'string' ? parseTime(published) : undefined;
  const day = time === undefined ? 'no-date' : new Date(time).toISOString().slice(0, 10);
  return `${/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : 'no-date'}${suffix}`;
}

/** What became of a record. */
export type StoredFate = 'new' | 'repeated' | 'conflict';

/**
 * Notes a record. The same JSON value is a repetition, however it is written; the same uuid with another
 * value is a conflict, and both are kept, since nobody can say which is true. `stored` gives the events
 * that the day has; they are read once, and only if a uuid comes again in other words.
 */
export async function note(
  day: Day,
  record: PageRecord,
  stored: () => AsyncIterable<string>,
): Promise<StoredFate> {
  const isRepeated = !day.seen.add(keyOf(record.text));
  if (isRepeated) return 'repeated';
  const uuid = uuidOf(record);
  const isKnown = uuid === undefined || !day.seen.add(uuid);
  if (!isKnown && !day.isThorough) return 'new';
  if (!day.isThorough) for await (const text of stored()) day.seen.add(meaningOf(text));
  day.isThorough = true;
  const isNew = day.seen.add(meaningOf(record.text));
  if (!isNew) return 'repeated';
  return isKnown && uuid !== undefined ? 'conflict' : 'new';
}

function uuidOf({ value }: PageRecord): string | undefined {
  const uuid = Object.hasOwn(value, 'uuid') ? value['uuid'] : undefined;
  return typeof uuid === 'string' ? uuid : undefined;
}

/** The key of a text's JSON value. No text of an event begins like that. */
function meaningOf(text: string): string {
  return keyOf(`= ${canonical(text)}`);
}

/** The key of a text as it stands. */
function keyOf(text: string): string {
  const hash = createHash('md5').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20)}`;
}

/** Reads a day file again, up to its committed length. */
export async function openDay(
  disk: Disk,
  path: string,
  length: number,
  seen: SeenEvents,
): Promise<Day> {
  const hash = createHash('sha256');
  for await (const text of readDay(disk, path, length, (part) => hash.update(part))) {
    seen.add(keyOf(text));
    const uuid = uuidOf({ text, value: JSON.parse(text) as PageRecord['value'] });
    if (uuid !== undefined) seen.add(uuid);
  }
  return { hash, seen, isThorough: false };
}

/** The events of a day file, as they stand, up to its committed length; `see` gets its bytes. */
export async function* readDay(
  disk: Disk,
  path: string,
  length: number,
  see: (part: Uint8Array) => void = () => {},
): AsyncGenerator<string> {
  if (length === 0) return; // Nothing is no gzip data.
  const raw = watched(disk.parts(path, length), see);
  yield* linesOf(path.endsWith('.gz') ? Readable.from(raw).pipe(createGunzip()) : raw);
}

/** SHA-256 of the first bytes of a file, in hexadecimal digits. */
export async function digestOf(disk: Disk, path: string, length: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of disk.parts(path, length)) hash.update(part);
  return hash.digest('hex');
}

async function* watched(
  parts: AsyncIterable<Uint8Array>,
  see: (part: Uint8Array) => void,
): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    see(part);
    yield Buffer.from(part); // The stream behind may keep it longer than the disk does.
  }
}

async function* linesOf(parts: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const part of parts) {
    let from = 0;
    const bytes = Buffer.concat([rest, part]);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      yield bytes.toString('utf8', from, at);
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

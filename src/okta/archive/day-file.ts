import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { own } from '../../event/json.ts';
import { isoTime } from '../../event/time.ts';
import { type PageRecord, publishedOf } from '../log/log-page.ts';
import { canonical } from './canonical-json.ts';
import type { Disk } from './disk.ts';

/** A set of keys; `add` returns whether one is new. */
export interface SeenEvents {
  add(key: string): boolean;
}

/** The state of an open day file. */
export interface Day {
  /** Of the committed bytes. */
  readonly hash: Hash;
  readonly seen: SeenEvents;
  /** Whether `seen` also has the events' canonical forms. */
  isThorough: boolean;
}

/** The file of an event, named after its day in UTC. */
export function dayFileOf(record: PageRecord, suffix: string): string {
  const time = publishedOf(record);
  const day = time === undefined ? 'no-date' : isoTime(time).slice(0, 10);
  return `${/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : 'no-date'}${suffix}`;
}

/**
 * The records that a day lacks, which count as stored from now on. The same JSON value is a duplicate,
 * however it is written; the same uuid with another value is a conflict, and both are kept, since nobody
 * can say which is true; `conflicts` counts them. `stored` gives the day's events; they are read once, and only if a uuid comes
 * again with a different text.
 */
export async function withoutStored(
  day: Day,
  page: readonly PageRecord[],
  stored: () => AsyncIterable<string>,
) {
  const records: PageRecord[] = [];
  const known = async function* (): AsyncGenerator<string> {
    yield* stored();
    for (const { text } of records) yield text;
  };
  let conflicts = 0;
  for (const record of page) {
    const kind = await classify(day, record, known);
    if (kind === 'conflict') conflicts++;
    if (kind !== 'repeated') records.push(record);
  }
  return { records, conflicts };
}

async function classify(
  day: Day,
  record: PageRecord,
  stored: () => AsyncIterable<string>,
): Promise<'new' | 'repeated' | 'conflict'> {
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
  const uuid = own(value, 'uuid');
  return typeof uuid === 'string' ? uuid : undefined;
}

/** The key of a text's JSON value. No event's text begins with `=`. */
function meaningOf(text: string): string {
  return keyOf(`= ${canonical(text)}`);
}

/** The key of a text as it stands. */
function keyOf(text: string): string {
  const hash = createHash('md5').update(text).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20)}`;
}

/** Opens a day file, reading it up to its committed length. */
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

/** The events of a day file, verbatim, up to its committed length; `onPart` gets its bytes. */
export async function* readDay(
  disk: Disk,
  path: string,
  length: number,
  onPart: (part: Uint8Array) => void = () => {},
): AsyncGenerator<string> {
  if (length === 0) return; // No bytes are not valid gzip.
  const raw = watched(disk.parts(path, length), onPart);
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
  onPart: (part: Uint8Array) => void,
): AsyncGenerator<Buffer> {
  for await (const part of parts) {
    onPart(part);
    yield Buffer.from(part); // The stream may keep it longer than the disk does.
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

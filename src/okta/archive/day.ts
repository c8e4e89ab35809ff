import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseTime } from '../../event/time.ts';
import type { PageRecord } from '../page.ts';
import type { Disk } from './disk.ts';

/** Remembers keys; true if one is new. */
export interface Seen {
  add(key: string): boolean;
}

/** What is known of an open day file beside the manifest. */
export interface Day {
  /** Of the committed bytes. */
  hash: Hash;
  readonly seen: Seen;
}

/** The file that an event belongs to: its day in UTC. */
export function dayFileOf({ value }: PageRecord, suffix: string): string {
  const published = Object.hasOwn(value, 'published') ? value['published'] : undefined;
  const time = typeof published === 'string' ? parseTime(published) : undefined;
  const day = time === undefined ? 'no-date' : new Date(time).toISOString().slice(0, 10);
  return `${/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : 'no-date'}${suffix}`;
}

/** What became of a record. */
export type Fate = 'new' | 'repeated' | 'conflict';

/**
 * Notes a record. The same text is a repetition; the same uuid with another text is a conflict, and
 * both are kept, since nobody can say which is true.
 */
export function note(seen: Seen, { text, value }: PageRecord): Fate {
  const hash = createHash('md5').update(text).digest('hex');
  const body = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-${hash.slice(12, 16)}-${hash.slice(16, 20)}-${hash.slice(20)}`;
  if (!seen.add(body)) return 'repeated';
  const uuid = Object.hasOwn(value, 'uuid') ? value['uuid'] : undefined;
  return typeof uuid === 'string' && !seen.add(uuid) ? 'conflict' : 'new';
}

/** Reads a day file again, up to its committed length. */
export async function openDay(disk: Disk, path: string, length: number, seen: Seen): Promise<Day> {
  const hash = createHash('sha256');
  if (length === 0) return { hash, seen }; // Nothing is no gzip data.
  const raw = watched(disk.parts(path, length), (part) => hash.update(part));
  const texts = path.endsWith('.gz') ? Readable.from(raw).pipe(createGunzip()) : raw;
  for await (const line of linesOf(texts)) {
    note(seen, { text: line, value: JSON.parse(line) as PageRecord['value'] });
  }
  return { hash, seen };
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

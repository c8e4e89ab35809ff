import type { Store } from './store.ts';
import type { WordRuns } from './word-runs.ts';

/** Records one after the other in pages, such as wait there until somebody asks for them. */
export interface RecordColumn<T> {
  /** Puts a record away; gives its place. It must be plain data, as JSON has it. */
  push(record: T): number;
  /** The record at a place, read anew each time; what JSON leaves out is gone from it. */
  get(place: number): T;
  /** The record at a place as it can go to another column, such as one of another thread. */
  carry(place: number): CarriedRecord<T>;
  /** Puts a record away that comes from another column; gives its place. */
  take(carried: CarriedRecord<T>): number;
}

/** A record between two columns: its JSON text, or the record itself if it is too long to be put into pages. */
export type CarriedRecord<T> = string | { readonly large: T };

/** How far records go. */
export interface RecordLimits {
  /** Words of one part: places in a column have 32 bits. */
  readonly partWords: number;
  /** A record of more letters stays on the heap: there are few, and copying them would take more than they do. */
  readonly mostLetters: number;
}

const usualLimits: RecordLimits = { partWords: 2 ** 28, mostLetters: 2 ** 20 };

/** Makes an empty column of records. Each takes the bytes of its JSON text in UTF-8, and one word for their number. */
export function createRecordColumn<T>(
  store: Store,
  { partWords, mostLetters }: RecordLimits = usualLimits,
): RecordColumn<T> {
  const parts: WordRuns[] = [];
  const large: T[] = [];
  let end = 0;
  let buffer = new Int32Array(1_024);
  const head = new Int32Array(1);
  const partAt = (place: number): WordRuns =>
    (parts[Math.floor(place / partWords)] ??= store.runs());
  const roomFor = (words: number): Int32Array => {
    if (buffer.length < words) buffer = new Int32Array(words * 2);
    return buffer;
  };
  const take = (record: CarriedRecord<T>): number => {
    const most = typeof record === 'string' ? Math.ceil((record.length * mostBytes) / 4) : 0;
    // No record lies in two parts.
    if (partWords - (end % partWords) <= most) end = Math.ceil((end + 1) / partWords) * partWords;
    const place = end;
    const words = roomFor(1 + most);
    words[0] =
      typeof record === 'string'
        ? encoder.encodeInto(record, bytesOf(words)).written
        : -large.push(record.large);
    const count = 1 + Math.ceil(Math.max(0, words[0]) / 4);
    partAt(place).write(place % partWords, words.subarray(0, count));
    end += count;
    return place;
  };
  const carry = (place: number): CarriedRecord<T> => {
    const part = partAt(place);
    const from = place % partWords;
    part.read(from, head);
    const bytes = head[0] as number;
    if (bytes < 0) return { large: large[-bytes - 1] as T };
    const count = Math.ceil(bytes / 4);
    const words = roomFor(1 + count);
    part.read(from + 1, words.subarray(1, 1 + count));
    return decoder.decode(bytesOf(words, bytes));
  };
  return {
    push: (record) => take(carried(record, mostLetters)),
    get(place) {
      const record = carry(place);
      return typeof record === 'string' ? (JSON.parse(record) as T) : record.large;
    },
    ...{ carry, take },
  };
}

/** The bytes behind the first word. */
function bytesOf(words: Int32Array, length?: number): Uint8Array {
  return new Uint8Array(words.buffer, 4, length);
}

/** What a letter takes at most in UTF-8. JSON text has no half of a pair, which UTF-8 could not tell. */
const mostBytes = 3;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function carried<T>(record: T, mostLetters: number): CarriedRecord<T> {
  try {
    const text = JSON.stringify(record);
    return text.length > mostLetters ? { large: record } : text;
  } catch (error) {
    // V8 knows no text that is so long.
    if (error instanceof RangeError) return { large: record };
    throw error;
  }
}

import { decoded, type Input } from '../event/decoded.ts';
import type { Event, Rejection, Source } from '../event/event.ts';
import { recordsIn } from '../event/records.ts';
import type { Doubt } from '../finding/summary.ts';
import { type ReadOptions, readRecords } from '../input/events.ts';
import type { LanguageTag } from '../language/language-tag.ts';
import { languages } from '../language/languages.ts';
import { verifyArchives, withoutEmptyArchives } from './archives.ts';

/**
 * A log to look into: paths of files, folders, patterns and archives; or what is at hand already, decoded or as
 * JSON has it.
 */
export type Log = readonly string[] | Iterable<Input> | AsyncIterable<Input>;

/** A log that can be gone through several times: paths, or what begins it anew. */
export type RepeatableLog = readonly string[] | (() => Log);

/** A log that was opened. */
export interface OpenedLog {
  /** Its events and what is none of them, in the order of the log. */
  readonly events: AsyncIterable<Event | Rejection | Source>;
  /** What archives lack that their manifests promise; known once the first event was read. */
  readonly doubts: () => readonly Doubt[];
}

/**
 * Opens a log; nothing is read before its events are. Archives among the paths are compared with their manifests
 * first. Throws an `InputError` when reading begins if a path names nothing that can be read.
 */
export function openLog(
  log: Log,
  options: ReadOptions & { readonly language?: LanguageTag } = {},
): OpenedLog {
  let doubts: readonly Doubt[] = [];
  const batchesOfFiles = async function* (paths: readonly string[]) {
    const { signal = new AbortController().signal, language = 'en' } = options;
    doubts = await verifyArchives(paths, signal, languages[language]);
    yield* readRecords(await withoutEmptyArchives(paths), options).batches;
  };
  const events = isPaths(log) ? recordsIn(batchesOfFiles(log)) : stoppable(log, options.signal);
  return { events, doubts: () => doubts };
}

/** The log from its beginning. */
export function again(log: RepeatableLog): Log {
  return typeof log === 'function' ? log() : log;
}

function isPaths(log: Log): log is readonly string[] {
  return Array.isArray(log) && log.every((item) => typeof item === 'string');
}

/** What is at hand, decoded; ends with the signal's reason once it fires. */
async function* stoppable(
  log: Exclude<Log, readonly string[]>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event | Rejection | Source> {
  for await (const item of log as AsyncIterable<Input>) {
    signal?.throwIfAborted();
    yield decoded(item);
  }
}

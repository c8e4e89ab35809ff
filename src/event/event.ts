import type { Message } from '../language/message.ts';
import type { JsonObject } from './json.ts';

/** Where a record was read. `file` is as the user named it (`-` is standard input). */
export interface Origin {
  /** The input as the user named it; `-` is standard input. */
  readonly file: string;
  /** 1-based line in the decompressed text on which the record starts. */
  readonly line?: number;
  /** 0-based offset of the record's first byte in the text once it is decompressed and in UTF-8. */
  readonly byte?: number;
}

/** One Okta System Log entry, decoded and trusted from here on. */
export interface Event {
  readonly kind: 'event';
  /** Okta's unique identifier; the same uuid is the same event. */
  readonly uuid: string;
  /** `published` in milliseconds since 1970 UTC. Nothing else is a time. */
  readonly time: number;
  /** `eventType`, for example `user.session.start`. */
  readonly type: string;
  /** The whole record as Okta wrote it, unknown keys included. */
  readonly raw: JsonObject;
  /** Where it was read, if that is known. */
  readonly origin?: Origin;
  /**
   * Set if the record was rebuilt from a format that cannot hold every field: the paths of those it can
   * hold. Any other field is lost, not absent.
   */
  readonly keeps?: readonly string[];
}

/** Why a record could not be judged; one word per kind, for counting. */
export const rejectionReasons = [
  'bad-json',
  'bad-csv',
  'bad-encoding',
  'too-large',
  'too-deep',
  'not-an-object',
  'not-an-event',
  'bad-time',
  'truncated',
  'corrupt-compression',
  'unreadable',
] as const;
/** Why a record could not be judged. */
export type RejectionReason = (typeof rejectionReasons)[number];

/** A record of the input that is not an event. It is counted and shown, never dropped in silence. */
export interface Rejection {
  readonly kind: 'rejection';
  /** What kind of mistake it is, for counting. */
  readonly reason: RejectionReason;
  /** One sentence. It may quote the record, so it is hostile text: escape before printing. */
  readonly message: string;
  /** The same, for people; unset in what was read back from a report. */
  readonly told?: Message;
  /** Where it was read, if that is known. */
  readonly origin?: Origin;
  /** Logins that the record seems to name, as far as it could be read; at most five. Hostile text. */
  readonly names?: readonly string[];
}

/** One input, after it was read to its end. */
export interface Source {
  readonly kind: 'source';
  /** The input as the user named it. */
  readonly file: string;
  /** What the content turned out to be, for example `ndjson`, `json`; `ignored` for no log at all. */
  readonly format: string;
  /** How the file was compressed. */
  readonly compression: 'none' | 'gzip' | 'zstd';
  /** Bytes read from the file itself, before decompression. */
  readonly bytes: number;
  /** Records seen in it, rejected ones included. */
  readonly records: number;
  /** How many of them came out of which wrapping, for example `AWS EventBridge`; unset if all lay bare. */
  readonly wrapped?: Readonly<Record<string, number>>;
  /** Anything the reader should know, for example why a file was passed over. Hostile text. */
  readonly note?: string;
  /** The same, for people; unset in what was read back from a report. */
  readonly toldNote?: Message;
}

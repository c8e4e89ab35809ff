import type { RejectionReason, Source } from '../../event/event.ts';
import { type Message, tell } from '../../language/message.ts';
import { describeUnknown, readUnknown } from '../csv/unknown-header.ts';
import { unsupportedKinds } from '../envelope/unsupported.ts';
import { type ByteStream, peek } from '../file/byte-stream.ts';
import { formats, json, type RecordFormat } from '../record-formats.ts';
import type { ArchiveMembers } from './archive-member.ts';
import { describeGuess, guessEncoding } from './encoding-guess.ts';
import { type ExpansionLimit, withinLimit } from './expansion-limit.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { isTar, readTar } from './tar.ts';
import { canConvert, decodingOf, isCutUtf8, type WideEncoding } from './text-encoding.ts';
import { isZip, readZip } from './zip.ts';
import { isZstd, unzstd } from './zstd.ts';

/** What is unfolded on the way. */
const packings = [
  { name: 'gzip', matches: isGzip, unpack: gunzip },
  { name: 'zstd', matches: isZstd, unpack: unzstd },
] as const;

const archives = [
  { name: 'zip', matches: isZip, open: readZip },
  { name: 'tar', matches: isTar, open: readTar },
] as const;

/** What a file holds once it is decompressed and is in UTF-8: a text and how it begins, or other files. */
export type Content = { readonly compression: Source['compression'] } & (
  | {
      readonly kind: 'text';
      readonly head: Buffer;
      readonly flow: ByteStream;
      /** Whether the text is the bytes of the file as they stand in it. */
      readonly isVerbatim: boolean;
      readonly encoding: WideEncoding | undefined;
      /** What to say about the encoding that the user named. */
      readonly remark: Message | undefined;
    }
  | { readonly kind: 'archive'; readonly name: string; readonly members: ArchiveMembers }
);

/** Enough to recognise most formats and the header of a tar; little enough not to keep a slow pipe waiting. */
const headSize = 1024;

/** For what cannot be recognised by then: long lines of column names, and texts that begin with something else. */
const moreHead = 16 * 1024;

/** Data compressed more often than this is made to waste time. */
const mostLayers = 4;

/**
 * Looks at the first bytes, and takes off what the text is packed in. A text is decoded as `label`, one of
 * `TextDecoder`, unless it says itself what it is in.
 */
export async function openContent(
  bytes: ByteStream,
  expansion: ExpansionLimit,
  label?: string,
): Promise<Content> {
  let { head, flow } = await peek(bytes, headSize);
  let compression: Source['compression'] = 'none';
  for (let layer = 0; layer < mostLayers; layer++) {
    const packing = packings.find(({ matches }) => matches(head));
    if (!packing) break;
    compression = packing.name;
    ({ head, flow } = await peek(withinLimit(packing.unpack(flow), expansion), headSize));
  }
  const archive = archives.find(({ matches }) => matches(head));
  if (archive) {
    return { kind: 'archive', compression, name: archive.name, members: archive.open(flow) };
  }
  const isForeign = unsupportedKinds.some(({ matches }) => matches(head));
  const { encoding, convert, remark } = isForeign ? {} : decodingOf(head, label);
  if (convert) ({ head, flow } = await peek(convert(flow), headSize));
  const isKnown = isForeign || formats.some(({ matches }) => matches(head));
  if (!isKnown) ({ head, flow } = await peek(flow, moreHead));
  const isVerbatim = compression === 'none' && !convert;
  return { kind: 'text', compression, head, flow, isVerbatim, encoding, remark };
}

/** What to do with a text: read it, pass over it with a note, or reject it as a whole. */
export type SniffResult =
  | { readonly kind: 'read'; readonly format: RecordFormat }
  | { readonly kind: 'ignore'; readonly note: Message }
  | { readonly kind: 'reject'; readonly reason: RejectionReason; readonly told: Message };

/**
 * Decides by how the text begins. What is no log at all is passed over if it was merely found, but read if
 * it was named: then everything in it is rejected, and the run cannot look clean.
 */
export function sniff(head: Buffer, named: boolean, encoding?: WideEncoding): SniffResult {
  if (encoding !== undefined && !canConvert(encoding) && (named || holdsJson(head))) {
    const told = tell('source.inEncoding', { encoding: tell(`encoding.${encoding}`) });
    return { kind: 'reject', reason: 'bad-encoding', told };
  }
  const foreign = unsupportedKinds.find(({ matches }) => matches(head));
  if (foreign) {
    const { kind, advice } = foreign;
    return {
      kind: 'reject',
      reason: 'unreadable',
      told: tell('file.unsupported', { kind, advice }),
    };
  }
  const format = formats.find(({ matches }) => matches(head));
  if (format) return { kind: 'read', format };
  return judgeUnknown(head, named);
}

/** What begins like no log, but may be one whose encoding or whose columns are not known. */
function judgeUnknown(head: Buffer, named: boolean): SniffResult {
  const guess = isCutUtf8(head) ? undefined : guessEncoding(head);
  const text = new TextDecoder(guess?.toLowerCase()).decode(head);
  if (guess !== undefined && formats.some(({ matches }) => matches(Buffer.from(text)))) {
    const told = tell('source.notUtf8', { hint: describeGuess(guess) });
    return { kind: 'reject', reason: 'bad-encoding', told };
  }
  const header = readUnknown(text);
  if (header) {
    const what = describeUnknown(header);
    const told =
      guess === undefined ? what : tell('record.withHint', { what, hint: describeGuess(guess) });
    if (named || header.isLog) return { kind: 'reject', reason: 'bad-csv', told };
    return { kind: 'ignore', note: tell('source.noLog', { why: told }) };
  }
  if (named) return { kind: 'read', format: json };
  return { kind: 'ignore', note: tell('source.noLogBegin') };
}

/** Whether text in a wide encoding begins with a bracket. */
function holdsJson(head: Buffer): boolean {
  return json.matches(head.filter((value) => value !== 0 && value < 0xfe) as Buffer);
}

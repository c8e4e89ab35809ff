import {
  type ByteSource,
  type ByteStream,
  byteSourceOf,
  need,
  skip,
  skipAll,
} from '../file/byte-stream.ts';
import { type ArchiveMembers, broken, cut, drain, nameOf, takeFile } from './archive-member.ts';

const block = 512;

/** Longest name and list of attributes that are kept, in bytes. */
const longestExtra = 64 * 1024;

/** Whether the bytes begin as a tar archive does: with a header whose checksum is right (POSIX pax, ustar). */
export function isTar(head: Uint8Array): boolean {
  return head.length >= block && head[0] !== 0 && isHeader(head.subarray(0, block));
}

function isHeader(header: Uint8Array): boolean {
  const stored = numberOf(header.subarray(148, 156));
  let sum = 8 * 0x20;
  for (let at = 0; at < header.length; at++) {
    if (at < 148 || at >= 156) sum += header[at] as number;
  }
  return sum === stored;
}

/** An octal number, or a binary one where the first bit is set, as GNU tar writes large sizes. */
function numberOf(bytes: Uint8Array): number {
  const [first = 0, ...rest] = bytes;
  if (first & 0x80) return rest.reduce((sum, value) => sum * 256 + value, first & 0x7f);
  const digits = /^[ ]*([0-7]*)[ \0]*/.exec(Buffer.from(bytes).toString('latin1'));
  return digits?.[1] ? Number.parseInt(digits[1], 8) : Number.NaN;
}

/** What headers before a member's own say about it. */
interface Extra {
  name?: string;
  size?: number;
}

const regular = new Set(['0', '\0', '7']);

/** Reads a tar archive from its start: names of any length (pax, GNU), sizes beyond 8 GiB. */
export async function* readTar(flow: ByteStream): ArchiveMembers {
  const source = byteSourceOf(flow);
  let extra: Extra = {};
  while (await need(source, block)) {
    const header = Buffer.from(source.bytes.subarray(0, block));
    if (header.every((value) => value === 0)) {
      await skipAll(source);
      return yield* source.faults;
    }
    const size = extra.size ?? numberOf(header.subarray(124, 136));
    if (!isHeader(header) || !(size >= 0) || !Number.isSafeInteger(size)) {
      yield broken(source, 'tar');
      await skipAll(source);
      return yield* source.faults;
    }
    source.skip(block);
    const type = String.fromCharCode(header[156] as number);
    if (regular.has(type)) {
      const body = takeFile(source, size, 'tar');
      yield { kind: 'member', name: extra.name ?? nameIn(header), flow: body };
      await drain(body);
      extra = {};
    } else if (type === 'x' || type === 'L') {
      const text = await readExtra(source, size);
      extra = type === 'L' ? { ...extra, name: textOf(text) } : { ...extra, ...attributesOf(text) };
    } else {
      // Folders and links hold no records; a global header says nothing about one member.
      await drain(takeFile(source, size, 'tar'));
      if (type !== 'g' && type !== 'K') extra = {};
    }
    const padding = (block - (size % block)) % block;
    // A member that was cut has reported so itself.
    if (!(await skip(source, padding))) return yield* source.faults;
  }
  yield* cut(source, 'tar');
}

async function readExtra(source: ByteSource, size: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of takeFile(source, size, 'tar')) {
    if ('kind' in part || length >= longestExtra) continue;
    parts.push(Buffer.from(part.subarray(0, longestExtra - length)));
    length += part.length;
  }
  return Buffer.concat(parts);
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return nameOf(end < 0 ? bytes : bytes.subarray(0, end));
}

function nameIn(header: Buffer): string {
  const prefix =
    header.toString('latin1', 257, 262) === 'ustar' ? textOf(header.subarray(345, 500)) : '';
  const name = textOf(header.subarray(0, 100));
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** The pax attributes that matter: `<length> <key>=<value>\n`, the length counting all of it. */
function attributesOf(text: Buffer): Extra {
  const extra: Extra = {};
  for (let at = 0; at < text.length; ) {
    const space = text.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(text.toString('latin1', at, space));
    if (!(length > space - at)) break;
    const [key, value] = splitOnce(nameOf(text.subarray(space + 1, at + length - 1)));
    if (key === 'path') extra.name = value;
    if (key === 'size' && /^\d{1,15}$/.test(value)) extra.size = Number(value);
    at += length;
  }
  return extra;
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

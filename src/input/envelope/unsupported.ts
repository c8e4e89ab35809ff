import { tell } from '../../language/message.ts';
import { isZstd } from '../unpack/zstd.ts';

const starts =
  (...bytes: readonly number[]) =>
  (head: Buffer): boolean =>
    bytes.every((value, at) => head[at] === value);

const unpack = tell('file.unpack');
const toJson = tell('file.toJson');

/** Kinds of files that may well hold a log, and cannot be read; so they are reported, wherever they are found. */
export const unsupportedKinds = [
  { kind: tell('fileKind.zstandard'), advice: unpack, matches: isZstd },
  { kind: tell('fileKind.bzip2'), advice: unpack, matches: starts(0x42, 0x5a, 0x68) },
  {
    kind: tell('fileKind.xz'),
    advice: unpack,
    matches: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00),
  },
  {
    kind: tell('fileKind.sevenZip'),
    advice: unpack,
    matches: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
  },
  {
    kind: tell('fileKind.rar'),
    advice: unpack,
    matches: starts(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07),
  },
  { kind: tell('fileKind.lz4'), advice: unpack, matches: starts(0x04, 0x22, 0x4d, 0x18) },
  { kind: tell('fileKind.gzip'), advice: unpack, matches: starts(0x1f, 0x8b) },
  {
    kind: tell('fileKind.splitZip'),
    advice: unpack,
    matches: starts(0x50, 0x4b, 0x07, 0x08),
  },
  { kind: tell('fileKind.parquet'), advice: toJson, matches: starts(0x50, 0x41, 0x52, 0x31) },
  { kind: tell('fileKind.avro'), advice: toJson, matches: starts(0x4f, 0x62, 0x6a, 0x01) },
  { kind: tell('fileKind.orc'), advice: toJson, matches: starts(0x4f, 0x52, 0x43) },
  {
    kind: tell('fileKind.excel'),
    advice: tell('file.toCsv'),
    matches: starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
  },
];

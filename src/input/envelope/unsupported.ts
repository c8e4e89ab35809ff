import { isZstd } from '../unpack/zstd.ts';

const starts =
  (...bytes: readonly number[]) =>
  (head: Buffer): boolean =>
    bytes.every((value, at) => head[at] === value);

const unpack = 'unpack it, and name the files';

/** Kinds of files that may well hold a log, and cannot be read; so they are reported, wherever they are found. */
export const unsupportedKinds = [
  { name: 'Zstandard data, packed too often', advice: unpack, matches: isZstd },
  { name: 'bzip2 data', advice: unpack, matches: starts(0x42, 0x5a, 0x68) },
  { name: 'xz data', advice: unpack, matches: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00) },
  { name: 'a 7-Zip archive', advice: unpack, matches: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c) },
  { name: 'a RAR archive', advice: unpack, matches: starts(0x52, 0x61, 0x72, 0x21, 0x1a, 0x07) },
  { name: 'LZ4 data', advice: unpack, matches: starts(0x04, 0x22, 0x4d, 0x18) },
  { name: 'gzip data, packed too often', advice: unpack, matches: starts(0x1f, 0x8b) },
  {
    name: 'a part of a split zip archive',
    advice: unpack,
    matches: starts(0x50, 0x4b, 0x07, 0x08),
  },
  { name: 'a Parquet file', advice: 'convert it to JSON', matches: starts(0x50, 0x41, 0x52, 0x31) },
  { name: 'an Avro file', advice: 'convert it to JSON', matches: starts(0x4f, 0x62, 0x6a, 0x01) },
  { name: 'an ORC file', advice: 'convert it to JSON', matches: starts(0x4f, 0x52, 0x43) },
  {
    name: 'an Excel file of the old kind',
    advice: 'save it as CSV',
    matches: starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
  },
];

/** A kind of file that is recognised in order to say so, since it cannot be read. */
export interface Foreign {
  readonly name: string;
  readonly advice: string;
  readonly matches: (head: Buffer) => boolean;
}

const starts =
  (...bytes: readonly number[]) =>
  (head: Buffer): boolean =>
    bytes.every((value, at) => head[at] === value);

/** Whether the first line names columns as the Admin Console's export does. */
function isConsoleCsv(head: Buffer): boolean {
  const line = head.toString('latin1', 0, 4096).split('\n', 1)[0] as string;
  return !/^\s*[{[]/.test(line) && line.includes('event_type') && line.includes('actor.');
}

const unpack = 'unpack it, and name the files';

/** What may well hold a log, and cannot be read; so it is reported, wherever it is found. */
export const foreignKinds: readonly Foreign[] = [
  { name: 'a zip archive', advice: unpack, matches: starts(0x50, 0x4b, 0x03, 0x04) },
  { name: 'Zstandard data', advice: unpack, matches: starts(0x28, 0xb5, 0x2f, 0xfd) },
  { name: 'bzip2 data', advice: unpack, matches: starts(0x42, 0x5a, 0x68) },
  { name: 'xz data', advice: unpack, matches: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00) },
  { name: 'gzip data within gzip data', advice: unpack, matches: starts(0x1f, 0x8b) },
  { name: 'a Parquet file', advice: 'convert it to JSON', matches: starts(0x50, 0x41, 0x52, 0x31) },
  {
    name: 'a CSV export of the Admin Console',
    advice: 'export the System Log as JSON',
    matches: isConsoleCsv,
  },
];

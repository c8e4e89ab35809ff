/**
 * Whether a CI runner takes the line for a command: GitHub's (white space, `::name …::`, or
 * `##[name]` anywhere) or Azure's (`##vso[` anywhere). Written after their sources, not after ours.
 */
export function isRunnerCommand(line: string): boolean {
  const text = line.trimStart();
  const end = text.indexOf('::', 2);
  const name = text.slice(2, end).split(' ')[0] ?? '';
  const isCommand =
    text.startsWith('::') && end > 0 && /[g-z-]/i.test(name) && /^[a-z-]+$/i.test(name);
  return isCommand || line.includes('##[') || line.includes('##vso[');
}

/** Ranges named one by one, so that a wrong character class in the code does not pass its own test. */
const neverPrinted: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xa0, 0xa0],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfdd0, 0xfdef],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x1fffe, 0x1ffff],
  [0xe0000, 0xe0fff],
  [0xf0000, 0x10ffff],
];

const never = new RegExp(
  `[\\p{Cn}\\p{Cf}${neverPrinted.map((range) => range.map(inClass).join('-')).join('')}]`,
  'gu',
);

/** The characters of the text that no terminal should get. */
export function unprintable(text: string): readonly string[] {
  return text.match(never) ?? [];
}

function inClass(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

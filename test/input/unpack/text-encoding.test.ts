import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../../../src/input/events.ts';
import { guessEncoding } from '../../../src/input/unpack/encoding-guess.ts';
import { aRecord } from '../../event/builders.ts';
import { encoded } from '../encoded.ts';
import { aFolder } from '../folder.ts';

const names = {
  // The second byte of some is a backslash or a brace in Shift_JIS.
  shift_jis: ['山田 太郎', '表示ソフト', 'ﾃｽﾄの十番 能力', '東京都千代田区', 'ポリシー予約'],
  'euc-jp': ['山田 太郎', '表示ソフト', 'テストの十番 能力', '東京都千代田区', 'ポリシー予約'],
  'windows-1252': [
    'José Müller',
    'Accès à l’appli',
    'Größe – ça va',
    'Ærø Ångström',
    'señor “Núñez”',
  ],
} as const;
type Label = keyof typeof names;
const labels = Object.keys(names) as Label[];
const called: Record<Label, string> = {
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  'windows-1252': 'Windows-1252',
};

const logOf = (label: Label): string =>
  names[label]
    .map((displayName) => `${JSON.stringify(aRecord({ displayMessage: displayName }))}\n`)
    .join('');

async function read(bytes: Uint8Array, encoding?: string) {
  const folder = await aFolder({ 'a.ndjson': bytes });
  const messages: unknown[] = [];
  const origins: unknown[] = [];
  const told: string[] = [];
  let note = '';
  const options = encoding === undefined ? {} : { encoding };
  for await (const item of readEvents([`${folder}/a.ndjson`], options)) {
    if (item.kind === 'source') note = item.note ?? '';
    else if (item.kind === 'rejection') told.push(`${item.reason}: ${item.message}`);
    else {
      messages.push(item.raw['displayMessage']);
      origins.push(item.origin?.line);
    }
  }
  return { messages, origins, told, note };
}

describe.each(labels)('text in %s', (label) => {
  const text = logOf(label);
  const bytes = encoded(text, label);
  const hint = `it looks like ${called[label]}: --encoding ${label} reads it`;

  it('is recognised, and told with what to type', async () => {
    const { messages, told, note } = await read(bytes);
    expect(messages).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
    for (const message of told) expect(message).toContain(hint);
    expect(note).toContain(hint);
  });

  it('is read when told, with the lines it has', async () => {
    for (const packed of [bytes, gzipSync(bytes)]) {
      const { messages, origins, told, note } = await read(packed, label);
      expect([messages, told]).toEqual([[...names[label]], []]);
      expect(origins).toEqual([1, 2, 3, 4, 5]);
      expect(note).toBe(`read as ${label}`);
    }
  });

  it.each(names[label])('is recognised by one name, %j, unless that tells nothing', (name) => {
    const guess = guessEncoding(encoded(`"displayName":"${name}"`, label));
    // Half-width kana are as likely to be accents of elsewhere; then nothing is said.
    expect([label, ...(name.startsWith('ﾃ') ? [undefined] : [])]).toContain(guess?.toLowerCase());
  });

  it('is told also where it begins late', async () => {
    const ascii = `${JSON.stringify(aRecord())}\n`.repeat(3_000);
    const { messages, told } = await read(Buffer.concat([Buffer.from(ascii), bytes]));
    expect(messages).toHaveLength(3_000);
    for (const message of told) expect(message).toContain(hint);
  });
});

describe('what is no such text', () => {
  it.each([
    ['a broken byte', [0xff]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['noise', [0x89, 0xfe, 0x03, 0xd8, 0x90, 0x01, 0xff, 0xee, 0x81, 0x00, 0xc3]],
  ])('is called nothing: %s', async (_, broken) => {
    expect(guessEncoding(Buffer.from(broken))).toBeUndefined();
    const [before, after] = JSON.stringify(aRecord()).split('Ana Lopez') as [string, string];
    const bytes = Buffer.concat([
      Buffer.from(before),
      Buffer.from(broken),
      Buffer.from(`${after}\n`),
    ]);
    expect((await read(bytes)).note).not.toContain('looks like');
  });

  it('nor is UTF-8 of which some records are damaged', async () => {
    const sound = names['windows-1252'].map(
      (text) => `${JSON.stringify(aRecord({ displayMessage: text }))}\n`,
    );
    const damaged = encoded(sound[0] as string, 'windows-1252');
    const { told } = await read(Buffer.concat([Buffer.from(sound.join('')), damaged]));
    expect(told).toEqual(['bad-encoding: the record is not valid UTF-8']);
  });
});

describe('an encoding that is told', () => {
  const text = logOf('shift_jis');

  it('costs the records with bytes that it does not have', async () => {
    const good = encoded(text, 'shift_jis');
    const bad = encoded(text, 'shift_jis');
    bad[bad.indexOf(encoded('山', 'shift_jis'))] = 0xff;
    const { messages, told } = await read(Buffer.concat([bad, good]), 'shift_jis');
    expect(messages).toHaveLength(9);
    expect(told).toEqual(['bad-encoding: the record is not valid UTF-8']);
  });

  it('gives way to a byte order mark, and that is said', async () => {
    for (const [bytes, name] of [
      [
        Buffer.from(`\ufeff${text}`),
        'its byte order mark says that it is in UTF-8, not in shift_jis',
      ],
      [
        Buffer.from(`\ufeff${text}`, 'utf16le'),
        'it says itself that it is in UTF-16, little endian, not in shift_jis',
      ],
    ] as const) {
      const { messages, note } = await read(bytes, 'shift_jis');
      expect([messages, note]).toEqual([[...names.shift_jis], name]);
    }
  });

  it('is remarked on where the text is valid UTF-8', async () => {
    const { note } = await read(Buffer.from(text), 'windows-1252');
    expect(note).toBe('read as windows-1252, as asked, though it begins with what is valid UTF-8');
  });

  it('may be what is read anyway', async () => {
    expect(await read(Buffer.from(text), 'utf-8')).toMatchObject({ told: [], note: '' });
    const wide = Buffer.from(text, 'utf16le');
    expect((await read(wide, 'utf-16le')).messages).toEqual([...names.shift_jis]);
  });
});

/** Bytes of each character, by what `TextDecoder` makes of all bytes and pairs of bytes. */
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Windows-1252 from 128 on; a space where it has nothing of its own. */
const windows = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function tableOf(label: string): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(label);
  if (known) return known;
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text))
      table.set(text, bytes);
  };
  if (label === 'windows-1252') {
    // Some runtimes take Latin-1 for it.
    for (let a = 0; a < 256; a++) table.set(String.fromCharCode(a), [a]);
    for (const [at, character] of Array.from(windows).entries()) {
      if (character !== ' ') table.set(character, [128 + at]);
    }
    return table;
  }
  for (let a = 0; a < 256; a++) add(a);
  for (let a = 128; a < 256; a++) for (let b = 64; b < 256; b++) add(a, b);
  tables.set(label, table);
  return table;
}

/** Text in an encoding of one or two bytes a character. Throws for what it does not have. */
export function encoded(text: string, label: string): Buffer {
  const table = tableOf(label);
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`${label} has no ${character}`);
      return bytes;
    }),
  );
}

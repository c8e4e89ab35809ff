/** Words that shells take as they are; on Windows both cmd and PowerShell. */
const plain = /^[\w@%+=:,./~^-]+$/;
const plainOnWindows = /^[\w+:./\\-]+$/;

/** What cmd or PowerShell reads between double quotes, each in its own way. */
const readInQuotes = /["%$`!\u201c-\u201e]/;

/**
 * The command line of arguments, as one types it into a shell, so that it can be repeated; undefined if there
 * is none, or if it holds what nobody can type. Receivers are left out, who would get all of it once more. It names
 * files: hostile text.
 */
export function commandText(argv: readonly string[], platform: string): string | undefined {
  if (argv.length === 0 || argv.some((word) => /\p{Cc}/u.test(word))) return undefined;
  const words = withoutDeliveries(argv).map(platform === 'win32' ? quotedOnWindows : quoted);
  if (words.includes(undefined)) return undefined;
  return ['oktahunt', ...words].join(' ');
}

function withoutDeliveries(argv: readonly string[]): readonly string[] {
  const isDelivery = (word: string | undefined): boolean => word === '--deliver';
  return argv.filter((word, at) => {
    return !isDelivery(word) && !word.startsWith('--deliver=') && !isDelivery(argv[at - 1]);
  });
}

function quoted(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Double quotes, which both shells have; a backslash before one would be read as part of it. */
function quotedOnWindows(word: string): string | undefined {
  if (plainOnWindows.test(word)) return word;
  return readInQuotes.test(word) ? undefined : `"${word.replace(/\\+$/, '$&$&')}"`;
}

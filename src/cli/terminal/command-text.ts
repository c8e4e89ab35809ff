/** Words that a shell takes as they are. */
const plain = /^[\w@%+=:,./~^-]+$/;

/**
 * The command line of arguments, as one types it into a shell, so that it can be repeated; undefined if there
 * is none, or if it holds what nobody can type. Receivers are left out, who would get all of it once more. It names
 * files: hostile text.
 */
export function commandText(argv: readonly string[]): string | undefined {
  if (argv.length === 0 || argv.some((word) => /\p{Cc}/u.test(word))) return undefined;
  const words = withoutDeliveries(argv).map((word) => {
    return plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
  });
  return ['oktahunt', ...words].join(' ');
}

function withoutDeliveries(argv: readonly string[]): readonly string[] {
  const isDelivery = (word: string | undefined): boolean => word === '--deliver';
  return argv.filter((word, at) => {
    return !isDelivery(word) && !word.startsWith('--deliver=') && !isDelivery(argv[at - 1]);
  });
}

/** Values of `--color`. */
export const colorChoices = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof colorChoices)[number];

/** The environment, as far as it speaks about terminals. */
export type ColorEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour. The first that speaks decides: `--color`, FORCE_COLOR (`0` and `false` say no),
 * NO_COLOR (if not empty, no-color.org), CLICOLOR_FORCE (unless `0`), and at last the terminal:
 * there is one, and it is not `dumb`.
 *
 * FORCE_COLOR stands before NO_COLOR because Node itself decides so.
 */
export function isColored(
  choice: ColorChoice,
  env: ColorEnvironment,
  isTerminal: boolean,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env['NO_COLOR']) return false;
  const cli = env['CLICOLOR_FORCE'];
  if (cli && cli !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb';
}

/** Values of `--color`. */
export const colorChoices = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof colorChoices)[number];

/** The environment, of which the variables about terminals count. */
export type ColorEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour. The first that is given decides: `--color`, FORCE_COLOR (`0` and `false` mean no),
 * NO_COLOR (if not empty, no-color.org), CLICOLOR_FORCE (unless `0`), CLICOLOR (`0` means no), and finally
 * whether there is a terminal that is not `dumb`.
 *
 * FORCE_COLOR takes precedence over NO_COLOR, as in Node itself.
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
  if (env['CLICOLOR'] === '0') return false;
  return isTerminal && env['TERM'] !== 'dumb';
}

import { fileURLToPath } from 'node:url';

/** The folder of the rules that come with the package. */
export function builtInRules(): string {
  return fileURLToPath(new URL('../../rules', import.meta.url));
}

import { packageFile } from './package-files.ts';

/** The folder of the rules that come with the package. */
export function builtInRules(): string {
  return packageFile('rules');
}

import { type Quantifier, quantifiers } from '../expression.ts';
import { didYouMeanOf } from '../yaml/did-you-mean.ts';

/** A stretch of a path: a dotted path, and which members of the array there are meant, if any. */
export interface PathStep {
  readonly path: string;
  readonly quantifier: Quantifier | undefined;
}

/** Arrays within arrays within arrays: beyond this it is a mistake or an attack. */
const maxBrackets = 8;

const token = /\\[[\]]|\[[^[\]]*\]|[[\]]|[^[\]\\]+|\\/g;

/**
 * Reads the path of an entry, such as `target[any].displayName`, or says in one sentence why it is
 * none. `\[` and `\]` are brackets of a name.
 */
export function parsePath(text: string): readonly PathStep[] | string {
  const steps: PathStep[] = [];
  let path = '';
  for (const [piece] of text.matchAll(token)) {
    if (piece === '[' || piece === ']') {
      return `"${text}" has an unmatched bracket; in a name it is written \\${piece}`;
    }
    if (!piece.startsWith('[')) {
      path += piece.length > 1 && piece.startsWith('\\') ? piece.slice(1) : piece;
      continue;
    }
    const quantifier = parseQuantifier(piece.slice(1, -1));
    if (quantifier === undefined) return unknownQuantifier(piece.slice(1, -1));
    const step = steps.length > 0 && path === '' ? '.' : inner(path, steps);
    if (step === undefined || step === '') return `"${text}" does not say which array it means`;
    steps.push({ path: step, quantifier });
    path = '';
    if (steps.length > maxBrackets) return `"${text}" has more than ${maxBrackets} brackets`;
  }
  if (path === '' && steps.length > 0) return steps;
  const last = inner(path, steps);
  if (last === undefined) return `after a bracket of "${text}" a dot and a field must follow`;
  return [...steps, { path: last, quantifier: undefined }];
}

/** A path after a bracket, without the dot between; undefined if there is none. */
function inner(path: string, before: readonly PathStep[]): string | undefined {
  if (before.length === 0) return path;
  return path.startsWith('.') && path.length > 1 ? path.slice(1) : undefined;
}

function parseQuantifier(word: string): Quantifier | undefined {
  if (/^-?\d{1,9}$/.test(word)) return Number(word) + 0;
  return quantifiers.find((name) => name === word);
}

function unknownQuantifier(word: string): string {
  const hint = didYouMeanOf(word, quantifiers);
  return `unknown quantifier "[${word}]"${hint} and numbers, and a bracket in a name is written \\[`;
}

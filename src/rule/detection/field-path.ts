import { filterText, parseMemberFilter } from '../../event/member-filter.ts';
import { splitPath } from '../../event/path-stretch.ts';
import { isMessage, type Message, tell } from '../../language/message.ts';
import { type Quantifier, quantifiers } from '../expression.ts';
import { didYouMeanOf } from '../yaml/did-you-mean.ts';

/** A stretch of a path: a dotted path, and which members of the array there are meant, if any. */
export interface PathStep {
  /** Without a quantifier behind it, it may have filters. */
  readonly path: string;
  readonly quantifier: Quantifier | undefined;
}

/**
 * Reads the path of an entry, such as `target[any].displayName` or `target[type=User].displayName`, or
 * says in one sentence why it is none. `\[` and `\]` are brackets of a name.
 */
export function parsePath(text: string): readonly PathStep[] | Message {
  const stretches = splitPath(text);
  if (isMessage(stretches)) return stretches;
  const brackets = stretches.flatMap(({ bracket }) => bracket ?? []);
  if (brackets.some((bracket) => bracket.includes('='))) {
    const read = parseFieldPath(text);
    return 'flaw' in read ? read.flaw : [{ path: read.path, quantifier: undefined }];
  }
  const unknown = brackets.find((bracket) => parseQuantifier(bracket) === undefined);
  if (unknown !== undefined) return unknownQuantifier(unknown);
  return stretches.map(({ path, bracket }) => {
    return { path, quantifier: bracket === undefined ? undefined : parseQuantifier(bracket) };
  });
}

function parseQuantifier(word: string): Quantifier | undefined {
  if (/^-?\d{1,9}$/.test(word)) return Number(word) + 0;
  return quantifiers.find((name) => name === word);
}

/** How a bracket in a name is written. */
const escaped = '\\[';

function unknownQuantifier(word: string): Message {
  const hint = didYouMeanOf(word, quantifiers);
  return tell('detectionMistake.noQuantifier', { word, hint, escape: escaped });
}

/**
 * Reads the path of a value, in its usual spelling: its brackets are filters (`target[type=User].id`,
 * `target[0].id`). Or says in one sentence why it is none.
 */
export function parseFieldPath(
  text: string,
): { readonly path: string } | { readonly flaw: Message } {
  const stretches = splitPath(text);
  if (isMessage(stretches)) return { flaw: stretches };
  if (stretches[0]?.path === '.' && stretches[0].bracket !== undefined) {
    return { flaw: tell('detectionMistake.filterOfMember', { text }) };
  }
  let path = '';
  let isBehindConditions = false;
  for (const { path: stretch, bracket } of stretches) {
    const filter = bracket === undefined ? undefined : parseMemberFilter(bracket);
    if (isMessage(filter)) return { flaw: filter };
    if (bracket !== undefined && !filter) return { flaw: noFilter(text, bracket) };
    const isSame = stretch === '.' && path !== '';
    if (isSame && isBehindConditions) {
      return { flaw: tell('detectionMistake.twoBrackets', { text }) };
    }
    path +=
      (isSame ? '' : path === '' ? stretch : `.${stretch}`) + (filter ? filterText(filter) : '');
    isBehindConditions = filter?.kind === 'conditions';
  }
  return { path };
}

/** Why a path to values has no such bracket, and what to write instead. */
function noFilter(text: string, bracket: string): Message {
  if (!quantifiers.some((name) => name === bracket)) {
    return tell('detectionMistake.noFilterNorPlace', { bracket, text, escape: escaped });
  }
  if (text.includes('=')) {
    return tell('detectionMistake.mixedBrackets', { text, bracket });
  }
  const array = text.slice(0, text.indexOf('['));
  return tell('detectionMistake.blockAsValue', { bracket, array });
}

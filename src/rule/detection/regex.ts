import { RE2JS, RE2JSSyntaxException } from 're2js';
import { type Message, tell } from '../../language/message.ts';
import { neededTexts } from './needed-texts.ts';

/** Why a regular expression is refused, and where in its text. */
export interface RegexFlaw {
  readonly told: Message;
  /** Characters from its start. */
  readonly offset: number;
}

/** Longer ones are value lists in disguise; the longest public one has some thousand characters. */
const maxLength = 8192;

const flagBits: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/**
 * Prepares a regular expression in RE2 syntax for an unanchored search, or says why it is refused.
 * Linear in the text whatever the expression: rules come from strangers.
 */
export function compileRegex(
  source: string,
  flags: string,
): ((text: string) => boolean) | RegexFlaw {
  if (source.length > maxLength) {
    const told = tell('detectionMistake.regexTooLong', { most: String(maxLength) });
    return { told, offset: 0 };
  }
  try {
    const regex = compiled(source, flags);
    return searchWith(() => regex, source, flags);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return flawOf(error, source);
  }
}

/** The same search with an expression that {@link compileRegex} took before; prepared once a text may have it. */
export function regexSearch(source: string, flags: string): (text: string) => boolean {
  const key = `${flags}/${source}`;
  const prepare = (): RE2JS => {
    const known = prepared.get(key) ?? compiled(source, flags);
    if (prepared.size >= mostPrepared) prepared.clear();
    prepared.set(key, known);
    return known;
  };
  let regex: RE2JS | undefined;
  return searchWith(() => (regex ??= prepare()), source, flags);
}

/** Rules ask for the same expressions, of several fields and in each other's words. */
const prepared = new Map<string, RE2JS>();
const mostPrepared = 1_000;

function compiled(source: string, flags: string): RE2JS {
  return RE2JS.compile(
    source,
    [...flags].reduce((all, flag) => all | (flagBits[flag] ?? 0), 0),
  );
}

function searchWith(regex: () => RE2JS, source: string, flags: string): (text: string) => boolean {
  const mayBeIn = prefilter(neededTexts(source), flags.includes('i'));
  // What a rule seeks is mostly absent, and looking for plain text is many times faster.
  return mayBeIn ? (text) => mayBeIn(text) && regex().test(text) : (text) => regex().test(text);
}

/** Prepares whether any of the needed texts is in a text. */
function prefilter(
  needed: readonly string[],
  ignoresCase: boolean,
): ((text: string) => boolean) | undefined {
  if (needed.length === 0) return undefined;
  if (!ignoresCase) return (text) => needed.some((one) => text.includes(one));
  const lower = needed.map((one) => one.toLowerCase());
  // Beyond ASCII there are letters that are k and s where case is ignored.
  return (text) => {
    if (beyondAscii.test(text)) return true;
    const lowered = text.toLowerCase();
    return lower.some((one) => lowered.includes(one));
  };
}

const beyondAscii = /[^\x00-\x7f]/;

function flawOf(error: RE2JSSyntaxException, source: string): RegexFlaw {
  const piece = error.getPattern() ?? '';
  const reason = error.getDescription();
  const what = hints.find(([start]) => start.test(piece))?.[1];
  const hint = what ? tell('hint.instead', { what }) : '';
  const told = tell('detectionMistake.regexRejected', { reason, piece, hint });
  return { told, offset: Math.max(0, source.indexOf(piece)) };
}

/** What to write instead of what RE2 has not, by how the refused piece begins. */
const hints: readonly (readonly [RegExp, Message])[] = [
  [/^\(\?<?!/, tell('hint.noLookaroundExclude')],
  [/^\(\?<?=/, tell('hint.noLookaroundPart')],
  [/^\(\?<?/, tell('hint.groups', { named: '(?P<name>a)' })],
  [/^\\\d/, tell('hint.noBackReferences')],
  [/^\\/, tell('hint.needlessBackslash')],
  [/^\{\d/, tell('hint.repeatsTooOften')],
];

import { foldCase } from '../event/case-folding.ts';
import type { Json } from '../event/json.ts';
import { isMessage } from '../language/message.ts';
import { contains, type Network, parseAddress, parseNetwork } from '../rule/detection/network.ts';
import { patternsOf } from '../rule/detection/pattern.ts';
import { expandPlaceholders, plainText } from '../rule/detection/placeholder.ts';
import { regexSearch } from '../rule/detection/regex.ts';
import type { ExpectedValue, Pattern, PatternPart } from '../rule/expression.ts';
import type { Lists } from '../rule/rule.ts';
import { compilePattern } from './wildcard.ts';

/** Whether one value of a field meets one wanted value (or one of them). */
export type Matcher = (value: Json) => boolean;

/** The text of a value, as comparisons see it; undefined for null, objects and arrays. */
export function textOfValue(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Prepares one wanted value. */
export function compileExpectedValue(wanted: ExpectedValue, lists: Lists): Matcher {
  switch (wanted.kind) {
    case 'null':
      return (value) => value === null;
    case 'boolean':
      return (value) => value === wanted.value;
    case 'number':
      return (value) => numberOf(value) === wanted.value;
    case 'network':
      return inNetworks([networkOf(wanted.text)]);
    case 'regex':
      return compileRegularExpression(wanted.source, wanted.flags);
    case 'list':
      return compileList(wanted, lists);
    case 'either':
      return compileText(wanted.of);
    case 'field':
      throw new TypeError('another field is compared by compileReference');
    case 'pattern':
      return compileText([wanted]);
  }
}

/**
 * Prepares alternatives. Plain texts become one set, so a list of ten thousand addresses costs one
 * look-up.
 */
export function compileAny(values: readonly ExpectedValue[], lists: Lists): Matcher {
  const patterns = values.filter((value) => value.kind === 'pattern');
  const others = values.filter((value) => value.kind !== 'pattern');
  const matchers = others.map((value) => compileExpectedValue(value, lists));
  if (patterns.length > 0) matchers.unshift(compileText(patterns));
  const [only] = matchers;
  if (only && matchers.length === 1) return only;
  return (value) => matchers.some((matches) => matches(value));
}

/** The number a value stands for: numbers, and text that is nothing but a number. */
export function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) {
    return undefined;
  }
  return Number(value);
}

function networkOf(text: string): Network {
  const network = parseNetwork(text);
  if (!network) throw new SyntaxError(`"${text}" is not a network such as 203.0.113.0/24`);
  return network;
}

function inNetworks(networks: readonly Network[]): Matcher {
  return (value) => {
    const address = typeof value === 'string' ? parseAddress(value) : undefined;
    return address !== undefined && networks.some((network) => contains(network, address));
  };
}

function compileText(patterns: readonly Pattern[]): Matcher {
  const whole = { cased: new Set<string>(), folded: new Set<string>() };
  const open: { cased: boolean; matches: (text: string) => boolean }[] = [];
  for (const { cased, parts } of patterns) {
    const folded = parts.map((part) =>
      part.kind === 'text' && !cased ? { ...part, text: foldCase(part.text) } : part,
    );
    const [only] = folded;
    const plain =
      folded.length === 0
        ? ''
        : folded.length === 1 && only?.kind === 'text'
          ? only.text
          : undefined;
    if (plain !== undefined) whole[cased ? 'cased' : 'folded'].add(plain);
    else open.push({ cased, matches: compilePattern(folded) });
  }
  // Nothing but '*' asks for presence: an object is there, though it has no text.
  if (patterns.some(({ parts }) => parts.length > 0 && parts.every(isRun))) {
    return (value) => value !== null;
  }
  const matches = (text: string): boolean => {
    const folded = foldCase(text);
    if (whole.folded.has(folded) || whole.cased.has(text)) return true;
    return open.some((pattern) => pattern.matches(pattern.cased ? text : folded));
  };
  return remembering(matches);
}

/** Neighbouring events have many values in common, so the last answer is often the next one. */
function remembering(matches: (text: string) => boolean): Matcher {
  let last: string | undefined;
  let answer = false;
  return (value) => {
    const text = textOfValue(value);
    if (text === undefined) return false;
    if (text === last) return answer;
    last = text;
    answer = matches(text);
    return answer;
  };
}

/** Whether a part of a pattern stands for anything. */
export function isRun({ kind }: PatternPart): boolean {
  return kind === 'run';
}

/** Answers about so many different texts are kept; addresses come again and again. */
const maxAnswers = 4096;

/**
 * Members are texts; networks and addresses are compared as such, in whatever way they are written,
 * unless the text is encoded.
 */
function compileList(
  { template, networks: only, shape }: Extract<ExpectedValue, { kind: 'list' }>,
  lists: Lists,
): Matcher {
  const texts = expandPlaceholders(template, lists);
  const encoded = shape.dashes || shape.encodings.length > 0;
  const known = texts.map((parts) => (encoded ? undefined : parseNetwork(plainText(parts) ?? '')));
  const patterns = texts
    .filter((_, at) => !only && !known[at])
    .flatMap((parts) => {
      const found = patternsOf(parts, shape);
      return isMessage(found) ? [] : found;
    });
  const isText = compileText(patterns);
  const networks = (encoded ? [] : texts).flatMap(
    (parts, at) => known[at] ?? hostOf(plainText(parts) ?? '') ?? [],
  );
  if (networks.length === 0) return isText;
  const isIn = inNetworks(networks);
  const answers = new Map<Json, boolean>();
  return (value) => {
    const before = answers.get(value);
    if (before !== undefined) return before;
    if (answers.size >= maxAnswers) answers.clear();
    const answer = isText(value) || isIn(value);
    answers.set(value, answer);
    return answer;
  };
}

/** The network of one address. */
function hostOf(text: string): Network | undefined {
  const base = parseAddress(text);
  return base && { base, length: base.length * 8 };
}

function compileRegularExpression(source: string, flags: string): Matcher {
  return remembering(regexSearch(source, flags));
}

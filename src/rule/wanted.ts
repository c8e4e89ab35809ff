import type { PatternPart, Shape, TemplatePart, Wanted } from './expression.ts';
import type { Chain } from './modifier.ts';
import { parseNetwork } from './network.ts';
import { parsePath } from './path.ts';
import { parseParts, patternsOf } from './pattern.ts';
import { compileRegex } from './regex.ts';
import type { Scalar } from './source.ts';
import { timeParts } from './time-part.ts';
import type { Window } from './window.ts';

/** Why a value is wrong, and where in its text, if it is not all of it. */
export interface Flaw {
  readonly message: string;
  readonly offset?: number;
}

interface Surroundings {
  readonly windows: ReadonlyMap<string, Window>;
  readonly within: string | undefined;
}

/** Reads one value of an entry, as the entry's modifiers want it; undefined is no value at all. */
export function parseWanted(
  scalar: Scalar | undefined,
  chain: Chain,
  surroundings: Surroundings,
): Wanted | Flaw {
  const { value = null } = scalar ?? {};
  if (scalar !== undefined && value !== null) {
    return readers[chain.type](scalar, chain, surroundings);
  }
  if (chain.type === 'value') return { kind: 'null' };
  return { message: 'null can only be compared as it is, without modifiers' };
}

/** Where a path leads from the event and, inside a block, from a member of the array `within`. */
export function locate(
  path: string,
  within: string | undefined,
): { path: string; member?: string } {
  if (within === undefined) return { path };
  return { path: path === '.' ? within : `${within}.${path}`, member: path };
}

type Read = (scalar: Scalar, chain: Chain, surroundings: Surroundings) => Wanted | Flaw;

const readText: Read = (scalar, chain) => {
  const text = textOfScalar(scalar);
  const shape = shapeOf(chain);
  if (chain.expand) return readTemplate(text, shape, false);
  const patterns = patternsOf(parseParts(text), shape);
  if (typeof patterns === 'string') return { message: patterns };
  const [only, ...others] = patterns;
  return only && others.length === 0 ? only : { kind: 'either', of: patterns };
};

function shapeOf({ openStart, openEnd, cased, dashes, encodings }: Chain): Shape {
  return { openStart, openEnd, cased, dashes, encodings };
}

/** Whole numbers as written, since a postal code is no number: `01234`, `+15550100`. */
function textOfScalar({ value, source }: Scalar): string {
  const whole = typeof value === 'number' && source !== undefined && /^[-+]?\d+$/.test(source);
  return whole ? source : String(value);
}

function readTemplate(text: string, shape: Shape, networks: boolean): Wanted | Flaw {
  // Names stand between what they split.
  const template = text.split(/%(\w[\w-]*)%/).flatMap((piece, index): readonly TemplatePart[] => {
    return index % 2 === 1 ? [{ kind: 'list', name: piece }] : parseParts(piece);
  });
  if (!template.some(({ kind }) => kind === 'list')) {
    const advice = 'the name of a value list between percent signs, such as %admins%';
    return { message: `expand needs ${advice}` };
  }
  const rest = template.filter((part): part is PatternPart => part.kind !== 'list');
  const flaw = patternsOf([...rest, { kind: 'text', text: '--' }], { ...shape, dashes: false });
  if (typeof flaw === 'string') return { message: flaw };
  return { kind: 'list', template, networks, shape };
}

const readField: Read = (scalar, chain, { windows, within }) => {
  const steps = parsePath(textOfScalar(scalar));
  if (typeof steps === 'string') return { message: steps };
  const [{ path, quantifier } = { path: '', quantifier: undefined }, ...rest] = steps;
  if (path === '') return { message: 'fieldref needs the name of a field' };
  if (quantifier !== undefined || rest.length > 0) {
    return {
      message: 'fieldref takes a field without brackets; it compares with any of its values',
    };
  }
  if (within === undefined && windows.has(path.split('.', 1)[0] as string) && path.includes('.')) {
    return { message: `"${path}" is a fact of a window; fieldref takes a field of the event` };
  }
  return { kind: 'field', ...locate(path, within), shape: shapeOf(chain) };
};

const readPart: Read = ({ value }, { part }) => {
  const [least, greatest] = timeParts[part ?? 'year'];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= greatest) {
    return { kind: 'number', value };
  }
  return { message: `${part} needs a whole number from ${least} to ${greatest}` };
};

const readers: Readonly<Record<Chain['type'], Read>> = {
  value: readText,
  list: readText,
  string: readText,
  text: readText,
  bytes: readText,
  encoded: readText,
  regex: ({ value }, { flags, openStart, openEnd }) => {
    const source = String(value);
    const regex = compileRegex(source, flags);
    if (typeof regex !== 'function') return regex;
    // Search is not anchored, so a regular expression that may stand anywhere is as it was.
    const begins = openEnd && !openStart ? '\\A' : '';
    const ends = openStart && !openEnd ? '\\z' : '';
    return {
      kind: 'regex',
      source: begins || ends ? `${begins}(?:${source})${ends}` : source,
      flags,
    };
  },
  network: (scalar, chain) => {
    const text = textOfScalar(scalar);
    if (chain.expand) return readTemplate(text, shapeOf(chain), true);
    if (parseNetwork(text)) return { kind: 'network', text };
    return { message: `"${text}" is not a network such as 203.0.113.0/24` };
  },
  number: ({ value }) => {
    const number = typeof value === 'number' ? value : Number.NaN;
    if (Number.isFinite(number)) return { kind: 'number', value: number };
    return { message: 'gt, gte, lt and lte need a number' };
  },
  presence: ({ value }) =>
    typeof value === 'boolean'
      ? { kind: 'boolean', value }
      : { message: 'exists needs true or false' },
  field: readField,
  part: readPart,
};

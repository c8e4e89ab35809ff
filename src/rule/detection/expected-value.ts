import { dayparts, type TimePart, timeParts } from '../../event/time-part.ts';
import { isMessage, type Message, tell } from '../../language/message.ts';
import type {
  ExpectedValue,
  Pattern,
  PatternPart,
  PlaceholderPart,
  TextShape,
} from '../expression.ts';
import { numberIn } from '../window/computed-fields.ts';
import type { Window } from '../window/window.ts';
import { didYouMeanOf, type Hint } from '../yaml/did-you-mean.ts';
import {
  type Entry,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  writtenText,
  type YAMLSeq,
  type YamlSource,
} from '../yaml/yaml-source.ts';

import { locate, parseValuePath } from './field-spelling.ts';
import type { Chain } from './modifier.ts';
import { parseNetwork } from './network.ts';
import { parseParts, patternsOf } from './pattern.ts';
import { compileRegex } from './regex.ts';

/** Why a value is wrong, and where in its text, if it is not all of it. */
interface ValueFlaw {
  readonly told: Message;
  readonly offset?: number;
}

/** Where in a rule a value stands. */
export interface Scope {
  readonly source: YamlSource;
  readonly windows: ReadonlyMap<string, Window>;
  /** Inside a block, the path of the array whose members are tested. */
  readonly within?: string;
}

/** The values of an entry; those of lists within its list are its own. */
export function valuesOf({ value }: Entry): readonly (Node | undefined)[] {
  return isSeq(value) ? flatten(value) : [value];
}

/** As deep as a source's lists can be. */
function flatten({ items }: YAMLSeq): readonly Node[] {
  return (items as Node[]).flatMap((item) =>
    isSeq(item) && item.items.length > 0 ? flatten(item) : [item],
  );
}

/** The values of an entry, as its chain of modifiers wants them; undefined after a report. */
export function readValues(
  nodes: readonly (Node | undefined)[],
  chain: Chain,
  entry: Entry,
  scope: Scope,
): readonly ExpectedValue[] | undefined {
  const read = nodes.map((node) => readValue(node ?? entry.value, chain, entry, scope));
  const values = read.filter((value) => value !== undefined);
  if (values.length < nodes.length) return undefined;
  if (!chain.expand || values.some(({ kind }) => kind === 'list')) return values;
  const example = tell('detectionMistake.listBetweenPercents', { example: '%admins%' });
  scope.source.report(nodes[0] ?? entry.keyNode, tell('detectionMistake.expandNeeds', { example }));
  return undefined;
}

function readValue(
  scalar: Node | undefined,
  chain: Chain,
  entry: Entry,
  scope: Scope,
): ExpectedValue | undefined {
  const { source } = scope;
  if (scalar !== undefined && !isScalar(scalar)) {
    const hint = isMap(scalar) ? tell('hint.blockQuantifier', { key: entry.key }) : '';
    source.report(scalar, tell('detectionMistake.valueNotPlain', { key: entry.key, hint }));
    return undefined;
  }
  const result = parseExpectedValue(scalar, chain, scope);
  if (!('told' in result)) return result;
  source.report(scalar ?? entry.keyNode, result.told, result.offset);
  return undefined;
}

/** Reads one value of an entry, as the entry's modifiers want it; undefined is no value at all. */
function parseExpectedValue(
  scalar: Scalar | undefined,
  chain: Chain,
  scope: Scope,
): ExpectedValue | ValueFlaw {
  const { value = null } = scalar ?? {};
  if (scalar !== undefined && value !== null) {
    return readers[chain.type](scalar, chain, scope);
  }
  if (nullable.has(chain.type)) return { kind: 'null' };
  return { told: tell('detectionMistake.nullModified') };
}

/** What may be absent: a field as it is, and its parts. */
const nullable: ReadonlySet<Chain['type']> = new Set(['value', 'part', 'daypart', 'piece']);

type Read = (scalar: Scalar, chain: Chain, scope: Scope) => ExpectedValue | ValueFlaw;

const readText: Read = (scalar, chain) => {
  const shape = shapeOf(chain);
  if (chain.expand) return readTemplate(writtenText(scalar), shape, false);
  const texts = textsOfScalar(scalar).map((text) => patternsOf(parseParts(text), shape));
  const flaw = texts.find(isMessage);
  if (flaw) return { told: flaw };
  return oneOf(texts.flat() as Pattern[]);
};

function shapeOf({ openStart, openEnd, cased, dashes, encodings }: Chain): TextShape {
  return { openStart, openEnd, cased, dashes, encodings };
}

function oneOf(patterns: readonly Pattern[]): ExpectedValue {
  const [only, ...others] = patterns;
  return only && others.length === 0 ? only : { kind: 'either', of: patterns };
}

/** A text as written; a decimal fraction also as events write that number: `1.50` is `1.5`. */
function textsOfScalar(scalar: Scalar): readonly string[] {
  const written = writtenText(scalar);
  const isFraction = typeof scalar.value === 'number' && /^[-+]?\d*\.\d+$/.test(written);
  return isFraction ? [...new Set([written, String(scalar.value)])] : [written];
}

/** What stands in a template, one by one: an escaped sign, a placeholder, or text. */
const templatePieces = /\\.|%(\w[\w-]*)%|[^\\%]+|./gs;

/** Reads text with placeholders. `\%` is a percent sign; without any placeholder it is text. */
function readTemplate(
  text: string,
  shape: TextShape,
  networks: boolean,
): ExpectedValue | ValueFlaw {
  const template: PlaceholderPart[] = [];
  let plain = '';
  for (const [piece, name] of text.matchAll(templatePieces)) {
    if (name === undefined) {
      plain += piece === '\\%' ? '%' : piece;
    } else {
      template.push(...parseParts(plain), { kind: 'list', name });
      plain = '';
    }
  }
  template.push(...parseParts(plain));
  const rest = template.filter((part): part is PatternPart => part.kind !== 'list');
  if (rest.length === template.length) {
    if (/^%.*%$/s.test(text)) return { told: tell('detectionMistake.noListName', { text }) };
    if (networks) return readNetwork(plain);
    const patterns = patternsOf(rest, shape);
    return isMessage(patterns) ? { told: patterns } : oneOf(patterns);
  }
  const flaw = patternsOf([...rest, { kind: 'text', text: '--' }], { ...shape, dashes: false });
  if (isMessage(flaw)) return { told: flaw };
  return { kind: 'list', template, networks, shape };
}

function readNetwork(text: string): ExpectedValue | ValueFlaw {
  if (parseNetwork(text)) return { kind: 'network', text };
  return { told: tell('detectionMistake.noNetwork', { text }) };
}

const readField: Read = (scalar, chain, { source, windows, within }) => {
  const read = parseValuePath(writtenText(scalar));
  if ('flaw' in read) return { told: read.flaw };
  const { path } = read;
  if (path === '') return { told: tell('detectionMistake.fieldrefNeeds') };
  const shape = shapeOf(chain);
  const window = within === undefined ? windows.get(path.split('.', 1)[0] as string) : undefined;
  if (!window || !path.includes('.')) {
    return { kind: 'field', ...locate(path, within, scalar, source), shape };
  }
  const name = path.slice(window.name.length + 1);
  const formula = window.computed?.get(name) ?? numberIn(window, name);
  return isMessage(formula) ? { told: formula } : { kind: 'field', path, shape, formula };
};

const readPart: Read = ({ value }, { part }) => {
  const [least, greatest] = timeParts[part as TimePart];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= greatest) {
    return { kind: 'number', value };
  }
  return { told: tell('detectionMistake.partRange', { part: part as TimePart, least, greatest }) };
};

const readDaypart: Read = (scalar, chain, scope) => {
  const word = writtenText(scalar);
  if ((dayparts as readonly string[]).includes(word)) return readText(scalar, chain, scope);
  return { told: tell('detectionMistake.noDaypart', { word, hint: didYouMeanOf(word, dayparts) }) };
};

const readers: Readonly<Record<Chain['type'], Read>> = {
  value: readText,
  list: readText,
  string: readText,
  text: readText,
  bytes: readText,
  encoded: readText,
  regex: (scalar, { flags, openStart, openEnd }) => {
    const source = writtenText(scalar);
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
    const text = writtenText(scalar);
    return chain.expand ? readTemplate(text, shapeOf(chain), true) : readNetwork(text);
  },
  number: ({ value }) => {
    const number = typeof value === 'number' ? value : Number.NaN;
    if (Number.isFinite(number)) return { kind: 'number', value: number };
    return { told: tell('detectionMistake.orderNeedsNumber', { hint: insteadOf(value) }) };
  },
  presence: ({ value }) =>
    typeof value === 'boolean'
      ? { kind: 'boolean', value }
      : { told: tell('detectionMistake.existsNeeds') },
  field: readField,
  part: readPart,
  daypart: readDaypart,
  piece: readText,
};

/** How what stands in place of a number is written, if that can be told. */
function insteadOf(value: unknown): Hint {
  const text = typeof value === 'string' ? value : '';
  const [, percent] = /^ *(\d+(?:\.\d+)?) *%$/.exec(text) ?? [];
  if (percent !== undefined) {
    return tell('hint.orFormat', { percent, number: String(Number(percent) / 100) });
  }
  if (/[A-Za-z_]\w*\.\w/.test(text)) {
    return tell('hint.anotherFact');
  }
  return '';
}

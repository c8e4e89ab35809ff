import { type FieldPart, isClockPart } from '../../event/field-part.ts';
import { type Message, tell } from '../../language/message.ts';
import type { Comparison, Encoding } from '../expression.ts';
import { didYouMeanOf } from '../yaml/did-you-mean.ts';

/** What the modifiers of a field have made of the comparison so far. */
export interface Chain {
  readonly type: ChainType;
  readonly comparison: Comparison;
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly cased: boolean;
  readonly all: boolean;
  readonly expand: boolean;
  readonly dashes: boolean;
  readonly encodings: readonly Encoding[];
  /** Which part of the field is compared. */
  readonly part: FieldPart | undefined;
  /** Flags of a regular expression. */
  readonly flags: string;
}

/** What a chain compares: each modifier takes some of these and makes one of it. */
export type ChainType = (typeof chainTypes)[number];

/** Each has a name in messages: `chainType.<type>`. */
const chainTypes = [
  'value',
  'list',
  'string',
  'text',
  'bytes',
  'encoded',
  'regex',
  'network',
  'number',
  'presence',
  'field',
  'part',
  'daypart',
  'piece',
] as const;

interface Modifier {
  /** What it can follow, and what it makes of it. */
  readonly takes: Partial<Readonly<Record<ChainType, ChainType>>>;
  /** What it does, for people. */
  readonly does: string;
  readonly gives: Partial<Chain>;
}

const start: Chain = {
  type: 'value',
  comparison: 'equals',
  openStart: false,
  openEnd: false,
  cased: false,
  all: false,
  expand: false,
  dashes: false,
  encodings: [],
  part: undefined,
  flags: '',
};

type Takes = Modifier['takes'];

/** The types a modifier takes and leaves as they are. */
function keeps(...types: ChainType[]): Takes {
  return Object.fromEntries(types.map((type) => [type, type]));
}

const widens: Takes = {
  value: 'text',
  list: 'text',
  string: 'text',
  text: 'text',
  bytes: 'text',
  encoded: 'text',
  piece: 'text',
  ...keeps('regex', 'field'),
};

const order = (comparison: Comparison, does: string): Modifier => ({
  takes: { value: 'number', part: 'number' },
  does,
  gives: { comparison },
});

const wide = (encoding: Encoding, does: string): Modifier => ({
  takes: { value: 'bytes', list: 'bytes', string: 'bytes' },
  does,
  gives: { encodings: [encoding] },
});

const base64 = (encoding: Encoding, does: string): Modifier => ({
  takes: { value: 'encoded', list: 'encoded', string: 'encoded', bytes: 'encoded' },
  does,
  gives: { encodings: [encoding] },
});

const flag = (flags: string, does: string): Modifier => ({
  takes: keeps('regex'),
  does,
  gives: { flags },
});

const part = (name: FieldPart, does: string): Modifier => ({
  takes: { value: name === 'daypart' ? name : isClockPart(name) ? 'part' : 'piece' },
  does,
  gives: { part: name },
});

/** Sigma's value modifiers (specification 2.1, appendix "Modifiers"), applied from left to right. */
export const modifiers: Readonly<Record<string, Modifier>> = {
  contains: {
    takes: widens,
    does: 'the field contains the value',
    gives: { openStart: true, openEnd: true },
  },
  startswith: {
    takes: widens,
    does: 'the field begins with the value',
    gives: { openEnd: true },
  },
  endswith: {
    takes: widens,
    does: 'the field ends with the value',
    gives: { openStart: true },
  },
  cased: {
    takes: {
      value: 'string',
      list: 'string',
      ...keeps('string', 'text', 'bytes', 'encoded', 'field'),
    },
    does: 'the comparison is case-sensitive',
    gives: { cased: true },
  },
  all: {
    takes: keeps(...chainTypes),
    does: 'all values must match, not just one',
    gives: { all: true },
  },
  neq: {
    takes: keeps(
      'value',
      'list',
      'string',
      'text',
      'bytes',
      'encoded',
      'regex',
      'network',
      'field',
      'part',
      'daypart',
      'piece',
    ),
    does: 'the field is present and is none of the values',
    gives: { comparison: 'neq' },
  },
  exists: {
    takes: { value: 'presence', part: 'presence', daypart: 'presence', piece: 'presence' },
    does: 'the field is present (true) or absent (false), even if it is null or empty',
    gives: { comparison: 'exists' },
  },
  re: {
    takes: { value: 'regex', piece: 'regex' },
    does: 'the field matches a regular expression (RE2 syntax) anywhere',
    gives: { cased: true },
  },
  i: flag('i', 're ignores case'),
  m: flag('m', 're: ^ and $ match at line breaks'),
  s: flag('s', 're: . matches line breaks'),
  ignorecase: flag('i', 'the long name of i'),
  multiline: flag('m', 'the long name of m'),
  dotall: flag('s', 'the long name of s'),
  cidr: {
    takes: { value: 'network', list: 'network' },
    does: 'the field is an address in the network',
    gives: {},
  },
  gt: order('gt', 'the field is a number greater than the value'),
  gte: order('gte', 'the field is a number, at least the value'),
  lt: order('lt', 'the field is a number less than the value'),
  lte: order('lte', 'the field is a number, at most the value'),
  minute: part('minute', 'the minute of a time, 0 to 59'),
  hour: part('hour', 'the hour of a time, 0 to 23'),
  daypart: part(
    'daypart',
    'night, morning, afternoon or evening: six hours each, from midnight on',
  ),
  weekday: part('weekday', 'the day of the week of a time, 1 (Monday) to 7 (Sunday)'),
  day: part('day', 'the day of the month of a time, 1 to 31'),
  week: part('week', 'the ISO week of a time, 1 to 53'),
  month: part('month', 'the month of a time, 1 to 12'),
  year: part('year', 'the year of a time'),
  domain: part('domain', 'what follows the last @ of a text, in small letters'),
  user: part('user', 'what precedes the last @ of a text, or all of it, in small letters'),
  fieldref: {
    takes: { value: 'field', part: 'field', daypart: 'field', piece: 'field', number: 'field' },
    does: 'the value is the name of another field, whose value is equal',
    gives: {},
  },
  expand: {
    takes: {
      value: 'list',
      piece: 'list',
      ...keeps('string', 'text', 'bytes', 'encoded', 'network'),
    },
    does: '%name% stands for every entry of the value list of that name',
    gives: { expand: true },
  },
  windash: {
    takes: { value: 'string', list: 'string', ...keeps('string', 'text') },
    does: 'every dash or slash stands for any of - / \u2013 \u2014 \u2015',
    gives: { dashes: true },
  },
  utf16le: wide('utf16le', 'the value in UTF-16, low byte first; base64 follows'),
  wide: wide('utf16le', 'another name of utf16le'),
  utf16be: wide('utf16be', 'the value in UTF-16, high byte first; base64 follows'),
  utf16: wide('utf16', 'utf16le after a byte order mark'),
  base64: base64('base64', 'the value in base64'),
  base64offset: base64('base64offset', 'the value in base64, at any offset'),
};

/** Follows `names` from left to right, or says in one message why they cannot be combined. */
export function chainOf(names: readonly string[]): Chain | Message {
  let chain = start;
  let maker = '';
  for (const [index, name] of names.entries()) {
    const modifier = Object.hasOwn(modifiers, name) ? modifiers[name] : undefined;
    if (!modifier)
      return tell('detectionMistake.noModifier', {
        name,
        hint: didYouMeanOf(name, Object.keys(modifiers)),
      });
    if (names.indexOf(name) !== index) return tell('detectionMistake.modifierTwice', { name });
    if (name === 'cased' && chain.part && !isClockPart(chain.part)) {
      return tell('detectionMistake.casedPart', { part: chain.part });
    }
    const { gives } = modifier;
    if (gives.comparison && chain.comparison !== 'equals') {
      return tell('detectionMistake.notCombined', { one: chain.comparison, name });
    }
    const type = modifier.takes[chain.type];
    if (!type) return misplaced(name, modifier, maker, chain.type);
    if (type !== chain.type) maker = name;
    chain = {
      ...chain,
      ...gives,
      type,
      openStart: chain.openStart || gives.openStart === true,
      openEnd: chain.openEnd || gives.openEnd === true,
      encodings: [...chain.encodings, ...(gives.encodings ?? [])],
      flags: withFlag(chain.flags, gives.flags),
    };
  }
  return chain;
}

function withFlag(flags: string, more = ''): string {
  return flags.includes(more) ? flags : flags + more;
}

/** Why a modifier cannot stand where it does. */
function misplaced(name: string, { takes }: Modifier, maker: string, type: ChainType): Message {
  const wanted = Object.keys(takes) as ChainType[];
  if (maker === '') {
    const makers = Object.entries(modifiers).filter(([, { takes: given }]) =>
      Object.values(given).some((made) => wanted.includes(made) && given.value === made),
    );
    return tell('detectionMistake.mustFollow', {
      name,
      makers: alternatives(makers.map(([other]) => other)),
    });
  }
  const known = wanted.map((taken) => tell(`chainType.${taken}`));
  return tell('detectionMistake.cannotFollow', {
    name,
    maker,
    takes: known,
    made: tell(`chainType.${type}`),
  });
}

/** Words in quotes, joined by or. */
function alternatives(words: readonly string[]): Message | string {
  return words
    .map((word): Message | string => `"${word}"`)
    .reduce((first, second) => tell('hint.either', { first, second }));
}

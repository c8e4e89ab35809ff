import type { Json, JsonObject } from '../../src/event/json.ts';
import { type Members, partIn, rawAt, selected, valuesAt } from '../detection/oracle.ts';
import { partsOf } from '../event/part-oracle.ts';

/** A test of a selection that decided, in plain words: its field, and which values may be told of it. */
export interface Reason {
  /** Dotted from the event; `*` for words, which can stand anywhere. */
  readonly field: string;
  readonly allows: (value: string) => boolean;
}

type Given = Json | undefined;

/**
 * The tests because of which a selection comes out as `wanted` for an event, found by asking the naive
 * oracle about each of them by itself. `selected(selection, node) === wanted` is taken for granted.
 */
export function naiveReasons(
  selection: Json,
  node: Given,
  wanted: boolean,
  lists: Members,
  prefix = '',
): readonly Reason[] {
  if (Array.isArray(selection)) {
    if (selection.every((item) => typeof item !== 'object'))
      return [words('', selection, node, wanted, lists)];
    return selection.flatMap((item: Json) =>
      selected(item, node, lists) === wanted ? naiveReasons(item, node, wanted, lists, prefix) : [],
    );
  }
  if (typeof selection !== 'object') return [words('', selection, node, wanted, lists)];
  return Object.entries(selection as JsonObject).flatMap(([key, value]) => {
    if (selected({ [key]: value }, node, lists) !== wanted) return [];
    return entryReasons(key, value, node, wanted, lists, prefix);
  });
}

/** Words: a value in which one of them is may be told, if they are wanted. */
function words(key: string, asked: Json, node: Given, wanted: boolean, lists: Members): Reason {
  const single = key
    .split('|')
    .filter((modifier) => modifier !== 'all')
    .join('|');
  return {
    field: '*',
    allows: (text) =>
      wanted &&
      scalarsIn(node).some(
        (value) => String(value) === text && selected({ [single]: asked }, value, lists),
      ),
  };
}

function entryReasons(
  key: string,
  value: Json,
  node: Given,
  wanted: boolean,
  lists: Members,
  prefix: string,
): readonly Reason[] {
  const [path = '', ...modifiers] = key.split('|');
  if (path === '') return [words(key, value, node, wanted, lists)];
  const [array, quantifier, rest = ''] = split(path);
  const joined = [prefix, array].filter((part) => part !== '' && part !== '.').join('.');
  if (quantifier === undefined) {
    const part = partIn(modifiers);
    const end = part === undefined ? '' : `|${part}`;
    const all = valuesAt(node, array + end).map(String);
    return [
      {
        field: joined + end,
        allows: (text) => all.includes(text) && meets(text, key, value, node, wanted, lists),
      },
    ];
  }
  const block = { field: joined, allows: () => false };
  const inner: Json =
    rest === '' && isBlock(value) ? value : { [[rest || '.', ...modifiers].join('|')]: value };
  const members = membersOf(node, array, quantifier);
  const asked = isCondition(inner) ? undefined : inner;
  const below = members.flatMap((member) => {
    const holds = asked
      ? selected(asked, member, lists)
      : meetsCondition(inner as JsonObject, member, lists);
    return asked
      ? naiveReasons(asked, member, holds, lists, joined)
      : conditionReasons(inner as JsonObject, member, holds, lists, joined);
  });
  return [block, ...below];
}

/** `t[any].f[0]` is the array `t`, its quantifier, and what is asked of each member. */
function split(path: string): readonly [string, string?, string?] {
  if (path.includes('=')) return [path];
  const match = /^([^[]*)\[([^\]]*)\]\.?(.*)$/.exec(path);
  if (!match) return [path];
  const rest = match[3] as string;
  return [match[1] as string, match[2] as string, rest.startsWith('[') ? `.${rest}` : rest];
}

function isBlock(value: Json): boolean {
  return (Array.isArray(value) ? value : [value]).some(
    (one) => typeof one === 'object' && one !== null,
  );
}

function isCondition(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'condition');
}

function meetsCondition(map: JsonObject, member: Given, lists: Members): boolean {
  return selected(map['a'] as Json, member, lists) && !selected(map['b'] as Json, member, lists);
}

/** The reasons of `a and not b`. */
function conditionReasons(
  map: JsonObject,
  member: Given,
  wanted: boolean,
  lists: Members,
  prefix: string,
): readonly Reason[] {
  const parts = [
    [map['a'] as Json, wanted],
    [map['b'] as Json, !wanted],
  ] as const;
  return parts.flatMap(([own, asked]) =>
    selected(own, member, lists) === asked ? naiveReasons(own, member, asked, lists, prefix) : [],
  );
}

/** Every member that a quantifier asks about: which of them settled it is left open. */
function membersOf(node: Given, path: string, quantifier: string): readonly Given[] {
  const arrays = rawAt(node, path === '.' ? [] : path.split('.'))
    .filter((value) => value !== null)
    .map((value) => (Array.isArray(value) ? value : [value]) as readonly Json[]);
  if (!/^-?\d+$/.test(quantifier)) return arrays.flat();
  return arrays.length === 0 ? [undefined] : arrays.map((array) => array.at(Number(quantifier)));
}

/** Whether one value by itself met the test; where values count together, that it is there must do. */
function meets(
  text: string,
  key: string,
  asked: Json,
  node: Given,
  wanted: boolean,
  lists: Members,
): boolean {
  const [path = '', ...modifiers] = key.split('|');
  const together = ['all', 'neq', 'exists', 'fieldref'].some((name) => modifiers.includes(name));
  if (together || !wanted || path === '.') return true;
  const wantsNull = (Array.isArray(asked) ? asked : [asked]).includes(null);
  if (wantsNull) return true;
  const part = partIn(modifiers);
  return valuesAt(node, path)
    .filter((value) => (part === undefined ? [value] : partsOf(value, part)).join() === text)
    .some((value) => selected({ [key]: asked }, nested(path.split('.'), value), lists));
}

function nested([step, ...rest]: readonly string[], value: Json): Json {
  if (step === undefined) return value;
  const [, array, field, wanted] = /^([^[]+)\[([^=]+)=([^\]]*)\]$/.exec(step) ?? [];
  if (array === undefined) return { [step]: nested(rest, value) };
  // A member that a filter in brackets takes.
  return {
    [array]: [{ ...(nested(rest, value) as JsonObject), [field as string]: wanted as string }],
  };
}

function scalarsIn(value: Given): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [value];
  return Object.values(value).flatMap((inner) => scalarsIn(inner as Json));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { builtInRules, readRules } from '../../src/input/rule-files.ts';
import { statuses } from '../../src/lint/metadata-checks.ts';
import { ruleSchema } from '../../src/lint/rule-schema.ts';
import { correlationKeys } from '../../src/rule/correlation/correlation.ts';
import { correlationTypes } from '../../src/rule/correlation/correlation-type.ts';
import { modifiers } from '../../src/rule/detection/modifier.ts';
import { levels } from '../../src/rule/level.ts';
import { ruleKeys } from '../../src/rule/metadata.ts';
import { parseRuleFile } from '../../src/rule/rule-file.ts';
import { onlyOfWindows } from '../../src/rule/window/misplaced-key.ts';
import { windowKeys } from '../../src/rule/window/window.ts';
import { functions } from '../../src/rule/window/window-function.ts';

const schema = ruleSchema() as AnySchemaObject;
const accepts = new Ajv2020({ allowUnionTypes: true, strictRequired: false }).compile(schema);

/** What the schema says against the documents of a text; nothing, if it accepts all of them. */
function objections(text: string): readonly string[] {
  return parseAllDocuments(text, { version: '1.2', schema: 'core' }).flatMap((document) =>
    document.toJS() === null || accepts(document.toJS())
      ? []
      : (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`),
  );
}

const { texts } = await readRules([builtInRules()]);
test.each(texts.map(({ file, text }) => [file.split('/').at(-1), text]))(
  'accepts the bundled rule %s',
  (_, text) => {
    expect(objections(text as string)).toEqual([]);
  },
);

test('accepts every rule of the conformance suite that the parser takes', () => {
  const folder = join(import.meta.dirname, '../../fixtures/sigma');
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      return JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        rule: string | readonly string[];
      }[];
    });
  const loading = cases
    .map(({ rule }) => [rule].flat().join('\n'))
    .filter((text) => parseRuleFile(text, 'r.yml').problems.length === 0)
    // What an action hands on is missing from the documents that inherit it.
    .filter((text) => !/^action:/m.test(text));
  expect(loading.length).toBeGreaterThan(100);
  const refused = loading.flatMap((text) => objections(text).map((why) => `${text}\n${why}`));
  expect(refused).toEqual([]);
});

/** The examples of the manual that are whole rules or sections. */
const manual = readFileSync(join(import.meta.dirname, '../../rules/README.md'), 'utf8');
test('accepts the examples of the manual', () => {
  const blocks = [...manual.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const whole = blocks.map((text) => (text.startsWith('title:') ? text : `title: T\n${text}`));
  const found = whole.map((text) =>
    objections(text.replace(/^detection:\n(?![\s\S]*condition:)/m, 'detection:\n  condition: x\n')),
  );
  expect(found.flat()).toEqual([]);
});

const head = 'title: T\nlogsource: {product: okta, service: okta}\n';
const detection = 'detection: {a: {actor.id: x}, condition: a}\n';
const window = (keys: string): string => `${head}context: {w: {${keys}}}\n${detection}`;
const fields = 'fields: {n: {count: true}}';

test.each<[string, string]>([
  [
    'blocks, lists and keywords',
    `${head}detection:\n  a: {'target[any]': {type: User, displayName|contains: [x, [y]]}, 'target[0].id': z}\n  b: [{actor.id: 1}, {actor.id: null}]\n  c: [word, 7]\n  d: word\n  e: {'': word}\n  '|all': x\n  condition: [a, b]\n`,
  ],
  ['a window over a list', window('list: x, fields: {n: {similar: target.id, among: [actor.id]}}')],
  [
    'functions of every kind',
    window(
      'before: 7d, every: 1d, rules: [r], fields: {a: {percentile: [x, 90]}, b: {zscore: {distinct: [a, b]}}, c: {share: r}, d: {last: x}, e: {new: [a, b]}}',
    ),
  ],
  [
    'a correlation',
    'title: C\ncorrelation: {type: value_count, rules: [a], timespan: 1h, group-by: actor.id, condition: {field: x, gte: 2}}\n',
  ],
  ['a filter', `${head}filter: {rules: any, a: {actor.id: x}, condition: not a}\n`],
  ['what documents share', 'action: global\nlevel: low\n'],
  ['keys of your own', `${head}${detection}owner: us\n`],
])('accepts %s, which the parser takes', (_, text) => {
  expect(objections(text)).toEqual([]);
});

test.each<[string, string]>([
  ['no title', detection],
  ['a level that is none', `${head}${detection}level: hihg\n`],
  ['a status that is none', `${head}${detection}status: tested\n`],
  ['an unknown modifier', `${head}detection: {a: {actor.id|containz: x}, condition: a}\n`],
  [
    'an unknown modifier in a block',
    `${head}detection: {a: {'target[any]': {id|containz: x}}, condition: a}\n`,
  ],
  ['a map where a value belongs', `${head}detection: {a: {actor: {id: x}}, condition: a}\n`],
  ['an empty selection', `${head}detection: {a: {}, condition: a}\n`],
  ['no condition', `${head}detection: {a: {actor.id: x}}\n`],
  ['exists of a text', `${head}detection: {a: {actor.id|exists: maybe}, condition: a}\n`],
  ['a misspelt key of a window', window(`befor: 1h, ${fields}`)],
  ['a window without a length', window(fields)],
  ['a window without fields', window('before: 1h')],
  ['a length in words', window(`before: 1 hour, ${fields}`)],
  [
    'a window that hides a field',
    `${head}context: {client: {before: 1h, ${fields}}}\n${detection}`,
  ],
  ['a key of a window beside the windows', `${head}context: {before: 1h, ${fields}}\n${detection}`],
  ['a key of a window at the top', `${head}before: 1h\n${detection}`],
  ['every in a fact', window('before: 9d, fields: {n: {zscore: {count: true}, every: 1d}}')],
  ['a function that is none', window('before: 1h, fields: {n: {number: true}}')],
  ['two functions', window('before: 1h, fields: {n: {count: true, most: x}}')],
  ['among without similar', window('before: 1h, fields: {n: {new: x, among: y}}')],
  ['count of a field', window('before: 1h, fields: {n: {count: actor.id}}')],
  ['a percentile without a number', window('before: 1h, fields: {n: {percentile: x}}')],
  [
    'a type of correlation that is none',
    'title: C\ncorrelation: {type: count, rules: [a], timespan: 1h}\n',
  ],
  ['a correlation without a timespan', 'title: C\ncorrelation: {type: temporal, rules: [a, b]}\n'],
  [
    'a bound that is none',
    'title: C\ncorrelation: {type: event_count, rules: [a], timespan: 1h, condition: {atleast: 2}}\n',
  ],
  ['a raise without a level', `${head}${detection}raise: [{condition: a}]\n`],
  ['generate in words', `${head}${detection}generate: never\n`],
  [
    'a detection and a correlation',
    `${head}${detection}correlation: {type: temporal, rules: [a, b], timespan: 1h}\n`,
  ],
])('refuses %s, as the parser does or lint remarks on', (_, text) => {
  expect(objections(text)).not.toEqual([]);
});

describe('has every word of the parser:', () => {
  const { properties, $defs } = schema;
  test.each<[string, readonly string[], object]>([
    ['keys of a rule', ruleKeys, properties],
    ['keys of a window', windowKeys, $defs.window.properties],
    ['keys of a correlation', correlationKeys, $defs.correlation.properties],
    ['functions', Object.keys(functions), $defs.fact.properties],
  ])('%s', (_, keys, place) => {
    expect(Object.keys(place)).toEqual(expect.arrayContaining([...keys]));
  });

  test('modifiers, levels, statuses and types', () => {
    const pattern = new RegExp($defs.selection.anyOf[0].propertyNames.pattern);
    for (const name of Object.keys(modifiers)) expect(pattern.test(`a.b|${name}`)).toBe(true);
    expect(properties.level.enum).toEqual(levels);
    expect(properties.status.enum).toEqual(statuses);
    expect($defs.correlation.properties.type.enum).toEqual(
      expect.arrayContaining(Object.keys(correlationTypes)),
    );
  });

  test('keys that mean nothing but in a window', () => {
    const known = new Set<string>([...onlyOfWindows, 'fields']);
    expect(windowKeys.filter((key) => !known.has(key))).toEqual([]);
  });
});

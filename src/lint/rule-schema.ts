import { eventShape } from '../event/event-shape.ts';
import type { Json, JsonObject } from '../event/json.ts';
import { tell, toldInEnglish } from '../language/message.ts';
import { orders } from '../rule/correlation/bound.ts';
import { correlationKeys, correlationTypeNames } from '../rule/correlation/correlation.ts';
import { modifiers } from '../rule/detection/modifier.ts';
import { levels } from '../rule/level.ts';
import { filterKeys, ruleKeys } from '../rule/metadata.ts';
import { elsewhereInDocument } from '../rule/window/misplaced-key.ts';
import { bucketNames, windowKeys } from '../rule/window/window.ts';
import { type FactName, functions, type Takes } from '../rule/window/window-function.ts';
import { actions } from '../rule/yaml/multi-document.ts';
import { keyDescriptions } from './key-descriptions.ts';
import { statuses } from './metadata-checks.ts';

const text = { type: ['string', 'number', 'boolean'] };
const texts = { anyOf: [text, { type: 'array', items: text }, { type: 'null' }] };
const field = { type: 'string', minLength: 1 };
const fields = { anyOf: [field, { type: 'array', items: field, minItems: 1 }] };
const names = { anyOf: [text, { type: 'array', items: text, minItems: 1 }] };
const number = { type: 'number' };
/** As `parseDuration` reads it. */
const duration = { type: 'string', pattern: '^\\d{1,9}[smhdw]$', examples: ['30m', '24h', '7d'] };
const level = { enum: levels };
const aliases = {
  type: 'object',
  additionalProperties: { type: 'object', additionalProperties: field },
};
const ref = (name: string): JsonObject => ({ $ref: `#/$defs/${name}` });

/** Says what each key is, and what it takes; one without a row of its own takes anything. */
function propertiesOf(
  keys: readonly string[],
  shapes: Readonly<Record<string, Json>>,
  section: Readonly<Record<string, string>> = keyDescriptions,
): JsonObject {
  return Object.fromEntries(
    keys.map((key) => {
      const description = Object.hasOwn(section, key) ? section[key] : undefined;
      const shape = Object.hasOwn(shapes, key) ? (shapes[key] as JsonObject) : {};
      return [key, { ...(description !== undefined && { description }), ...shape }];
    }),
  );
}

const condition = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] };

const ofRules = {
  title: text,
  name: text,
  id: { ...text, examples: ['5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11'] },
  status: { enum: statuses },
  description: text,
  level,
  tags: texts,
  references: texts,
  falsepositives: texts,
  response: texts,
  catalogue: texts,
  summary: text,
  reasons: { type: 'object', additionalProperties: texts },
  logsource: {
    type: 'object',
    examples: [
      { product: 'okta', service: 'okta' },
      { product: 'oktahunt', service: 'alert' },
    ],
  },
  detection: ref('detection'),
  context: ref('context'),
  correlation: ref('correlation'),
  filter: ref('filter'),
  fingerprint: fields,
  timezone: text,
  reason: text,
  owner: text,
  expires: text,
  generate: { type: 'boolean' },
  score: { ...number, minimum: 0, maximum: 1_000_000 },
  action: { enum: actions },
  raise: {
    type: 'array',
    items: {
      type: 'object',
      properties: { level, condition: { type: 'string' } },
      required: ['level', 'condition'],
      additionalProperties: false,
    },
  },
};

const ofWindows = {
  rules: names,
  events: { anyOf: [ref('selected'), ref('selection')] },
  'group-by-any': { type: 'array', items: fields, minItems: 2, maxItems: 8 },
  list: text,
  'group-by': fields,
  aliases,
  before: duration,
  until: duration,
  after: duration,
  learn: duration,
  every: duration,
  compute: { type: 'object', minProperties: 1, additionalProperties: text },
  fields: { type: 'object', minProperties: 1, additionalProperties: ref('fact') },
};

const ofCorrelations = {
  type: { enum: correlationTypeNames },
  rules: names,
  'group-by': fields,
  timespan: duration,
  timeframe: duration,
  condition: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          ...Object.fromEntries(Object.keys(orders).map((order) => [order, number])),
          field: fields,
          percentile: { ...number, exclusiveMinimum: 0, maximum: 100 },
        },
        additionalProperties: false,
      },
    ],
  },
  aliases,
  generate: { type: 'boolean' },
};

const bucket = {
  type: 'object',
  properties: Object.fromEntries(bucketNames.map((name) => [name, {}])),
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
};

/** What stands behind the name of a function. */
const taken: Readonly<Record<Takes, Json>> = {
  true: { const: true },
  fields,
  field: { anyOf: [field, { type: 'array', items: field, minItems: 1, maxItems: 1 }] },
  percentile: {
    type: 'array',
    prefixItems: [field, { ...number, exclusiveMinimum: 0, maximum: 100 }],
    minItems: 2,
    maxItems: 2,
  },
  buckets: bucket,
  rule: text,
  often: {
    type: 'object',
    properties: {
      of: fields,
      count: {
        type: 'object',
        properties: { lte: { type: 'integer' }, gte: { type: 'integer' } },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      },
    },
    required: ['of', 'count'],
    additionalProperties: false,
  },
};

function factSchema(): JsonObject {
  const rows = (Object.keys(functions) as FactName[]).map((name) => {
    const { takes, example } = functions[name];
    const gives = toldInEnglish(tell(`function.${name}`));
    return [name, { description: `${gives}: ${example}`, ...(taken[takes] as JsonObject) }];
  });
  return {
    type: 'object',
    properties: { ...Object.fromEntries(rows), among: fields },
    additionalProperties: false,
    minProperties: 1,
    dependentRequired: { among: ['similar'] },
    if: { required: ['among'] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { maxProperties: 2 },
    else: { maxProperties: 1 },
  };
}

const scalar = { type: ['string', 'number', 'boolean', 'null'] };
/** Lists within a list are part of it. */
const values = { anyOf: [scalar, { type: 'array', items: ref('values'), minItems: 1 }] };

/** Modifiers as a pattern on the name of a field; `\\[` is a bracket of the name. */
function selectionMap(): JsonObject {
  const known = Object.keys(modifiers).join('|');
  return {
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: `^[^|]*(\\|(${known})(@[\\w/+-]+)?)*$` },
    patternProperties: {
      '^[^\\[]*$': ref('values'),
      '\\|exists$': { enum: [true, false, 'true', 'false'] },
      '\\|(gt|gte|lt|lte)(\\||$)': {
        anyOf: [number, { type: 'string' }, { type: 'array' }],
      },
    },
    additionalProperties: { anyOf: [ref('values'), ref('block')] },
  };
}

/** Selections by name, and a condition over them. */
function section(more: JsonObject, required: readonly string[]): JsonObject {
  return {
    type: 'object',
    properties: { condition: { description: keyDescriptions.condition, ...condition }, ...more },
    required,
    additionalProperties: ref('selection'),
  };
}

const definitions: JsonObject = {
  detection: section({ timeframe: false }, ['condition']),
  filter: section({ rules: names }, ['rules', 'condition']),
  selected: section({}, ['condition']),
  context: {
    type: 'object',
    minProperties: 1,
    propertyNames: {
      pattern: '^[A-Za-z_]\\w*$',
      not: { enum: [...eventShape.fields.keys()] },
    },
    additionalProperties: ref('window'),
  },
  window: {
    type: 'object',
    properties: propertiesOf(windowKeys, ofWindows),
    anyOf: [
      ...['before', 'after', 'list'].map((key) => ({ required: ['fields', key] })),
      { required: ['compute'], maxProperties: 1 },
    ],
    additionalProperties: false,
  },
  fact: factSchema(),
  correlation: {
    type: 'object',
    properties: propertiesOf(correlationKeys, ofCorrelations),
    required: ['type'],
    anyOf: [{ required: ['timespan'] }, { required: ['timeframe'] }],
    additionalProperties: false,
  },
  selection: {
    anyOf: [selectionMap(), { type: 'array', items: ref('selection'), minItems: 1 }, scalar],
  },
  block: {
    anyOf: [
      {
        type: 'object',
        properties: { condition },
        required: ['condition'],
        minProperties: 2,
        additionalProperties: ref('selection'),
      },
      ref('selection'),
    ],
  },
  values,
};

/**
 * The JSON Schema (draft 2020-12) of a document of a rule file, made from what the parser reads, so that
 * an editor completes and checks while a rule is written. It knows no names: what rules, lists and
 * selections there are, `rules check` says.
 */
export function ruleSchema(): JsonObject {
  const elsewhere = elsewhereInDocument.map((key) => [key, false]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A Sigma rule for oktahunt',
    type: 'object',
    properties: {
      ...propertiesOf([...ruleKeys, ...filterKeys], ofRules),
      ...Object.fromEntries(elsewhere),
    },
    // A document with an action is only a part of others.
    if: { not: { required: ['action'] } },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { required: ['title'] },
    not: { required: ['detection', 'correlation'] },
    $defs: definitions,
  };
}

import { describe, expect, test } from 'vitest';
import { parseField } from '../../src/event/field.ts';
import type { Json, JsonObject } from '../../src/event/json.ts';
import { at, hunted, someRules } from '../builders.ts';

/** A place of the log that holds a structure, as Okta writes it or as a product passes it on. */
type Place = readonly [path: string, at: (value: Json) => JsonObject];

const debug = (name: string): Place => [
  `debugContext.debugData.${name}`,
  (value) => ({ debugContext: { debugData: { [name]: value } } }),
];

const target = (name: string): Place => [
  `target.${name}`,
  (value) => ({ target: [{ id: 't' }, nested(name, value)] }),
];

function nested(path: string, value: Json): JsonObject {
  const names = path.split('.');
  return names.reduceRight<Json>((inner, name) => ({ [name]: inner }), value) as JsonObject;
}

const within = (path: string): Place => [path, (value) => nested(path, value)];

const places: readonly Place[] = [
  debug('behaviors'),
  debug('risk'),
  debug('logOnlySecurityData'),
  debug('logOnlySecurityData.risk'),
  debug('targetEventHookIds'),
  debug('anything.at.all'),
  debug('originalPrincipal'),
  within('debugContext.debugData'),
  within('securityContext.risk'),
  target('changeDetails'),
  target('changeDetails.from'),
  target('changeDetails.to'),
  target('changeDetails.to.conditions'),
  target('changeDetails.from.rule.actions.signon'),
  target('detailEntry'),
  target('detailEntry.policyRuleFactorMode'),
  within('actor.detailEntry'),
  within('transaction.detail'),
  within('transaction.detail.scope'),
  within('authenticationContext.authenticatorContext'),
  within('device.device_integrator'),
];

const inner = { level: 'HIGH', list: ['x', 'y'], deep: { of: 'z' } };

/** The same structure in every form; the value and the parts of it that a rule may ask for are equal. */
const forms: readonly (readonly [name: string, value: Json])[] = [
  ['an object', { a: inner, b: 'c' }],
  ['JSON', JSON.stringify({ a: inner, b: 'c' })],
  [
    'JSON with blanks',
    '{ "a": {"level": "HIGH", "list": ["x", "y"], "deep": {"of": "z"}}, "b": "c" }',
  ],
  ['JSON within an object', { a: JSON.stringify(inner), b: 'c' }],
  ['JSON within JSON', JSON.stringify({ a: JSON.stringify(inner), b: 'c' })],
  [
    'JSON within JSON within JSON',
    JSON.stringify({
      a: JSON.stringify({ ...inner, deep: JSON.stringify(inner.deep) }),
      b: 'c',
    }),
  ],
  ['a Java map', '{a={level=HIGH, list=[x, y], deep={of=z}}, b=c}'],
  ['a Java map within an object', { a: '{level=HIGH, list=[x, y], deep={of=z}}', b: 'c' }],
  ['JSON within a Java map', `{a=${JSON.stringify(inner)}, b=c}`],
];

describe('text that is a structure opens', () => {
  test.each(places)('at %s, in every form and wherever a rule names it', async (path, place) => {
    const log = forms.map(([, value], hour) => {
      const raw = place(value);
      const actor = { id: 'z', alternateId: 'HIGH', ...(raw['actor'] as JsonObject | undefined) };
      return at(hour, { ...raw, actor, uuid: `e-${hour}` });
    });
    const rules = someRules([
      {
        context: {
          same: {
            'group-by': [`${path}.a.level`, `${path}.a.deep.of`],
            before: '24h',
            learn: '1s',
            fields: {
              n: { count: true },
              lists: { distinct: `${path}.a.list` },
              wholes: { distinct: `${path}.a` },
              last: { values: `${path}.a.deep.of` },
            },
          },
        },
        detection: {
          one: {
            [`${path}.a.level`]: 'high',
            [`${path}.a.list`]: 'y',
            [`${path}.a.list|all`]: ['x', 'y'],
            [`${path}.a.deep.of|exists`]: true,
            [`${path}.a.none|exists`]: false,
            [`${path}.a.level.none`]: null,
            [`${path}.a.deep.of|fieldref`]: 'actor.id',
            [`actor.alternateId|fieldref`]: `${path}.a.level`,
            [`${path}.a.list[any]`]: 'x',
            [`${path}.a.list[-1]`]: 'y',
            [`${path}.a[level=HIGH].deep.of`]: 'z',
            [`${path}.a|contains`]: 'level=HIGH',
          },
          two: { 'same.n|gte': 1, 'same.lists': 2, 'same.wholes': 1, 'same.last': 'z' },
          condition: 'one and two',
        },
        fingerprint: ['uuid'],
        summary: `{${path}.a.deep.of} {${path}.a.list}`,
      },
    ]);
    const { findings } = await hunted([at(-1), ...log], rules);
    const uuids = findings.map(({ evidence }) => evidence.decisive);
    expect(forms.filter((_, hour) => !uuids.includes(`e-${hour}`)).map(([name]) => name)).toEqual(
      [],
    );
    expect([...new Set(findings.map(({ title }) => title))]).toEqual(['z x, y']);
  });

  test.each<readonly [string, Json]>([
    ['plain text', 'level is HIGH'],
    ['text that was cut off', '{"a":{"level":"HIGH"'],
    ['a map that was cut off', '{a={level=HIGH}'],
    ['a number', 7],
    ['nothing', ''],
    ['null', null],
    ['an empty list', '[]'],
  ])('and is absent where it is %s', (_name, value) => {
    for (const [path, place] of places) {
      const field = parseField(`${path}.a.level`);
      expect([path, field.read(place(value)), field.has(place(value))]).toEqual([path, [], false]);
    }
  });

  const written = [
    'client.userAgent',
    'client.userAgent.rawUserAgent',
    'client.userAgent.os',
    'actor.displayName',
    'actor.alternateId',
    'target.displayName',
    'target.alternateId',
    'displayMessage',
    'outcome.reason',
    'debugContext.debugData.requestUri',
    'debugContext.debugData.url',
    'debugContext.debugData.userProvidedUsername',
    'debugContext.debugData.usernameOrEmail',
    'debugContext.debugData.UserComment',
    'debugContext.debugData.deviceFingerprint',
    'debugContext.debugData.oktaUserAgentExtended',
    'device.name',
  ];
  test.each(written)('never where a stranger writes: %s', (path) => {
    for (const [name, value] of forms) {
      if (typeof value !== 'string') continue;
      for (const one of ['a.level', 'b', 'a', 'os', 'level']) {
        const event = nested(path, value);
        expect([name, one, parseField(`${path}.${one}`).read(event)]).toEqual([name, one, []]);
      }
      expect(parseField(`${path}[b=c].b`).read(nested(path, value))).toEqual([]);
      expect(parseField(path).read(nested(path, value))).toEqual([value]);
    }
  });
});

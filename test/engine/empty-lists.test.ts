import { expect, test } from 'vitest';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';

const logsource = { product: 'okta', service: 'okta' };
const rule = (name: string, detection: object, more: object = {}) => ({
  title: name,
  name,
  logsource,
  detection: { sel: detection, condition: 'sel' },
  ...more,
});

const documents = [
  rule('own', { 'client.ipAddress|cidr|expand': '%offices%', 'actor.id|expand': '%admins%' }),
  rule(
    'fed',
    { 'w.n|gte': 1 },
    {
      context: {
        w: { rules: ['feeding'], before: '1h', fields: { n: { count: true } } },
      },
    },
  ),
  rule('feeding', { 'actor.id|expand': '%vendors%' }, { generate: false }),
  rule('matching', { matches: 'feeding' }),
  rule(
    'alike',
    { 'w.like|gte': 0.9 },
    {
      context: { w: { list: 'offices', fields: { like: { similar: 'actor.id' } } } },
    },
  ),
  rule('silent', { 'actor.id|expand': '%unused%' }, { generate: false }),
];

async function emptyLists(lists: Readonly<Record<string, readonly string[]>>) {
  const all = { offices: [], admins: [], vendors: [], unused: [], ...lists };
  const text = documents.map((one) => JSON.stringify(one)).join('\n---\n');
  const set = parseRules(text, 'rules', new Map(Object.entries(all)));
  for await (const outcome of hunt([], set)) {
    if (outcome.kind === 'summary') return outcome.emptyLists;
  }
  throw new Error('no summary');
}

test('empty lists are told with the rules that ask for them, those behind other rules too', async () => {
  expect(await emptyLists({ admins: ['ann'] })).toEqual([
    { name: 'offices', rules: ['own', 'alike'] },
    { name: 'vendors', rules: ['fed', 'matching'] },
  ]);
  expect(await emptyLists({ offices: ['192.0.2.0/24'], admins: ['a'], vendors: ['b'] })).toBe(
    undefined,
  );
});

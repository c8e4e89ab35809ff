import { expect, test } from 'vitest';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';
import type { Pack } from '../../src/rule/pack.ts';

const place = { file: 'p.yml', line: 1, column: 1 };
const packs: readonly Pack[] = [
  {
    name: 'theft',
    question: 'Was a session stolen?',
    description: '',
    rules: ['moved', 'gone'],
    needs: [
      { events: ['user.session.start'], fields: [], tells: 'when' },
      { events: [], fields: ['debugContext.debugData.dtHash'], tells: 'which browser' },
      { events: ['a'], fields: ['client.ipAddress', 'client.device'], tells: 'where' },
    ],
    place,
  },
  { name: 'other', question: 'Else?', description: '', rules: ['elsewhere'], needs: [], place },
];
const logsource = { product: 'okta', service: 'okta' };
const rules = parseRules(
  JSON.stringify({
    title: 'moved',
    name: 'moved',
    logsource,
    detection: { sel: { eventType: 'a' }, condition: 'sel' },
  }),
);

async function askedOf(events: readonly object[]) {
  const log = events.map((event, at) => ({
    uuid: `e${at}`,
    published: `2024-01-01T00:00:0${at}.000Z`,
    ...event,
  }));
  for await (const outcome of hunt(log, rules, { packs })) {
    if (outcome.kind === 'summary') return outcome.packs;
  }
  throw new Error('no summary');
}

test('the summary says what became of each question, of which a rule was asked', async () => {
  const events = [
    { eventType: 'USER.session.start' },
    { eventType: 'b', client: { ipAddress: '192.0.2.1' } },
    { eventType: 'a', client: { ipAddress: 'unknown', device: null } },
    { eventType: 'c', debugContext: { debugData: { dtHash: '' } } },
  ];
  expect(await askedOf(events)).toEqual([
    {
      name: 'theft',
      question: 'Was a session stolen?',
      rules: 1,
      findings: 1,
      unfinished: [],
      missing: [packs[0]?.needs[1], packs[0]?.needs[2]],
    },
  ]);
});

test('a log that has what is needed can answer', async () => {
  const events = [
    { eventType: 'user.session.start', debugContext: { debugData: { dtHash: 'd' } } },
    { eventType: 'a', client: { device: 'Computer' } },
  ];
  expect((await askedOf(events))?.[0]?.missing).toEqual([]);
});

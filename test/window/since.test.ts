import { describe, expect, test } from 'vitest';
import { hunt } from '../../src/hunt.ts';
import { parseRules } from '../../src/rule/link.ts';

const logsource = { product: 'okta', service: 'okta' };
const feeding = (name: string, detection: object): object => ({
  title: name,
  name,
  logsource,
  generate: false,
  detection: { sel: detection, condition: 'sel' },
});

/** `refused` and `approved` tell what an event is; `top` counts the refusals in a row. */
const documents = (comparison: object): readonly object[] => [
  {
    title: 'top',
    name: 'top',
    logsource,
    fingerprint: ['uuid'],
    context: {
      pushes: {
        rules: ['refused', 'approved'],
        'group-by': ['actor.id'],
        before: '1h',
        fields: { inARow: { since: 'approved' } },
      },
    },
    detection: { asked: { eventType: 'asked', ...comparison }, condition: 'asked' },
  },
  feeding('refused', { eventType: 'refused' }),
  feeding('approved', { eventType: 'approved' }),
];

/** A log in minutes of one day: `r` is refused, `a` approved, `x` something else, `?` the event that asks. */
function logOf(text: string): readonly object[] {
  const types: Readonly<Record<string, string>> = { r: 'refused', a: 'approved', '?': 'asked' };
  return text.split(' ').map((word, at) => {
    const [kind = '', minute = ''] = [word.slice(0, 1), word.slice(1)];
    return {
      uuid: `e${at}`,
      eventType: types[kind] ?? 'other',
      published: new Date(Date.UTC(2024, 0, 2) + Number(minute) * 60_000).toISOString(),
      actor: { id: 'ann' },
    };
  });
}

/** How many refusals in a row the asking event sees; undecided numbers as the least one with a `+`. */
async function inARow(text: string): Promise<string> {
  const verdict = async (comparison: object): Promise<'yes' | 'no' | 'open'> => {
    const rules = parseRules(
      documents(comparison)
        .map((one) => JSON.stringify(one))
        .join('\n---\n'),
    );
    let found: 'yes' | 'no' | 'open' = 'no';
    for await (const outcome of hunt(logOf(text), rules)) {
      if (outcome.kind === 'finding') found = 'yes';
      if (outcome.kind === 'summary' && (outcome.rules[0]?.undecided ?? 0) > 0) found = 'open';
    }
    return found;
  };
  let least = 0;
  while ((await verdict({ 'pushes.inARow|gte': least + 1 })) === 'yes') least++;
  return (await verdict({ 'pushes.inARow|lte': least })) === 'yes' ? `${least}` : `${least}+`;
}

describe('since counts what is later than the last match', () => {
  test.each([
    ['all, if nothing matches', 'x0 r100 r101 r102 ?103', '3'],
    ['from the last match on', 'x0 r100 a101 r102 r103 ?104', '2'],
    ['only what lies in the window', 'x0 r100 a101 r150 r151 ?162', '2'],
    ['none right after a match', 'x0 r100 r101 a102 ?103', '0'],
    ['nothing that shares the instant of the match', 'x0 r101 a101 r101 r102 ?103', '1'],
    ['what shares the instant of the event', 'x0 a100 r103 r103 ?103', '2'],
    ['nothing later than the event', 'x0 a100 r101 ?103 r104', '1'],
    ['at least what is there, if the log begins in the window', 'r10 r11 ?12', '2+'],
    ['exactly, if the match is in the log', 'r10 a11 r12 ?13', '1'],
    ['at least what came after a silence', 'r0 r1500 r1501 ?1502', '2+'],
    ['exactly since a match after the silence', 'a0 r1500 a1501 r1502 ?1503', '1'],
  ])('%s: %s', async (_, log, expected) => {
    expect(await inARow(log)).toBe(expected);
  });
});

test('it needs the rules of its window, and a window that looks back', () => {
  const parse = (window: object) => () =>
    parseRules(
      [{ ...documents({})[0], context: { w: window } }, ...documents({}).slice(1)]
        .map((one) => JSON.stringify(one))
        .join('\n---\n'),
    );
  const fields = { n: { since: 'approved' } };
  expect(parse({ before: '1h', fields })).toThrow('needs rules');
  expect(parse({ rules: ['refused', 'approved'], after: '1h', fields })).toThrow('needs before');
  expect(parse({ rules: ['refused'], before: '1h', fields })).toThrow('approved');
});

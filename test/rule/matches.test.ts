import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/event/json.ts';
import { parseRules } from '../../src/rule/link.ts';
import { everyRule } from '../../src/rule/rule.ts';
import { RuleError } from '../../src/rule/yaml/diagnostic.ts';
import { at, by, hunted } from '../builders.ts';

const documents = (...texts: readonly string[]): string =>
  texts.map((text) => `title: T\nlogsource: {product: okta, service: okta}\n${text}`).join('---\n');
const helper = (name: string, detection: string, more = ''): string =>
  `name: ${name}\ngenerate: false\n${more}detection: {${detection}}\n`;
const main = (detection: string, more = ''): string =>
  `name: main\nfingerprint: [uuid]\n${more}detection: {${detection}}\n`;

async function found(text: string, log: readonly JsonObject[]): Promise<readonly [number, number]> {
  const { findings, summary } = await hunted(log, parseRules(text, 'm.yml'));
  const [rule] = summary.rules.filter(({ name }) => name === 'main');
  return [findings.filter((one) => one.rule.name === 'main').length, rule?.undecided ?? -1];
}

function problems(text: string): readonly string[] {
  try {
    parseRules(text, 'm.yml');
    return [];
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
}

const b = helper('b', 'x: {eventType: b}, condition: x');
const proxied = helper('p', "x: {securityContext.isProxy: 'true'}, condition: x");
const proxy = { securityContext: { isProxy: true } };

describe('an event that matches another rule', () => {
  test.each<[string, string, readonly JsonObject[], number]>([
    [
      'one',
      documents(b, main('x: {matches: b}, condition: x')),
      [at(0), at(1, { eventType: 'b' })],
      1,
    ],
    [
      'any of several',
      documents(b, proxied, main('x: {matches: [b, p]}, condition: x')),
      [at(0), at(1, { eventType: 'b' }), at(2, proxy)],
      2,
    ],
    [
      'and what else stands in the map',
      documents(proxied, main('x: {matches: p, eventType: b}, condition: x')),
      [at(0, proxy), at(1, { eventType: 'b' }), at(2, { eventType: 'b', ...proxy })],
      1,
    ],
    [
      'not',
      documents(b, main('x: {matches: b}, condition: not x')),
      [at(0), at(1, { eventType: 'b' })],
      1,
    ],
    [
      'of a rule of a rule',
      documents(
        b,
        helper('c', 'x: {matches: b}, condition: x'),
        main('x: {matches: c}, condition: x'),
      ),
      [at(0), at(1, { eventType: 'b' })],
      1,
    ],
    [
      'by id',
      documents(`id: the-id\n${b}`, main('x: {matches: the-id}, condition: x')),
      [at(0), at(1, { eventType: 'b' })],
      1,
    ],
    [
      'named before it is written',
      documents(main('x: {matches: b}, condition: x'), b),
      [at(1, { eventType: 'b' })],
      1,
    ],
    [
      'whether or not that rule reports',
      documents(b.replace('generate: false\n', ''), main('x: {matches: b}, condition: x')),
      [at(1, { eventType: 'b' })],
      1,
    ],
  ])('%s', async (_, text, log, expected) => {
    expect(await found(text, log)).toEqual([expected, 0]);
  });

  test('also in what raises the level', async () => {
    const text = documents(
      proxied,
      main(
        'x: {eventType: a}, y: {matches: p}, condition: x',
        'level: low\nraise: [{level: high, condition: y}]\n',
      ),
    );
    const { findings } = await hunted([at(0), at(1, proxy)], parseRules(text));
    expect(findings.map(({ severity }) => severity)).toEqual(['high', 'low']);
  });

  test('and the filters that narrow that rule', async () => {
    const filter = `title: F\nlogsource: {product: okta, service: okta}\nfilter: {rules: [b], bot: {actor.id: bot}, condition: not bot}\n`;
    const text = `${documents(b, main('x: {matches: b}, condition: x'))}---\n${filter}`;
    expect(
      await found(
        text,
        ['bot', 'ann'].map((who, hour) => by(who, hour, { eventType: 'b' })),
      ),
    ).toEqual([1, 0]);
  });

  test('as a filter for all rules, which leaves alone the rule that it names', async () => {
    const filter = `title: F\nlogsource: {product: okta, service: okta}\nfilter: {rules: any, x: {matches: p}, condition: not x}\n`;
    const text = `${documents(proxied, main('x: {eventType: a}, condition: x'))}---\n${filter}`;
    expect(await found(text, [at(0), at(1, proxy)])).toEqual([1, 0]);
  });
});

describe('a matched rule with windows', () => {
  const busy = (name: string, more = ''): string =>
    helper(
      name,
      'x: {w.n|gte: 2}, condition: x',
      `context: {w: {rules: [b], group-by: [target.id], before: 2h, ${more}fields: {n: {count: true}}}}\n`,
    );
  const targets = (...ids: readonly string[]) => ({ target: ids.map((id) => ({ id })) });
  const log = [
    at(0, { eventType: 'quiet' }),
    at(10, { eventType: 'b', ...targets('x') }),
    at(11, { eventType: 'b', ...targets('x') }),
    at(11.5, targets('y', 'x')),
    at(11.6, targets('y')),
  ];

  test('is evaluated by itself: one of several keys suffices, also behind a not', async () => {
    const asks = (condition: string): string =>
      documents(b, busy('s'), main(`x: {matches: s}, a: {eventType: a}, condition: ${condition}`));
    expect(await found(asks('a and x'), log)).toEqual([1, 0]);
    expect(await found(asks('a and not x'), log)).toEqual([1, 0]);
  });

  test('is undecided where the log does not tell', async () => {
    const text = documents(
      b,
      busy('s').replace('gte: 2', 'lt: 2'),
      main('x: {matches: s}, a: {eventType: a}, condition: a and not x'),
    );
    expect(await found(text, [at(0, targets('x')), at(9, targets('x'))])).toEqual([0, 1]);
  });

  test('keeps its aliases', async () => {
    const aliased = helper(
      's',
      'x: {w.n|gte: 1}, condition: x',
      'context: {w: {rules: [b], group-by: [who], aliases: {who: {b: target.id, s: actor.id}}, before: 2h, fields: {n: {count: true}}}}\n',
    );
    const text = documents(
      b,
      aliased,
      main('x: {matches: s}, a: {eventType: a}, condition: a and x'),
    );
    expect(
      await found(text, [
        at(0, { eventType: 'quiet' }),
        at(10, { eventType: 'b', ...targets('ann') }),
        by('ann', 10.5),
        by('bob', 10.6),
      ]),
    ).toEqual([1, 0]);
  });

  test('says so in the finding, and in an explanation', async () => {
    const rules = parseRules(
      documents(b, busy('s'), main('x: {matches: s}, a: {eventType: a}, condition: a and x')),
    );
    const { uuid } = log[3] as { uuid: string };
    const { findings, explanation } = await hunted(log, rules, {
      explain: { rule: 'main', event: uuid },
    });
    expect(findings[0]?.why.map(({ fact }) => fact)).toContain('the event matches `s`');
    expect(JSON.stringify(explanation?.condition)).toContain('"text":"matches s: 1"');
    expect(explanation?.windows).toEqual([]);
  });

  test('explains an event for which the rule does not hold', async () => {
    const rules = parseRules(
      documents(b, busy('s'), main('x: {matches: s}, a: {eventType: zzz}, condition: a and x')),
    );
    const { uuid } = log[3] as { uuid: string };
    const { explanation } = await hunted(log, rules, { explain: { rule: 'main', event: uuid } });
    expect(JSON.stringify(explanation?.condition)).toContain(
      '"text":"matches s: 1","verdict":"yes"',
    );
  });
});

describe('is refused with its place:', () => {
  test.each<[string, string, string]>([
    [
      'an unknown rule',
      documents(b, main('x: {matches: bb}, condition: x')),
      '11:26 there is no rule "bb"; did you mean "b"?',
    ],
    [
      'in what raises it too',
      documents(
        b,
        main(
          'y: {eventType: a}, x: {matches: c}, condition: y',
          'raise: [{level: high, condition: x}]\n',
        ),
      ),
      'there is no rule "c"',
    ],
    [
      'a correlation',
      `${documents(b, main('x: {matches: c}, condition: x'))}---\ntitle: C\nname: c\ncorrelation: {type: event_count, rules: [b], timespan: 1h, condition: {gte: 2}}\n`,
      '"c" is a correlation, which no single event matches',
    ],
    [
      'itself',
      documents(main('x: {matches: main}, condition: x')),
      'rules refer to each other in a circle: main -> main',
    ],
    [
      'a circle through a window',
      documents(
        helper(
          's',
          'x: {w.n|gte: 1}, condition: x',
          'context: {w: {rules: [main], before: 1h, fields: {n: {count: true}}}}\n',
        ),
        main('x: {matches: s}, condition: x'),
      ),
      'rules refer to each other in a circle: s -> main -> s',
    ],
    [
      'a modifier',
      documents(b, main("x: {'matches|contains': b}, condition: x")),
      '"matches|contains" means nothing: matches names rules, and takes neither modifiers nor brackets',
    ],
    [
      'a bracket',
      documents(b, main("x: {'matches[any]': b}, condition: x")),
      '"matches[any]" means nothing',
    ],
    [
      'a member of an array',
      documents(b, main("x: {'target[any]': {matches: b}}, condition: x")),
      'matches says which rule the event matches',
    ],
    ['no name', documents(b, main('x: {matches: []}, condition: x')), 'matches is empty'],
    ['a map', documents(b, main('x: {matches: {a: b}}, condition: x')), 'matches must be text'],
    [
      'a rule about alerts',
      `title: A\nname: al\nlogsource: {product: oktahunt, service: alert}\ndetection: {x: {level: high}, condition: x}\n---\n${documents(main('x: {matches: al}, condition: x'))}`,
      '"al" is about alerts, not events',
    ],
  ])('%s', (_, text, expected) => {
    expect(
      problems(text).filter((line) => line.includes(expected)),
      JSON.stringify(problems(text)),
    ).toHaveLength(1);
  });

  test('conditions that grow without bounds as they open', () => {
    const steps = Array.from({ length: 30 }, (_, n) =>
      helper(`s${n + 1}`, `x: {matches: [s${n}, s${n}]}, condition: x`),
    );
    const text = documents(helper('s0', 'x: {eventType: b}, condition: x'), ...steps);
    expect(problems(text).join()).toContain('the condition has more than 100000 parts');
  });
});

describe('a window with its own events', () => {
  const own = (events: string, more = ''): string =>
    documents(
      b,
      main(
        'a: {eventType: a}, n: {w.n: 1}, condition: a and n',
        `context: {w: {events: ${events}, before: 2h, ${more}fields: {n: {count: true}}}}\n`,
      ),
    );
  const log = [
    by('quiet', 0, { eventType: 'quiet' }),
    by('ann', 9, { eventType: 'b', ...proxy }),
    by('bob', 9.5, { eventType: 'b' }),
    by('ann', 10),
  ];

  test.each<[string, string]>([
    ['a selection', '{eventType: b, securityContext.isProxy: true}'],
    ['a list of them', '[{securityContext.isProxy: true}, {eventType: none}]'],
    [
      'selections and a condition',
      '{x: {eventType: b}, y: {actor.id: bob}, condition: x and not y}',
    ],
    ['other rules', '{matches: b, actor.id: ann}'],
  ])('%s', async (_, events) => {
    expect(await found(own(events), log)).toEqual([1, 0]);
  });

  test('calls them events in its aliases', async () => {
    const text = own(
      '{eventType: b}',
      'group-by: [who], aliases: {who: {events: actor.id, main: actor.id}}, ',
    );
    expect(await found(text, log)).toEqual([1, 0]);
  });

  test('is told by its name, and makes no rule that is listed', async () => {
    const rules = parseRules(own('{eventType: b, actor.id: ann}'));
    expect(rules.rules.map(({ name }) => name)).toEqual(['b', 'main']);
    expect(everyRule(rules).map(({ name }) => name)).toEqual(['b', 'main/w', 'main']);
    const { findings, summary } = await hunted(log, rules);
    expect(findings[0]?.why[0]?.fact).toBe('1 event of the window `w` in the previous 2 hours');
    expect(summary.rules.map(({ name }) => name)).toEqual(['main']);
  });

  test.each<[string, string, string]>([
    [
      'rules as well',
      own('{eventType: b}', 'rules: [b], '),
      'the window "w" has rules or events, not both',
    ],
    ['a mistake in them', own('{eventType|containz: b}'), 'unknown modifier "containz"'],
    ['facts', own('{w.n: 1}'), 'the events of the window "w" cannot ask for a fact of a window'],
    ['functions of rules', own('{eventType: b}').replace('count: true', 'share: b'), 'needs rules'],
    ['nothing', own(''), 'a selection must be a map'],
  ])('is refused with %s', (_, text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });
});

describe('a window that is grouped in several ways', () => {
  const grouped = (any: string, condition = 'w.n|gte: 2, w.ips|gte: 2'): string =>
    documents(
      b,
      main(
        `a: {eventType: a}, n: {${condition}}, condition: a and n`,
        `context: {w: {rules: [b], group-by-any: ${any}, before: 2h, fields: {n: {count: true}, ips: {distinct: client.ipAddress}}}}\n`,
      ),
    );
  const from = (
    who: string,
    hour: number,
    root: string,
    session: string,
    ip: string,
    eventType = 'b',
  ) =>
    by(who, hour, {
      eventType,
      authenticationContext: { rootSessionId: root, externalSessionId: session },
      client: { ipAddress: ip },
    });
  const sessions = '[authenticationContext.rootSessionId, authenticationContext.externalSessionId]';

  test('has neighbours by any of them, and all facts hold with one', async () => {
    const log = [
      at(0, { eventType: 'quiet' }),
      from('ann', 9, 'r1', 's1', '1.1.1.1'),
      from('ann', 9.1, 'r1', 's2', '1.1.1.2'),
      from('ann', 9.2, 'r2', 's3', '1.1.1.3'),
      from('ann', 9.5, 'r1', 's9', '9.9.9.9', 'a'),
      from('ann', 9.6, 'r9', 's1', '9.9.9.9', 'a'),
    ];
    expect(await found(grouped(sessions), log)).toEqual([1, 0]);
    const split = [
      at(0, { eventType: 'quiet' }),
      from('ann', 9, 'r1', 's1', '1.1.1.1'),
      from('ann', 9.1, 'r1', 's2', '1.1.1.1'),
      from('ann', 9.2, 'r2', 's3', '1.1.1.2'),
      from('ann', 9.3, 'r1', 's3', '9.9.9.9', 'a'),
    ];
    expect(await found(grouped(sessions), split)).toEqual([0, 0]);
    const { findings } = await hunted(log, parseRules(grouped(sessions)));
    const [why] = findings[0]?.why ?? [];
    expect(why?.fact).toContain('with the same authenticationContext.rootSessionId');
    expect(why?.window?.key).toEqual({ 'authenticationContext.rootSessionId': 'r1' });
  });

  test('does not take a text of one grouping for that of another', async () => {
    const log = [
      at(0, { eventType: 'quiet' }),
      from('ann', 9, 'same', 's1', '1.1.1.1'),
      from('ann', 9.1, 'same', 's2', '1.1.1.2'),
      from('ann', 9.2, 'r', 'same', '9.9.9.9', 'a'),
    ];
    expect(await found(grouped(sessions), log)).toEqual([0, 0]);
  });

  test('is covered since a session began by that session alone', async () => {
    const start = by('ann', 1, {
      eventType: 'user.session.start',
      outcome: { result: 'SUCCESS' },
      authenticationContext: { rootSessionId: 'r1', externalSessionId: 's1' },
    });
    const none = (any: string): string => grouped(any, 'w.n: 0');
    const judged = from('ann', 1.5, 'r1', 's1', '1.1.1.1', 'a');
    expect(
      await found(none(`[authenticationContext.rootSessionId, [actor.id, client.ipAddress]]`), [
        start,
        judged,
      ]),
    ).toEqual([1, 0]);
    expect(await found(none(`[actor.id, [actor.id, client.ipAddress]]`), [start, judged])).toEqual([
      0, 1,
    ]);
  });

  test.each<[string, string, string]>([
    ['one grouping', grouped('[actor.id]'), 'group-by-any is a list of 2 to 8 groupings'],
    ['an empty grouping', grouped('[actor.id, []]'), 'a grouping of group-by-any needs a field'],
    [
      'group-by as well',
      grouped('[actor.id, target.id], group-by: [actor.id]'),
      'the window "w" has group-by or group-by-any, not both',
    ],
  ])('is refused with %s', (_, text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });

  test('is refused where windows would have too many keys together', () => {
    const window = (name: string): string =>
      `${name}: {rules: [b], group-by-any: [actor.id, target.id, client.ipAddress, client.zone], before: 1h, fields: {n: {count: true}}}`;
    const text = documents(
      b,
      main(
        'x: {u.n: 1, v.n: 1, w.n: 1}, condition: x',
        `context: {${['u', 'v', 'w'].map(window).join(', ')}}\n`,
      ),
    );
    expect(problems(text).join('\n')).toContain('the windows can be grouped in 64 ways together');
  });
});

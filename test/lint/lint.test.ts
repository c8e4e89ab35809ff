import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/input/idea-catalogue.ts';
import { builtInRules, readRules } from '../../src/input/rule-files.ts';
import { lint, type Remark, severityOf } from '../../src/lint/lint.ts';
import { codes } from '../../src/lint/lint-codes.ts';
import { parseRuleFile, parseRuleText } from '../../src/rule/rule-file.ts';
import { beside, documents } from './documents.ts';

const catalogue = await loadCatalogue();
const world = {
  lists: new Map([['offices', ['192.0.2.0/24']]]),
  eventTypes: catalogue.eventTypes,
  release: catalogue.release,
  ideas: new Set(catalogue.ideas.keys()),
};

/** A rule without a flaw; `detection` begins on line 9, and what follows it comes from the test. */
function rule(detection: string, rest = '', head = ''): string {
  return `title: T
name: r
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b11
description: D
level: low
tags: [attack.t1539]
falsepositives: [none]
logsource: {product: okta, service: okta}
detection:
${detection}
${rest}
${head}`;
}

function remarksOn(...texts: readonly string[]): readonly Remark[] {
  const files = texts.map((text, index) =>
    parseRuleFile(text, index === 0 ? 'r.yml' : `r${index}.yml`),
  );
  // Somebody refers to the feeder.
  const users = texts.includes(feeder) ? [parseRuleFile(user, 'u.yml')] : [];
  return lint(files, users, world).remarks;
}

/** `line:column code` of every remark. */
function told(...texts: readonly string[]): string[] {
  return remarksOn(...texts).map(({ line, column, code }) => `${line}:${column} ${code}`);
}

const sso = '  a: {eventType: user.authentication.sso}\n';
const window = (fields: string, more = '') =>
  `context:\n  w: {rules: [r2], group-by: [actor.id], before: 1h, ${more}fields: {${fields}}}`;
const feeder = `title: F
name: r2
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b12
description: D
level: low
generate: false
logsource: {product: okta}
detection: {f: {eventType: user.session.start}, condition: f}
`;

const user = `title: U
name: u
logsource: {product: okta}
detection: {f: {matches: r2}, condition: f}
`;

/** Detection, the rest of the rule, and the remarks it earns. */
type Row = readonly [what: string, detection: string, rest: string, expected: readonly string[]];

const flawless: readonly Row[] = [
  ['a plain rule', `${sso}  condition: a`, '', []],
  [
    'members that fit, wherever a rule names a field',
    "  a: {w.n|gte: 1, 'target[type=User].id': x, actor.id|fieldref: 'target[0].id'}\n  condition: a",
    `${window("n: {distinct: 'target[type=User,displayName=x].id'}").replace('actor.id', "'target[-1].detailEntry.x'")}\nfingerprint: ['target[detailEntry.x=y].id']\nsummary: '{target[type=User].id}'`,
    [],
  ],
  ['a pattern that fits a type', "  a: {eventType: 'user.mfa.*'}\n  condition: a", '', []],
  [
    'a regular expression that fits one',
    "  a: {eventType|re: '^user\\.mfa'}\n  condition: a",
    '',
    [],
  ],
  [
    'a selection and its negation of another',
    `${sso}  b: {actor.id: x}\n  condition: a and not b`,
    '',
    [],
  ],
  [
    'two values of one field in an or',
    '  a: {outcome.result: [SUCCESS, ALLOW]}\n  condition: a',
    '',
    [],
  ],
  [
    'two members of one array',
    '  a: {target.type: User}\n  b: {target.type: App}\n  condition: a and b',
    '',
    [],
  ],
  [
    'a negative number of the log',
    '  a: {client.geographicalContext.geolocation.lat|lt: 0}\n  condition: a',
    '',
    [],
  ],
  [
    'a fact between two bounds',
    '  a: {w.n|gte: 2, w.n|lt: 5}\n  condition: a',
    window('n: {count: true}'),
    [],
  ],
  [
    'a fact that can only be one number',
    '  a: {w.n|gt: 3, w.n|lt: 5}\n  condition: a',
    window('n: {count: true}'),
    [],
  ],
  [
    'a window over a value list',
    '  a: {w.like|gte: 0.9}\n  condition: a',
    'context: {w: {list: offices, fields: {like: {similar: target.alternateId}}}}',
    [],
  ],
  [
    'no neighbours, or none that match',
    '  a: {w.n: 0}\n  condition: not a',
    window('n: {count: true}'),
    [],
  ],
  [
    'a fact that only the summary names',
    '  a: {w.n|gte: 1}\n  condition: a',
    `${window('n: {count: true}, v: {values: target.id}')}\nsummary: 'x {w.v} {target.displayName}'`,
    [],
  ],
  [
    'values of the log, whatever their case, and such as only an org knows',
    "  a: {outcome.result: [success, ABANDONED, '*', ''], outcome.result|contains: FAIL, severity: null, securityContext.isProxy: 'true', target.type: MyOwnThing, debugContext.debugData.behaviors.Our VPN: [POSITIVE, BAD_REQUEST]}\n  condition: a",
    '',
    [],
  ],
  ...(
    [
      ['enough events', 'n: {count: true}', '{w.n|gte: 5}', 'a'],
      ['a value that is known', 'n: {new: client.ipAddress}', '{w.n: true}', 'not a'],
      ['a low minimum', 'n: {min: debugContext.debugData.size}', '{w.n|lte: 5}', 'a'],
      ['a value among others', 'n: {values: client.ipAddress}', "{w.n: '10.*'}", 'a'],
      ['a near neighbour', 'n: {seconds: true}', '{w.n|lt: 60}', 'a'],
      ['what no share exceeds', 'n: {share: r2}', '{w.n|lte: 1}', 'a'],
    ] as const
  ).map(
    ([what, facts, test, condition]): Row => [
      `${what} in a long window, which needs no whole log`,
      `  a: ${test}\n  b: {actor.id: x}\n  condition: ${condition} and b`,
      window(facts).replace('before: 1h', 'before: 30d'),
      what.startsWith('what') ? ['10:3 always-matches', '10:7 always-matches'] : [],
    ],
  ),
  ...(
    [
      ['that learns', '3d', 'learn: 1d, ', ''],
      ['of a day', '24h', '', ''],
      ['of a session', '30d', '', 'authenticationContext.rootSessionId'],
    ] as const
  ).map(
    ([what, before, learn, key]): Row => [
      `no events in a window ${what}`,
      '  a: {w.n: 0}\n  b: {actor.id: x}\n  condition: a and b',
      window('n: {count: true}', learn)
        .replace('before: 1h', `before: ${before}`)
        .replace('actor.id', key === '' ? 'actor.id' : key),
      [],
    ],
  ),
  ['null in a selection of its own', '  a: {actor.id: null}\n  condition: a', '', []],
  ['a known list', "  a: {client.ipAddress|expand: '%offices%'}\n  condition: a", '', []],
  ['a list with |all', "  a: {target.id|all|expand: '%offices%'}\n  condition: a", '', []],
  [
    'a raise that may hold',
    `${sso}  b: {actor.id: x}\n  condition: a`,
    'raise: [{level: high, condition: b}]',
    [],
  ],
];

const flawed: readonly Row[] = [
  ...(
    [
      ['no event', 'n: {count: true}', '{w.n: 0}', 'a'],
      ['not many events', 'n: {count: true}', '{w.n|gte: 5}', 'not a'],
      ['a new value', 'n: {new: client.ipAddress}', '{w.n: true}', 'a'],
      ['a share', 'n: {share: r2}', '{w.n|gte: 0.5}', 'a'],
      ['a mean', 'n: {avg: debugContext.debugData.size}', '{w.n|gt: 100}', 'a'],
      ['a rare value', 'n: {familiar: client.ipAddress}', '{w.n|lt: 0.1}', 'a'],
      ['an absent value', 'n: {values: client.ipAddress}', "{w.n: '10.*'}", 'not a'],
      ['nothing to rest on', 'n: {seconds: true}', '{w.n: null}', 'a'],
    ] as const
  ).map(
    ([what, facts, test, condition]): Row => [
      `${what} in a long window without learn`,
      `  a: ${test}\n  b: {actor.id: x}\n  condition: ${condition} and b`,
      window(facts).replace('before: 1h', 'before: 30d'),
      ['10:7 late-window'],
    ],
  ),
  [
    'a silent rule that nobody refers to',
    `${sso}  condition: a`,
    'generate: false',
    ['1:1 unused-rule'],
  ],
  [
    'an unknown event type',
    '  a: {eventType: user.authentication.ssso}\n  condition: a',
    '',
    ['10:7 event-type'],
  ],
  [
    'one of several',
    '  a: {eventType: [user.session.start, user.sesion.end]}\n  condition: a',
    '',
    ['10:7 event-type'],
  ],
  [
    'an unknown type that is excluded',
    `${sso}  b: {eventType: user.sesion.end}\n  condition: a and not b`,
    '',
    ['11:7 event-type'],
  ],
  [
    'a pattern that fits no type',
    '  a: {eventType|startswith: user.mfaa.}\n  condition: a',
    '',
    ['10:7 event-type', '10:3 never-matches'],
  ],
  [
    'a misspelt result, and one that nobody knows',
    '  a: {outcome.result: [SUCESS, FAILURE]}\n  b: {outcome.result|neq: BLOCKED}\n  condition: a and b',
    '',
    ['10:7 value', '11:7 rare-value'],
  ],
  [
    'a pattern that fits no result, and a result in the wrong case that case matters to',
    '  a: {outcome.result|startswith: SUCES}\n  b: {outcome.result|cased: success}\n  condition: a or b',
    '',
    ['10:7 rare-value', '11:7 value'],
  ],
  [
    'a severity, a level of risk and an outcome of a behaviour that there are not',
    '  a: {severity: FATAL, debugContext.debugData.risk.level: HIHG, debugContext.debugData.behaviors.New Device: YES}\n  condition: a',
    '',
    ['10:7 value', '10:24 value', '10:65 value'],
  ],
  [
    'a misspelt type and behaviour',
    "  a: {'target[any]': {type: AppInstanse}, debugContext.debugData.behaviors.New Contry: POSITIVE}\n  condition: a",
    '',
    ['10:23 rare-value', '10:43 rare-value'],
  ],
  ['an unknown field', '  a: {actr.id: x}\n  condition: a', '', ['10:7 field']],
  ['a field in another case', '  a: {actor.ID: x}\n  condition: a', '', ['10:7 spelling']],
  ['a part of an unknown field', '  a: {actr.id|domain: x}\n  condition: a', '', ['10:7 field']],
  [
    'a part of a field in another case',
    '  a: {actor.ID|domain: x}\n  condition: a',
    '',
    ['10:7 spelling'],
  ],
  ['a part of a map', '  a: {client|domain: x}\n  condition: a', '', ['10:7 map']],
  [
    'no part of a map',
    '  a: {client|domain: null, device|hour|exists: false}\n  condition: a',
    '',
    [],
  ],
  [
    'a part as a key, to count and to fill in',
    '  a: {w.n|gte: 1}\n  condition: a',
    `${window('n: {distinct: actr.id|user}').replace('actor.id', 'client|domain')}\nsummary: '{target.id|user} {targt.id|user}'`,
    ['13:3 map', '13:3 field', '14:1 placeholder'],
  ],
  ['a map compared with a text', '  a: {actor: bob}\n  condition: a', '', ['10:7 map']],
  [
    'a map that is searched',
    '  a: {securityContext|contains: x}\n  condition: a',
    '',
    ['10:7 map'],
  ],
  ['a map that is ordered', '  a: {client|gt: 1}\n  condition: a', '', ['10:7 map']],
  [
    'a map that another field refers to',
    '  a: {actor.id|fieldref: client}\n  condition: a',
    '',
    ['10:7 map'],
  ],
  ['a list of maps compared', '  a: {target|re: x}\n  condition: a', '', ['10:7 map']],
  [
    'a map in a block',
    "  a: {'target[any]': {changeDetails.from: x}}\n  condition: a",
    '',
    ['10:23 map'],
  ],
  [
    'a written map that is never so short',
    '  a: {debugContext.debugData.behaviors: POSITIVE}\n  condition: a',
    '',
    ['10:7 map'],
  ],
  [
    'a map that is there, or is one of texts that there are',
    "  a: {actor|exists: true, client: '*', device: null, debugContext.debugData.risk: ['{level=HIGH}', '', '*HIGH*'], debugContext.debugData.risk|contains: HIGH}\n  condition: a",
    '',
    [],
  ],
  [
    'a map as a key and to count',
    '  a: {w.n|gte: 1}\n  condition: a',
    window('n: {distinct: client.userAgent}').replace('actor.id', 'actor'),
    ['13:3 map', '13:3 map'],
  ],
  [
    'a map in the fingerprint and the summary',
    `${sso}  condition: a`,
    "fingerprint: [target]\nsummary: '{client}'",
    ['12:1 map', '13:1 map'],
  ],
  ['a field below a text', '  a: {client.zone.x: x}\n  condition: a', '', ['10:7 field']],
  [
    'an unknown field as a key',
    '  a: {w.n|gte: 1}\n  condition: a',
    window('n: {count: true}').replace('actor.id', 'user.id'),
    ['13:3 field'],
  ],
  [
    'an unknown field of a fact',
    '  a: {w.n|gte: 1}\n  condition: a',
    window('n: {distinct: clint.ipAddress}'),
    ['13:3 field'],
  ],
  [
    'an unknown field of the fingerprint',
    `${sso}  condition: a`,
    'fingerprint: [actor.id, user]',
    ['12:1 field'],
  ],
  [
    'a filter of an unknown field, and an unknown field behind a filter',
    "  a: {'target[typ=User].id': x, 'target[type=User].idd': y}\n  condition: a",
    "summary: '{target[type=User].nme}'",
    ['10:7 field', '10:33 field', '12:1 placeholder'],
  ],
  [
    'members that fit where a value is wanted',
    '  a: {w.n|gte: 1}\n  condition: a',
    `${window("n: {distinct: 'request.ipChain[ipDetails=x].ip'}")}\nfingerprint: ['target[type=User]']`,
    ['13:3 field', '14:1 map'],
  ],
  [
    'a name of the key that is no field in the events of the window',
    '  a: {w.n|gte: 1}\n  condition: a',
    'context:\n  w: {events: {actor.type: User}, group-by: [x], aliases: {x: {events: actor.kind, r: actor.id}}, before: 1h, fields: {n: {count: true}}}',
    ['13:3 field'],
  ],
  [
    'a number that is asked for as a text',
    "  a: {w.n: '>=5'}\n  condition: a",
    window('n: {count: true}'),
    ['10:3 never-matches', '10:7 never-matches'],
  ],
  [
    'a share in per cent',
    '  a: {w.p|gte: 80}\n  b: {w.p|lt: 2}\n  condition: a or b',
    window('p: {familiar: actor.id}'),
    ['10:3 never-matches', '10:7 never-matches', '11:7 always-matches'],
  ],
  [
    'a word that names a fact',
    '  a: {w.n|gte: 5}\n  b: w.n >= 5\n  c: [see w.nm, w.n.m]\n  condition: a and b or c',
    window('n: {count: true}'),
    ['11:6 fact-as-word'],
  ],
  [
    'a learn longer than what is left of its window',
    '  a: {w.n|gte: 5}\n  condition: a',
    window('n: {count: true}', 'until: 20m, learn: 41m, '),
    ['13:3 idle-learn'],
  ],
  [
    'a placeholder that is no field',
    `${sso}  condition: a`,
    "summary: '{user.name}: {actor.id}'",
    ['12:1 placeholder'],
  ],
  [
    'a placeholder that is no fact',
    '  a: {w.n|gte: 1}\n  condition: a',
    `${window('n: {count: true}')}\nsummary: '{w.m}'`,
    ['14:1 placeholder'],
  ],
  [
    'a reason with a place that is no field',
    `${sso}  condition: a`,
    "reasons: {a: 'from {user.name}'}",
    ['12:1 placeholder'],
  ],
  [
    'a reason that shows the path of a field',
    `${sso}  condition: a`,
    "reasons: {a: 'client.ipAddress is {client.ipAddress}'}",
    ['12:1 field-path'],
  ],
  [
    'an unused selection',
    `${sso}  b: {actor.id: x}\n  condition: a`,
    '',
    ['11:3 unused-selection'],
  ],
  ['an unused window', `${sso}  condition: a`, window('n: {count: true}'), ['13:3 unused-window']],
  [
    'an unused fact',
    '  a: {w.n|gte: 1}\n  condition: a',
    window('n: {count: true}, ips: {distinct: client.ipAddress}'),
    ['13:3 unused-window'],
  ],
  ['|all with one value', '  a: {target.id|all: x}\n  condition: a', '', ['10:7 all-of-one']],
  ['null among values', '  a: {actor.id: [x, null]}\n  condition: a', '', ['10:7 null-in-list']],
  [
    'two types at once',
    '  a: {eventType: user.session.start}\n  b: {eventType: user.session.end}\n  condition: a and b',
    '',
    ['9:1 never-matches'],
  ],
  [
    'a type and its refusal',
    `${sso}  b: {eventType|neq: user.authentication.sso}\n  condition: a and b`,
    '',
    ['9:1 never-matches'],
  ],
  [
    'two results at once',
    '  a: {outcome.result: SUCCESS}\n  b: {outcome.result: FAILURE}\n  condition: a and b',
    '',
    ['9:1 never-matches'],
  ],
  [
    'a part and its negation',
    '  a: {target.id: x}\n  condition: a and not a',
    '',
    ['9:1 never-matches'],
  ],
  [
    'the same part twice, once negated',
    '  a: {target.id: x}\n  b: {target.id: x}\n  condition: a and not b',
    '',
    ['9:1 never-matches'],
  ],
  [
    'a part or its negation',
    '  a: {target.id: x}\n  condition: a or not a',
    '',
    ['9:1 always-matches'],
  ],
  [
    'not 1 of what excludes itself',
    '  f1: {actor.id: A}\n  f2: {actor.id|neq: A}\n  f3: {actor.id: null}\n  condition: not 1 of f*',
    '',
    ['9:1 never-matches'],
  ],
  [
    'less than no event',
    '  a: {w.n|lt: 0}\n  condition: a',
    window('n: {count: true}'),
    ['10:3 never-matches', '10:7 never-matches'],
  ],
  [
    'bounds that exclude each other',
    '  a: {w.n|gte: 5, w.n|lt: 3}\n  condition: a',
    window('n: {count: true}'),
    ['10:3 never-matches'],
  ],
  [
    'a likeness beyond 1',
    '  a: {w.n|gt: 1}\n  condition: a',
    window('n: {similar: target.alternateId}'),
    ['10:3 never-matches', '10:7 never-matches'],
  ],
  [
    'a number of events that always is',
    '  a: {w.n|gte: 0}\n  condition: a',
    window('n: {count: true}').replace('group-by: [actor.id], ', ''),
    ['10:3 always-matches', '10:7 always-matches', '13:3 state'],
  ],
  [
    'an alternative that is none',
    '  a: {target.id: x}\n  b: {target.id: y}\n  condition: b or a and not a',
    '',
    ['9:1 never-matches'],
  ],
  [
    'a raise that excludes the condition',
    `${sso}  b: {eventType: user.session.end}\n  condition: a`,
    'raise: [{level: high, condition: b}]',
    ['13:1 never-matches'],
  ],
  [
    'a raise that always holds',
    `${sso}  b: {actor.id: x}\n  condition: a`,
    'raise: [{level: high, condition: b or not b}]',
    ['13:1 always-matches'],
  ],
  [
    'a window over all events',
    '  a: {w.n|gte: 2}\n  condition: a',
    window('n: {count: true}').replace('rules: [r2], ', ''),
    ['13:3 state'],
  ],
  ['an idea that is none', `${sso}  condition: a`, 'catalogue: [A01, Z99]', ['12:1 catalogue']],
  ['a status that is none', `${sso}  condition: a`, 'status: tested', ['12:1 status']],
];

describe('nothing is remarked on', () => {
  test.each(flawless)('%s', (_, detection, rest) => {
    expect(remarksOn(rule(detection, rest), feeder)).toEqual([]);
  });
});

describe('a remark is made on', () => {
  test.each(flawed)('%s', (_, detection, rest, expected) => {
    expect(told(rule(detection, rest), feeder).sort()).toEqual([...expected].sort());
  });

  const plain = `${sso}  condition: a`;
  test.each<[string, string, readonly string[]]>([
    ['no id', rule(plain).replace(/^id:.*\n/m, ''), ['1:1 missing-id']],
    ['an id that is no UUID', rule(plain).replace(/^id:.*$/m, 'id: r-1'), ['3:1 missing-id']],
    ['no level', rule(plain).replace(/^level:.*\n/m, ''), ['1:1 missing-level']],
    ['no description', rule(plain).replace(/^description:.*\n/m, ''), ['1:1 missing-description']],
    [
      'an empty description',
      rule(plain).replace('description: D', "description: ' '"),
      ['4:1 missing-description'],
    ],
    ['no tags', rule(plain).replace(/^tags:.*\n/m, ''), ['1:1 missing-tags']],
    [
      'tags of other kinds only',
      rule(plain).replace('attack.t1539', 'cve.2021-44228'),
      ['6:1 missing-tags'],
    ],
    [
      'tactics only',
      rule(plain).replace('attack.t1539', 'attack.impact'),
      ['6:1 missing-technique'],
    ],
    [
      'a tactic that is none',
      rule(plain).replace('attack.t1539', 'attack.t1539, attack.theft'),
      ['6:1 tag'],
    ],
    [
      'a tag without a namespace',
      rule(plain).replace('attack.t1539', 'attack.t1539, Session'),
      ['6:1 tag'],
    ],
    [
      'no falsepositives',
      rule(plain).replace(/^falsepositives:.*\n/m, ''),
      ['1:1 missing-falsepositives'],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  test('rules that only feed others are not asked for level, tags and falsepositives', () => {
    expect(told(feeder.replace('level: low\n', ''))).toEqual(['1:1 unused-rule']);
  });

  test.each(['max(b)', '2 * b > 1'])('the formula %s, not on what it names', (formula) => {
    const compute = `context:\n  w: {compute: {x: ${formula}}}`;
    const detection = '  a: {w.x|gt: 1}\n  b: {actor.id: y}\n  condition: a';
    expect(new Set(remarksOn(rule(detection, compute)).map(({ code }) => code))).toEqual(
      new Set(['broken']),
    );
  });

  test('the rules beside a correlation that cannot be read as on those that it may silence', () => {
    const lacking = rule(plain).replace(/^tags:.*\n/m, '');
    const correlation = 'correlation: {type: event_count, rules: [r], timespan: 1h, condition: ';
    const counted = `\n---\ntitle: C\nname: c\n${correlation}`;
    expect(told(`${lacking}${counted}5}\n`)).toEqual(['16:71 broken']);
    expect(told(`${lacking}\n---\ntitle: C\n`)).toContain('1:1 missing-tags');
  });

  test('rules that do not load, together with what is wrong with the others', () => {
    const broken = rule('  a: {eventType|containz: x}\n  condition: a');
    const flawed = feeder.replace('user.session.start', 'user.sesion.start');
    expect(remarksOn(broken, flawed)).toMatchObject([
      { file: 'r.yml', line: 10, code: 'broken', message: expect.stringContaining('contains') },
      {
        file: 'r1.yml',
        line: 8,
        code: 'event-type',
        message: expect.stringContaining('user.session.start'),
      },
    ]);
  });

  test('names of windows that are no fields, with what was meant', () => {
    const text = rule(
      '  a: {w.ips|gte: 2, ww.ips: 1}\n  condition: a',
      `${window('ips: {distinct: client.ipAddress}')}\nsummary: '{w.ipz} {w} {w.other}'\nfingerprint: [w.ips, w]`,
    );
    expect(remarksOn(text, feeder).map(({ line, message }) => `${line} ${message}`)).toEqual([
      '10 there is no field "ww.ips"; did you mean "w.ips"?',
      '14 {w.ipz} names neither an event field nor a window fact; did you mean "w.ips"?',
      '14 {w} names neither an event field nor a window fact: "w" is a window; name one of its facts, w.ips',
      '14 {w.other} names neither an event field nor a window fact: the window "w" has w.ips',
      '15 "w.ips" is a fact of a window; a fingerprint takes fields of the event',
      '15 there is no field "w": "w" is a window; name one of its facts, w.ips',
    ]);
  });

  test('a document whose syntax is damaged, and not on those that refer to it', () => {
    const damaged = feeder.replace('{f: {', '{f: [{');
    const text = rule('  a: {w.n|gte: 1}\n  condition: a', window('n: {count: true}'));
    expect(told(text, damaged)).toEqual(['8:16 broken']);
    expect(told(`${text}\n---\n${damaged}`)).toHaveLength(1);
    const unnamed = `${feeder.replace('r2', 'x')}---\n${damaged.replace('name: r2\n', '')}`;
    expect(told(text.replace('[r2]', '[r1]'), unnamed)).toEqual(['16:16 broken']);
  });

  test('a rule that does not fit the others', () => {
    expect(told(rule('  a: {w.n|gte: 1}\n  condition: a', window('n: {count: true}')))).toEqual([
      '13:3 broken',
    ]);
  });

  test('twins, whatever they are called; but not rules of other windows', () => {
    const twin = rule(plain).replace('name: r', 'name: s').replace('3b11', '3b13');
    const renamed = twin.replace('  a: ', '  b: ').replace('condition: a', 'condition: b');
    expect(remarksOn(rule(plain), renamed)).toMatchObject([
      {
        file: 'r1.yml',
        code: 'duplicate',
        message: 'the rule looks for the same as "r" (r.yml:1)',
      },
    ]);
    expect(told(rule(plain), twin.replace('user.authentication.sso', 'user.session.end'))).toEqual(
      [],
    );
  });

  test('files beside them is made by nobody', () => {
    const beside = [parseRuleFile(feeder.replace('user.session.start', 'x.y'), 'b.yml')];
    const text = rule('  a: {w.n|gte: 1}\n  condition: a', window('n: {count: true}'));
    const own = [parseRuleFile(text, 'r.yml')];
    expect(lint(own, beside, world)).toEqual({ remarks: [], files: 1, rules: 1, filters: 0 });
    const broken = [...beside, parseRuleFile('title: no rule', 'c.yml')];
    expect(lint(own, broken, world)).toEqual({ remarks: [], files: 1, rules: 1, filters: 0 });
  });
});

describe('of several documents,', () => {
  test.each(documents)('%s', (_, text, expected) => {
    const files = [parseRuleFile(text, 'r.yml')];
    const { remarks } = lint(files, [parseRuleFile(beside, 'b.yml')], world);
    const found = remarks.map(({ line, column, code }) => `${line}:${column} ${code}`);
    expect(found.sort()).toEqual([...expected].sort());
  });
});

test('every code but none is earned by a rule above', () => {
  const earned = [
    ...flawed.flatMap(([, , , expected]) => expected),
    ...documents.flatMap(([, , expected]) => expected),
    'missing-',
    'tag',
    'broken',
    // By files beside the rules, which this room does not see.
    'translation',
  ].join(' ');
  const unearned = Object.keys(codes).filter((code) => !earned.includes(code));
  expect(unearned.filter((code) => !code.startsWith('missing-') && code !== 'duplicate')).toEqual(
    [],
  );
});

test('the bundled rules earn no error and no warning', async () => {
  const { texts, lists } = await readRules([builtInRules()]);
  const { remarks, rules } = lint(texts.map(parseRuleText), [], { ...world, lists });
  expect(rules).toBeGreaterThan(15);
  expect(remarks.filter(({ code }) => severityOf(code) !== 'note')).toEqual([]);
});

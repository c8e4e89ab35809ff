/**
 * Rule files of several documents, and the remarks they earn: `line:column code`. The rules `failed` and
 * `granted`, which report, stand in a file beside.
 */
export type Row = readonly [what: string, text: string, expected: readonly string[]];

const sound = (name: string, digit: number): string => `title: T
name: ${name}
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b2${digit}
description: D
level: low
tags: [attack.t1539]
falsepositives: [none]
`;

const okta = 'logsource: {product: okta, service: okta}\n';

export const beside = [
  `${sound('failed', 1)}${okta}detection: {f: {eventType: user.session.start, outcome.result: FAILURE}, condition: f}`,
  `${sound('granted', 2)}${okta}detection: {f: {eventType: user.account.privilege.grant}, condition: f}`,
].join('\n---\n');

/** A correlation whose section begins on line 8. */
const correlation = (section: string, rest = ''): string =>
  `${sound('c', 3)}correlation: {${section}}\n${rest}`;
const counted = 'type: event_count, timespan: 1h, condition: {gte: 5}, generate: true';

/** A filter whose section begins on line 5. */
const filter = (section: string): string =>
  `title: F\nname: quiet\nid: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b24\n${okta}filter: {${section}}\n`;

/** A rule that only feeds others, and one that matches it and has a window with such events. */
const silent = `${sound('feeds', 6)}generate: false\n${okta}detection: {a: {eventType: user.session.end}, condition: a}\n`;
const matching = (events: string): string =>
  `${sound('asks', 7)}${okta}context: {w: {
  events: ${events}, group-by: [actor.id], before: 1h, fields: {n: {count: true}}}}
detection: {a: {matches: feeds}, n: {w.n|gte: 1}, condition: a and n}\n`;

/** A rule of its own, `own`, that a correlation of the same file may silence. */
const own = `---
title: O
name: own
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b25
description: D
level: low
${okta}detection: {a: {eventType: user.session.end}, condition: a}
`;

const alerts = 'logsource: {product: oktahunt, service: alert}\n';

export const documents: readonly Row[] = [
  ['a rule that feeds nobody', silent, ['1:1 unused-rule']],
  [
    'a rule that another matches',
    `${silent}---\n${matching('{eventType: user.session.start}')}`,
    [],
  ],
  [
    'events of a window with an unknown field, and with a selection that nothing names',
    matching('{a: {eventtypo: x}, b: {eventType: user.session.end}, condition: a}').replace(
      '{matches: feeds}',
      '{eventType: user.session.end}',
    ),
    ['10:16 field', '10:31 unused-selection'],
  ],
  ['a sound correlation', correlation(`rules: [failed], group-by: [actor.id], ${counted}`), []],
  [
    'a correlation with names of its own in group-by and summary',
    correlation(
      `rules: [failed, granted], group-by: [who], aliases: {who: {failed: actor.id, granted: target.id}}, ${counted}`,
      "summary: '{who}: {correlation.event_count} of {actor.alternateId}'",
    ),
    [],
  ],
  [
    'a correlation of a correlation, by the name of its groups',
    `${correlation(`rules: [failed], group-by: [who], aliases: {who: {failed: actor.id}}, ${counted}`)}---\n${sound('d', 6)}correlation: {rules: [c], group-by: [who], ${counted}}\n`,
    [],
  ],
  [
    'a rule of the same file that a correlation silences: neither remarked on nor asked for tags',
    `${correlation(`rules: [own], group-by: [actor.id], ${counted.replace(', generate: true', '')}`)}${own}`,
    [],
  ],
  [
    'a rule of another file that a correlation silences',
    correlation(
      `rules: [failed], group-by: [actor.id], ${counted.replace(', generate: true', '')}`,
    ),
    ['8:23 silenced'],
  ],
  [
    'a key that is no field, and has no alias for one of the rules',
    correlation(
      `rules: [failed, granted], group-by: [who, actr.id], aliases: {who: {failed: actor.id}}, ${counted}`,
    ),
    ['8:1 field', '8:1 field'],
  ],
  [
    'a counted field that no event has',
    correlation(
      'type: value_count, rules: [failed], timespan: 1h, condition: {field: ipAddress, gte: 5}, generate: true',
    ),
    ['8:1 field'],
  ],
  [
    'a number of another type in the summary',
    correlation(`rules: [failed], ${counted}`, "summary: '{correlation.value_count}'"),
    ['9:1 placeholder'],
  ],
  [
    'temporal of a single rule',
    correlation('type: temporal, rules: [failed], timespan: 1h, generate: true'),
    ['8:1 lone-rule'],
  ],
  [
    'an alias for an unknown rule',
    correlation(
      `rules: [failed], group-by: [u], aliases: {u: {fail: actor.id, failed: actor.id}}, ${counted}`,
    ),
    ['8:61 broken'],
  ],
  [
    'twins among correlations; not of others',
    `${correlation(`rules: [failed], ${counted}`)}---\n${sound('d', 6)}correlation: {rules: [failed], ${counted}}\n---\n${sound('e', 7)}correlation: {rules: [granted], ${counted}}\n`,
    ['10:1 duplicate'],
  ],
  ['a sound filter', filter('rules: [failed], bot: {actor.id: x}, condition: not bot'), []],
  [
    'a filter with selections of the names that the rule has',
    filter('rules: [failed], f: {actor.id: x}, condition: not f'),
    [],
  ],
  [
    'a filter that leaves nothing of a rule',
    filter('rules: [failed, granted], f: {outcome.result: FAILURE}, condition: not f'),
    ['5:1 never-matches'],
  ],
  [
    'a filter that takes nothing from a rule it names',
    filter('rules: [failed], f: {eventType: user.session.end}, condition: not f'),
    ['5:1 idle-filter'],
  ],
  [
    'a filter for any rule may take nothing from some',
    filter('rules: any, f: {eventType: user.session.end}, condition: not f'),
    [],
  ],
  [
    'a filter that always or never holds',
    filter('rules: any, f: {actor.id: x}, condition: f or not f'),
    ['5:1 always-matches'],
  ],
  [
    'parts of a filter like those of a rule',
    filter(
      'rules: [failed], a: {eventType: user.sesion.start}, b: {actr.id: [x, null]}, c: {actor.id: y}, condition: not a and not b',
    ),
    ['5:31 event-type', '5:66 field', '5:66 null-in-list', '5:87 unused-selection'],
  ],
  [
    'a rule about alerts, by their own fields',
    `${sound('a', 8)}${alerts}context: {day: {group-by: [entity.id], before: 24h, fields: {score: {sum: score}, t: {distinct: tactic}}}}
detection: {a: {day.score|gte: 100, rule.name|startswith: f, level: high}, b: {day.t|gte: 3}, condition: a or b}
summary: '{entity.name} has {day.score}'
`,
    ['9:11 state'],
  ],
  [
    'a field that no alert has',
    `${sound('a', 8)}${alerts}detection: {a: {entitty.id: x}, condition: a}\n`,
    ['9:17 field'],
  ],
  [
    'a rule that must have occurred twice, in any order',
    correlation(
      'type: temporal, timespan: 1h, condition: failed and not granted and failed, generate: true',
    ),
    ['8:56 repeated-rule'],
  ],
  [
    'a rule that must have occurred twice, one after the other, or in one of two ways',
    [
      correlation(
        'type: temporal_ordered, timespan: 1h, condition: failed and not granted and failed, generate: true',
      ),
      `${correlation('type: temporal, timespan: 1h, condition: failed and not granted or granted and not failed, generate: true').replace('name: c', 'name: d').replace('b23', 'b28')}`,
    ].join('---\n'),
    [],
  ],
  [
    'a filter that leaves what it names',
    filter('rules: [failed], s: {actor.id: x}, condition: s'),
    ['5:1 narrow-filter'],
  ],
  [
    'a filter that exempts what it names, or all that is not so',
    [
      filter('rules: [failed], s: {actor.id: x}, condition: not s'),
      filter('rules: [failed], s: {actor.id|neq: y}, condition: s')
        .replace('quiet', 'calm')
        .replace('b24', 'b29'),
    ].join('---\n'),
    [],
  ],
  [
    'what a document inherits from a global one',
    `action: global
description: D
level: low
tags: [attack.t1539]
falsepositives: [none]
${okta}---
title: A
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b26
detection: {a: {eventType: user.session.start}, condition: a}
---
title: B
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b27
detection: {a: {eventType: user.session.end}, condition: a}
`,
    [],
  ],
  [
    'a selection that one of two documents uses; the other is used by none',
    `action: global
description: D
level: low
tags: [attack.t1539]
falsepositives: [none]
${okta}detection:
  one: {eventType: user.session.start}
  two: {eventType: user.session.end}
  three: {actor.id: x}
---
title: A
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b26
detection: {condition: one}
---
title: B
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b27
detection: {condition: two}
`,
    ['10:3 unused-selection'],
  ],
  [
    'a part that several documents share, once',
    `action: global
description: D
level: low
tags: [attack.t1539, Session]
falsepositives: [none]
${okta}---
title: A
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b26
detection: {a: {eventType: user.session.start}, condition: a}
---
title: B
id: 5f0c1c0e-6c1b-4a63-9d5e-0a4f0c9f3b27
detection: {a: {eventType: user.session.end}, condition: a}
`,
    ['4:1 tag'],
  ],
];

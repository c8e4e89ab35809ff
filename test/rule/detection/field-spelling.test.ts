import { describe, expect, test } from 'vitest';
import { alertShape, pathsIn } from '../../../src/event/event-shape.ts';
import { builtInRules, readRules } from '../../../src/input/rule-files.ts';
import { parseRules } from '../../../src/rule/link.ts';
import { parseRuleFile } from '../../../src/rule/rule-file.ts';
import { hunted } from '../../builders.ts';

const names = pathsIn(alertShape).filter((path) => path !== path.toLowerCase());
const camel = new RegExp(
  `(?<![\\w.])(${names
    .toSorted((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.')})(?!\\w)`,
  'g',
);

/** A rule file with every field of the log in small letters. */
const lower = (text: string): string => text.replace(camel, (path) => path.toLowerCase());

const head = 'logsource: {product: okta, service: okta}\n';

/** Every place where a rule can name a field. */
const everywhere = `title: base
name: base
${head}detection:
  s:
    eventType: user.session.start
    target[any]: {displayName|contains: a, detailEntry.methodTypeUsed: x}
    target[none].alternateId: b
    actor.alternateId|fieldref: target[alternateId=B].displayName
    target[type=User,displayName=b].alternateId: c
    request.ipChain[0]: {geographicalContext.country: c}
    debugContext.debugData.behaviors.New Device: POSITIVE
  condition: s
---
title: windows
name: windows
${head}context:
  near:
    rules: [base]
    group-by: [actor.alternateId, who]
    aliases: {who: {base: target.alternateId, windows: actor.displayName}}
    before: 1h
    fields:
      a: {distinct: [client.ipAddress, outcome.result]}
      b: {similar: target.alternateId, among: [actor.alternateId]}
      c: {percentile: [securityContext.asNumber, 90]}
      d: {last: client.userAgent.rawUserAgent}
      e: {values: 'target[0].displayName'}
detection:
  s: {eventType: a, near.a|gte: 1}
  t: {near.b|gte: 1, near.c|gte: 1, near.d: x}
  condition: s and t
fingerprint: [actor.alternateId, 'target[displayName=x].alternateId']
summary: '{actor.alternateId} at {client.ipAddress}: {near.a} {target[type=User].displayName}'
---
title: many
name: many
correlation:
  type: value_count
  rules: [base]
  group-by: [client.ipAddress, who, 'target[displayName=x].alternateId']
  aliases: {who: {base: target.alternateId}}
  timespan: 1h
  condition: {field: 'target[-1].alternateId', gte: 5}
summary: '{actor.displayName} {who}'
---
title: filter
name: filter
${head}filter:
  rules: [base]
  f: {securityContext.isProxy: 'true'}
  condition: not f
`;

describe('a field in another case', () => {
  test('means the known one wherever a rule names it', () => {
    expect(lower(everywhere)).not.toBe(everywhere);
    expect(parseRules(lower(everywhere), 'r.yml')).toEqual(parseRules(everywhere, 'r.yml'));
  });

  test('means the known one in every bundled rule', async () => {
    const { texts } = await readRules([builtInRules()]);
    const read = texts.map(({ text, file }) => parseRuleFile(text, file));
    const small = texts.map(({ text, file }) => parseRuleFile(lower(text), file));
    expect(small.flatMap(({ respelled }) => respelled).length).toBeGreaterThan(20);
    expect(read.flatMap(({ respelled }) => respelled)).toEqual([]);
    // A title or description may name a field; those stay as they are written.
    const asked = (files: typeof read) =>
      files.flatMap(({ rules }) =>
        rules.map(({ condition, raises, windows, fingerprint, summary, correlation }) => ({
          condition,
          raises,
          windows,
          fingerprint,
          summary,
          correlation,
        })),
      );
    expect(asked(small)).toEqual(asked(read));
  });

  test('is noted once for each place, with what is meant', () => {
    const { respelled } = parseRuleFile(lower(everywhere), 'r.yml');
    expect(respelled).toContainEqual({
      place: { file: 'r.yml', line: 6, column: 5 },
      written: 'eventtype',
      meant: 'eventType',
    });
    expect(respelled.map(({ written }) => written)).toEqual(
      expect.arrayContaining([
        'target.alternateid',
        'securitycontext.isproxy',
        'actor.displayname',
      ]),
    );
  });

  test.each([
    ['a fact of a window', 'near.A', 'near: {before: 1h, fields: {A: {count: true}}}'],
    ['an unknown field', 'Actor.Idd', ''],
    ['a further part of an open map', 'debugContext.debugData.behaviors.new device', ''],
    ['a key of debugData that nobody knows', 'debugContext.debugData.fooBar', ''],
  ])('is not %s', (_name, path, window) => {
    const context = window === '' ? '' : `context: {${window}}\n`;
    const text = `title: T\n${head}${context}detection: {s: {'${path}': 1}, condition: s}`;
    const [rule] = parseRules(text).rules;
    expect(rule?.condition).toMatchObject({ of: { path } });
  });

  test('is found in the log as the known one is', async () => {
    const log = ['SUCCESS', 'FAILURE'].map((result, at) => ({
      eventType: 'user.session.start',
      published: `2024-05-01T10:00:0${at}.000Z`,
      uuid: `00000000-0000-4000-8000-00000000000${at}`,
      outcome: { result },
      target: [{ displayName: 'x', id: String(at) }],
    }));
    const rule = `title: T\n${head}summary: '{TARGET.id}'\ndetection: {s: {EVENTTYPE: user.session.start, 'target[any].displayname': x}, f: {outcome.Result: failure}, condition: s and not f}`;
    const { findings } = await hunted(log, parseRules(rule));
    expect(findings.map(({ title }) => title)).toEqual(['0']);
  });
});

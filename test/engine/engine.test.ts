import { describe, expect, test } from 'vitest';
import { aRuleSet, at, by, clock, hunted, someRules } from '../builders.ts';

describe('the time asked for', () => {
  const since = Date.parse(clock(5));
  const until = Date.parse(clock(8));

  test('begins with since and ends before until', async () => {
    const log = [4.999, 5, 7.999, 8].map((hours) => by(`u${hours}`, hours));
    const { findings } = await hunted(log, aRuleSet(), { since, until });
    expect(findings.map(({ actor }) => actor?.id).sort()).toEqual(['u5', 'u7.999']);
  });

  test('hides no context: what came before and after it counts', async () => {
    const rules = aRuleSet({
      context: {
        w: { 'group-by': ['actor.id'], before: '2h', after: '2h', fields: { n: { count: true } } },
      },
      detection: { a: { eventType: 'a' }, w: { 'w.n|gte': 3 }, condition: 'a and w' },
    });
    const log = [by('ann', 4), by('ann', 5.5), by('ann', 7.4)];
    const options = { since, until: Date.parse(clock(7)) };
    const { findings, summary } = await hunted(log, rules, options);
    expect(findings.map(({ evidence }) => evidence.eventCount)).toEqual([3]);
    expect(summary).toMatchObject({ evaluated: 1, filtered: 2, actors: 1 });
  });

  test('knows a session that started before it', async () => {
    const session = { authenticationContext: { externalSessionId: 's1' } };
    const rules = aRuleSet({
      context: {
        w: {
          'group-by': ['authenticationContext.externalSessionId'],
          before: '30d',
          fields: { n: { count: true } },
        },
      },
      detection: { a: { eventType: 'a' }, w: { 'w.n': 2 }, condition: 'a and w' },
    });
    const start = at(1, { eventType: 'user.session.start', ...session });
    const used = at(6, session);
    expect((await hunted([start, used], rules, { since })).findings).toHaveLength(1);
    expect((await hunted([at(1, session), used], rules, { since })).rule).toMatchObject({
      findings: 0,
      undecided: 1,
    });
  });

  test('counts nothing undecided outside of it', async () => {
    const rules = aRuleSet({
      context: { w: { before: '30d', fields: { n: { count: true } } } },
      detection: { a: { eventType: 'a' }, w: { 'w.n': 9 }, condition: 'a and w' },
    });
    const { rule } = await hunted([at(1), at(6), at(9)], rules, { since, until });
    expect(rule).toMatchObject({ status: 'undecided', undecided: 1 });
  });

  test('in which nothing happened is doubted', async () => {
    const { summary } = await hunted([at(1), at(2)], aRuleSet(), { since });
    expect(summary.doubts).toEqual([
      {
        code: 'nothing-read',
        message: `all 2 events are outside the requested time range; the log runs from ${clock(1)} to ${clock(2)}`,
      },
    ]);
  });

  test('is covered where the source says so, however silent the log is', async () => {
    const rules = aRuleSet({
      context: { w: { before: '3d', after: '3d', fields: { n: { count: true } } } },
      detection: { a: { eventType: 'a' }, w: { 'w.n': 1 }, condition: 'a and w' },
    });
    const time = { from: Date.parse(clock(-96)), to: Date.parse(clock(96)) };
    const asked = { since: time.from, until: time.to };
    const sure = await hunted([at(1)], rules, { ...asked, covered: () => time });
    expect(sure.findings).toHaveLength(1);
    expect(sure.summary.doubts).toEqual([]);
    expect(sure.summary.coverage).toMatchObject({ first: clock(-96), last: clock(96), gaps: [] });
    for (const covered of [
      () => undefined,
      () => ({ from: time.from, to: Date.parse(clock(20)) }),
    ]) {
      const unsure = await hunted([at(1)], rules, { ...asked, covered });
      expect(unsure.rule).toMatchObject({ findings: 0, undecided: 1 });
      expect(unsure.summary.doubts).not.toEqual([]);
    }
  });

  test('is doubted where the log does not reach', async () => {
    const wide = { since: Date.parse(clock(-48)), until: Date.parse(clock(48)) };
    const { summary } = await hunted([at(1), at(2)], aRuleSet(), wide);
    expect(summary.doubts.map(({ code }) => code)).toEqual([
      'window-not-covered',
      'window-not-covered',
    ]);
    const near = { since: Date.parse(clock(-23)), until: Date.parse(clock(26)) };
    expect((await hunted([at(1), at(2)], aRuleSet(), near)).summary.doubts).toEqual([]);
  });
});

describe('the summary', () => {
  test('says what the log covers', async () => {
    const { summary } = await hunted([at(50), at(2), at(1)], aRuleSet());
    expect(summary.coverage).toEqual({
      first: clock(1),
      last: clock(50),
      since: null,
      until: null,
      gaps: [{ from: clock(2), to: clock(50) }],
    });
  });

  test('says which rules are blind, and to what', async () => {
    const rules = aRuleSet({
      detection: { a: { eventType: 'a', 'securityContext.isProxy': true }, condition: 'a' },
    });
    const blind = await hunted([at(1, { securityContext: null })], rules);
    expect(blind.rule).toMatchObject({
      status: 'cannot-evaluate',
      missing: ['securityContext.isProxy'],
    });
    expect((await hunted([at(1)], rules)).rule).toMatchObject({ status: 'evaluated', missing: [] });
  });

  test('leaves out rules that only feed others', async () => {
    const rules = someRules([
      { name: 'fed', generate: false, detection: { a: { eventType: 'a' }, condition: 'a' } },
      { name: 'told', detection: { a: { eventType: 'a' }, condition: 'a' } },
    ]);
    expect((await hunted([at(1)], rules)).summary.rules.map(({ name }) => name)).toEqual(['told']);
  });
});

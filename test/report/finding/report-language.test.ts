import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../src/engine/outcome.ts';
import { english } from '../../../src/language/english.ts';
import type { Language, TextName, Texts } from '../../../src/language/language.ts';
import { inEnglish, languages } from '../../../src/language/languages.ts';
import type { ReportOptions } from '../../../src/report/finding/reporter.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { causeText } from '../../../src/report/finding/table/cause-text.ts';
import { type Safe, widthOf } from '../../../src/report/text/escape.ts';
import { createTheme } from '../../../src/report/text/theme.ts';
import { coverageReasons } from '../../../src/window/undecided-reasons.ts';
import {
  aCase,
  aFinding,
  anEvidenceEvent,
  aRejection,
  aRuleOutcome,
  aSummary,
  reportOf,
  someOptions,
} from '../builders.ts';

const report = (outcomes: readonly ReportedOutcome[], over: Partial<ReportOptions> = {}): string =>
  reportOf(reporters.table.create(someOptions(over)), outcomes);

/** Everything that a report may have to say, and data that are no sentences. */
function everything(): readonly ReportedOutcome[] {
  const times = { first: '2023-10-02T08:00:00.000Z', last: '2023-10-06T20:00:00.000Z' };
  const { entities } = aCase();
  const [planted] = entities.planted;
  const standing = [true, true, true, true, 'unknown', false] as const;
  const planting = {
    ...entities,
    planted: standing.map((each) => ({ ...planted!, standing: each })),
  };
  const actor = { ...aFinding().actor!, login: '00' };
  const many = aFinding({
    update: { severityBefore: 'low', newVictims: ['1', '2', '3', '4', '5', '6', '7'] },
    targets: Array.from({ length: 9 }, () => aFinding().targets[0]!),
    evidence: {
      ...aFinding().evidence,
      events: [anEvidenceEvent({ actor: 'bo@example.com' })],
    },
  });
  const causes = [
    'needs 24 h of earlier log',
    'needs 3 d of earlier log without a gap of over 24 h',
    'needs 30 min of later log',
    'asks for more days of log than were read',
    'the run was interrupted before the rule was evaluated',
    'rules that it hears of stayed undecided',
  ];
  const filter = { name: 'f1', title: '-', reason: '-', owner: '-', expires: '2023-01-01' };
  const taken = [
    { rule: 'r1', events: 2 },
    { rule: 'r2', events: 1 },
  ];
  const event = anEvidenceEvent();
  return [
    many,
    aFinding({ severity: 'medium', actor: null, update: { severityBefore: null, newVictims: [] } }),
    aRejection({ origin: { file: 'a.gz', byte: 12 } }),
    aCase({ entities: planting }),
    aCase({ entities: { ...planting, actors: [] }, stillActive: false }),
    aCase({ entities: { ...planting, actors: [actor, actor] }, stillActive: 'unknown' }),
    aCase({ ended: { at: times.last, acts: [] } }),
    aCase({ ended: { at: times.last, acts: [] }, stillActive: false }),
    ...Array.from({ length: 12 }, () => aCase({ severity: 'high' })),
    aCase({ severity: 'low' }),
    aSummary({
      skipped: 30,
      skippedBy: { 'bad-json': 30 },
      findings: { informational: 1, low: 2, medium: 3, high: 4, critical: 5 },
      coverage: {
        ...times,
        since: times.first,
        until: null,
        gaps: [
          { from: times.first, to: times.last },
          { from: times.first, to: times.last },
        ],
      },
      sources: [
        aSummary().sources[0]!,
        ...Array.from({ length: 6 }, () => ({
          ...aSummary().sources[0]!,
          note: '-',
          wrapped: { x: 3 },
        })),
      ],
      conflicts: { events: 3, times: 1, uuids: ['0'] },
      rules: [
        aRuleOutcome({ status: 'undecided', undecided: 3, because: causes }),
        aRuleOutcome({ status: 'cannot-evaluate', missing: ['a.b', 'c.d', 'e.f'] }),
        aRuleOutcome(),
      ],
      packs: [
        {
          name: 'p1',
          question: '?',
          rules: 1,
          findings: 0,
          unfinished: [],
          missing: [
            { events: ['a.b', 'c.d'], fields: [], tells: '-' },
            { events: [], fields: ['x.y'], tells: '-' },
          ],
        },
      ],
      emptyLists: [{ name: 'l1', rules: ['r1', 'r2'] }],
      filters: [
        { ...filter, status: 'expired', suppressed: [] },
        { ...filter, status: 'used', suppressed: taken },
        { ...filter, status: 'unused', suppressed: [] },
      ],
      suppressed: {
        total: 3,
        listed: [
          { rule: 'r1', filters: ['f1'], event: { ...event, actor: '00' } },
          { rule: 'r1', filters: ['f1'], event: { ...event, actor: null } },
        ],
      },
      state: { peakBytes: 9, spilledBytes: 0, forgottenEvents: 4, exact: false },
      doubts: Array.from({ length: 6 }, () => ({ code: 'skipped', message: '-' }) as const),
    }),
  ];
}

/** A language of which every letter is the same, so that a word that no table has stands out. */
const letterless: Language = {
  tag: 'zz',
  texts: Object.fromEntries(
    Object.entries(english).map(([name, text]) => [
      name,
      text.replace(/\{\w+\}|\{(\w+):[^}]*\}|[A-Za-z]/g, (part, counted) =>
        counted === undefined && part.length === 1 ? 'ж' : part.replace(/:.*\}/, '}'),
      ),
    ]),
  ) as Texts,
  urgent: inEnglish.urgent,
};

describe('a report in another language', () => {
  const told = everything();
  const data = JSON.stringify(told);
  /** Codes, options and names that are the same in every language. */
  const same =
    /^(?:oktahunt|UTC\.?|Z|AS\d+|User|json|findings\.json|details|o|T\d+|format|NAME|FILE|list|MB|bad|shown)$/;

  test.each([80, 120])('has no word of ours from outside the tables, at %i columns', (columns) => {
    const options = {
      language: letterless,
      columns,
      command: 'oktahunt -',
      mayContinue: () => true,
    };
    const words = [false, true].flatMap((verbose) =>
      [report(told, { ...options, verbose }), report([aSummary()], options)].flatMap(
        (text) => text.match(/[A-Za-z][\w.-]*/g) ?? [],
      ),
    );
    const known = new Set(data.match(/[A-Za-z][\w.-]*/g));
    const strange = [...new Set(words)].filter((word) => {
      return !known.has(word) && !same.test(word) && !data.includes(word.replace(/[.]+$/, ''));
    });
    expect(strange).toEqual([]);
  });

  test('says every sentence about reports at some time', () => {
    const said = new Set<string>();
    const spy: Language = {
      ...inEnglish,
      texts: new Proxy(english, {
        get: (texts, name) => {
          said.add(String(name));
          return texts[name as TextName];
        },
      }),
    };
    const cases = everything();
    for (const verbose of [false, true]) {
      for (const columns of [80, 120])
        report(cases, { language: spy, verbose, facts: verbose, columns, zone: 'Asia/Tokyo' });
    }
    const sessions = Array.from({ length: 8 }, (_, at) => `session${at}`);
    const weak = (['low', 'informational'] as const).map((severity) =>
      aFinding({ severity, sessions }),
    );
    report([...weak, aSummary()], { language: spy, verbose: true });
    const rooms = /^(?:complete|unseen|case|row|part|detail|mark|filter|conflict)\./;
    const unsaid = Object.keys(english).filter((name) => rooms.test(name) && !said.has(name));
    expect(unsaid.sort()).toEqual([
      // Each stands where the other does not.
      'complete.evaluatedRule',
      'conflict.text',
      'row.last',
      'unseen.blind',
      'unseen.gap',
    ]);
  });
});

describe('a report in Japanese', () => {
  const japanese = { language: languages.ja, zone: 'Asia/Tokyo', command: 'oktahunt scan x' };

  test.each([40, 60, 80, 120])('fits into %i columns', (columns) => {
    for (const verbose of [false, true]) {
      const lines = report(everything(), { ...japanese, columns, verbose }).split('\n');
      expect(lines.filter((line) => widthOf(line as Safe) > columns)).toEqual([]);
      expect(lines.filter((line) => /^ *[、。）」：]/.test(line))).toEqual([]);
    }
  });

  test('ends with one screen', () => {
    const { suppressed: _, ...summary } = everything().at(-1) as ReturnType<typeof aSummary>;
    const lines = report([...everything().slice(0, -1), summary], japanese)
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
  });

  test('has signs in ASCII if it is to be plain, and its words all the same', () => {
    const text = report([aFinding(), aCase(), aSummary()], { ...japanese, plain: true });
    expect(text).toContain('!! 重大  Ana Lopez');
    expect(text).not.toMatch(/[■▲◆●·→–]/);
  });
});

describe('the cause of an undecided rule', () => {
  const theme = createTheme(someOptions({ language: languages.ja }));
  const ends = { startKnown: false, endKnown: false };

  test.each([
    ...coverageReasons(ends, 90_000_000, 600_000),
    ...coverageReasons({ ...ends, afterGap: true }, 12_000, 86_400_000 * 30),
    'asks for more days of log than were read',
    'a rule that feeds its windows stayed undecided',
    'a rule that feeds its windows stayed undecided, or facts depend on the order of one instant',
    'rules that it hears of stayed undecided',
    'the run was interrupted before the rule was evaluated',
  ])('%s is known in every language', (cause) => {
    expect(causeText(cause, theme)).not.toMatch(/[a-z]{3}/);
    expect(causeText(cause, createTheme(someOptions()))).toBe(cause);
  });

  test('that is known in none stays as it is', () => {
    expect(causeText('no rule said \u001b[2Jx', theme)).toBe('no rule said \\x1b[2Jx');
    expect(causeText('it can never match: \u001b[2Jx', theme)).toBe(
      '該当するイベントはあり得ません: \\x1b[2Jx',
    );
  });
});

describe('a report in another zone', () => {
  test.each([120, 60])('names the zone with every time, in %i columns', (columns) => {
    const options = { columns, verbose: true, zone: 'Asia/Tokyo', command: 'x' };
    const text = report([aFinding(), aCase(), aSummary()], options);
    expect(text).toContain('02 Oct 2023 19:02:11 – 19:15:40 +09:00');
    expect(text).toContain('EVENTS (+09:00)');
    expect(text).toContain('since 02 Oct 19:02+09:00');
    expect(text).toMatch(/02 Oct 17:00\+09:00 – 03 Oct 05:00\+09:00 2023 \(Asia\/Tokyo\)/);
    if (columns === 120) expect(text).toContain('LAST (+09:00)');
    expect(text).not.toContain('UTC');
  });

  test('says of each time which offset it has, where clocks change', () => {
    const [from, to] = ['2023-10-29T00:30:00.000Z', '2023-10-29T01:30:00.000Z'];
    const when = { firstEvent: from, decisive: from, lastEvent: to };
    const [first, last] = [when.firstEvent, when.lastEvent].map((published) =>
      anEvidenceEvent({ published }),
    );
    const evidence = { ...aFinding().evidence, events: [first!, last!] };
    const early = aFinding({ when: { firstEvent: from, decisive: from, lastEvent: from } });
    const options = { verbose: true, columns: 140, zone: 'Europe/Berlin' };
    const text = report([aFinding({ when, evidence }), early, aSummary()], options);
    expect(text).toContain('29 Oct 2023 02:30:00 +02:00 – 02:30:00 +01:00');
    expect(text).toMatch(/EVENTS\n +\S 02:30:00\+02:00[^\n]*\n +\S 02:30:00\+01:00/);
    expect(text).toMatch(/ LAST +N\n/);
    expect(text).toContain('29 Oct 02:30+02:00');
    expect(text).toContain('29 Oct 02:30+01:00');
  });
});

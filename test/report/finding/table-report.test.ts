import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../src/engine/outcome.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import type { Summary } from '../../../src/finding/summary.ts';
import type { ReportOptions } from '../../../src/report/finding/reporter.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { type Safe, widthOf } from '../../../src/report/text/escape.ts';
import { levels } from '../../../src/rule/level.ts';
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
import { hostileText, hostileTexts } from '../generators.ts';
import { isRunnerCommand, unprintable } from '../oracle.ts';

/** With all details, unless a test is about the screen that ends a report. */
const report = (outcomes: readonly ReportedOutcome[], over: Partial<ReportOptions> = {}): string =>
  reportOf(reporters.table.create(someOptions({ verbose: true, ...over })), outcomes);

const found = (over: Partial<Summary['findings']> = { high: 1 }): Summary =>
  aSummary({ findings: { ...aSummary().findings, ...over } });

/** The lines of a report, spaces squeezed, as one text: independent of wrapping. */
const squeezed = (text: string): string => text.replace(/\s+/g, ' ');

describe('the stream', () => {
  test('is answered at the summary only', () => {
    const reporter = reporters.table.create(someOptions());
    expect([aFinding(), aRejection()].flatMap((outcome) => [...reporter(outcome)])).toEqual([]);
    expect([...reporter(found())].join('')).toMatch(/^oktahunt 0\.1\.0 ·/);
  });

  test('gives the same bytes each time and ends with a line feed', () => {
    const outcomes = [aFinding(), aRejection(), found()];
    expect(report(outcomes)).toBe(report(outcomes));
    expect(report(outcomes).endsWith('\n')).toBe(true);
    expect(report(outcomes)).not.toMatch(/\n\n\n| \n/);
  });
});

describe('a report that is broken off', () => {
  const findings = Array.from({ length: 200 }, (_, index) =>
    aFinding({ severity: 'high', title: `finding ${index}` }),
  );

  /** The report if it may ask so many times before there is no time. */
  function cut(asked: number): string {
    let left = asked;
    return report([...findings, found()], { mayContinue: () => left-- > 0 });
  }

  test('says so, and ends as reports end', () => {
    const text = cut(0);
    expect(text).toContain(
      'This report is NOT complete: interrupted before 200 findings could be shown',
    );
    expect(text).toContain('complete: NO');
    expect(text).toMatch(/· NOT complete$/m);
    expect(text).not.toMatch(/\n\n\n/);
    expect(text).not.toContain('finding 7');
  });

  test('shows what there was time for', () => {
    const asked = Array.from({ length: 700 }, (_, times) => times);
    const lengths = asked.filter((times) => times % 50 === 0).map((times) => cut(times).length);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(cut(700)).toBe(report([...findings, found()]));
    const left = /before (\d+) findings could be shown in full/.exec(cut(500))?.[1];
    expect(cut(500).match(/finding \d+$/gm)?.length ?? 0).toBeGreaterThan(0);
    expect(Number(left)).toBeLessThan(200);
  });
});

describe('the heading', () => {
  test('names tool, time, events and rules', () => {
    expect(report([aSummary()], { columns: 120 }).split('\n')[0]).toBe(
      'oktahunt 0.1.0 · 02 Oct 08:00Z – 02 Oct 20:00Z 2023 (UTC) · 1,234 events · 2 rules',
    );
  });

  test('says so when no time is covered', () => {
    const coverage = { ...aSummary().coverage, first: null, last: null };
    expect(report([aSummary({ coverage })])).toContain('no time range');
  });
});

describe('the table', () => {
  const rowOf = (finding: Finding, over: Partial<ReportOptions> = {}): string =>
    report([finding, found()], over)
      .split('\n')
      .find((line) => /^ \S+ +(?:CRIT|HIGH|MED|LOW|INFO)/.test(line)) ?? '';

  test.each([
    ['critical', '■ CRIT', '!! CRIT'],
    ['high', '▲ HIGH', '!  HIGH'],
    ['medium', '◆ MED ', '*  MED '],
    ['low', '● LOW ', '-  LOW '],
    ['informational', '· INFO', '.  INFO'],
  ] as const)('marks %s by shape and word', (severity, unicode, ascii) => {
    expect(rowOf(aFinding({ severity }))).toMatch(` ${unicode}  one`);
    expect(rowOf(aFinding({ severity }), { unicode: false })).toContain(` ${ascii}  one`);
  });

  test('has title, login, way, last time and number of events', () => {
    expect(rowOf(aFinding(), { columns: 120 })).toBe(
      ' ▲ HIGH  one session on two machines  ana@example.com  France → Netherlands  02 Oct 10:15  13',
    );
  });

  test('goes on below where a title or login is too long for its column, and hides nothing', () => {
    const login = 'a.very.long.login.name.indeed@subsidiary.example.com';
    const title = `ana@example.com: one session on two machines, now from 203.0.113.9 and then from elsewhere`;
    const finding = aFinding({ title, actor: { id: 'x', login, displayName: null, type: null } });
    const lines = report([finding, found()], { columns: 80 }).split('\n');
    const from = lines.findIndex((line) => line.startsWith(' ▲ HIGH'));
    const rows = lines.slice(from, lines.indexOf('', from));
    expect(rows.length).toBeGreaterThan(2);
    const [first = ''] = rows;
    expect(first).toMatch(/02 Oct 10:15 {2}13$/);
    const [what, who] = [10, first.indexOf('a.very')];
    const column = (start: number, end: number): string =>
      rows.map((row) => row.slice(start - 1, end).trim()).join(' ');
    expect(squeezed(column(what, who))).toBe(title);
    expect(column(who + 1, first.indexOf('France')).replaceAll(' ', '')).toBe(login);
  });

  test('tells two findings apart that differ at the end of their titles', () => {
    const titles = ['x', 'y'].map((end) => `${'the same beginning '.repeat(8)}${end}`);
    const [a, b] = titles.map((title, at) => aFinding({ title, fingerprint: `okh1:${at}` }));
    const text = report([a as Finding, b as Finding, found()], { columns: 80 });
    expect(text).toMatch(/ x\s/);
    expect(text).toMatch(/ y\s/);
  });

  test('leaves out the domain that all logins share', () => {
    const findings = ['ana', 'bo'].map((name) =>
      aFinding({
        actor: { id: name, login: `${name}@example.com`, displayName: null, type: 'User' },
      }),
    );
    const text = report([...findings, found()], { columns: 120 });
    expect(text).toMatch(/^ ▲ HIGH .* {2}bo {2}/m);
  });

  test.each<[string, Finding['where'], string]>([
    ['one place by address and country', aFinding().where.slice(1), '203.0.113.9 Netherlands  02'],
    [
      'places of one country by address',
      aFinding().where.map((place) => ({ ...place, country: 'France' })),
      '198.51.100.7 → 203.0.113.9  02',
    ],
    ['nowhere by a dash', [], '  -      02'],
  ])('tells %s', (_, where, expected) => {
    expect(rowOf(aFinding({ where }), { columns: 140 })).toContain(expected);
  });

  test('names the year when the log spans two', () => {
    const coverage = { ...aSummary().coverage, last: '2024-01-01T00:00:00.000Z' };
    expect(report([aFinding(), aSummary({ coverage })], { columns: 120 })).toContain(
      '02 Oct 2023 10:15  13',
    );
  });

  test.each([120, 60])('says in %i columns what an update is one of', (columns) => {
    const newVictims = ['\u001b[2Jben@example.com'];
    const update = { severityBefore: 'low', newVictims } as const;
    const told = report([aFinding({ update }), aSummary()], { columns });
    expect(told.replace(/\s+/g, ' ')).toContain(
      'UPDATE reported before as low; now also \\x1b[2Jben@example.com',
    );
    expect(report([aFinding(), aSummary()], { columns })).not.toContain('UPDATE');
  });

  test('gives way to cards below 72 columns', () => {
    const outcomes = [aFinding(), aFinding({ severity: 'low' }), found({ high: 1, low: 1 })];
    expect(report(outcomes, { columns: 72 })).toContain('LAST (UTC)');
    const cards = report(outcomes, { columns: 71 });
    expect(cards).not.toContain('LAST (UTC)');
    expect(cards).toContain('\n▲ HIGH  ana');
    expect(cards).toContain('\n● LOW   ana');
  });

  test('keeps the order of the stream', () => {
    const outcomes = levels.map((severity) => aFinding({ severity }));
    const marks = report([...outcomes, found()]).match(/^ \S (?:CRIT|HIGH|MED|LOW|INFO)/gm);
    expect(marks).toEqual([' · INFO', ' ● LOW', ' ◆ MED', ' ▲ HIGH', ' ■ CRIT']);
  });
});

describe('a card', () => {
  const card = (over: Partial<Finding> = {}, options: Partial<ReportOptions> = {}): string =>
    report([aFinding(over), found()], { columns: 120, ...options });

  test.each([
    [
      'rule, tactics and id',
      'session-moved-machine · credential-access · T1539 · okf_7c1e0b6a92d4',
    ],
    ['who', 'WHO ana@example.com · Ana Lopez · User 00u1aaaaaaaaaaaaaaa1'],
    ['to what', 'TARGET Okta Admin Console · AppInstance 0oa1console000000000'],
    ['since when', 'WHEN 02 Oct 2023 10:02:11 – 10:15:40 UTC, 13 events (11 SUCCESS, 2 FAILURE)'],
    ['from where', '203.0.113.9 · AS64511 hosting · Netherlands · proxy · 4 events'],
    ['with what', 'CHROME / Windows 10: Mozilla/5.0 (Windows NT 10.0; Win64; x64)'],
    ['in which session', 'SESSION 102nHkMDaxYQoSItefBBK3v9g'],
    ['why, in words', 'WHY one session at two addresses, 13 minutes apart through a proxy'],
    [
      'by which events',
      '► 10:15:40 ✗ user.mfa.factor.activate FAILURE 203.0.113.9 bo@example.com ed317758-2222-4e7b-8f00-00000000a002',
    ],
    ['how many more', '10 more, in the log'],
    ['what would make it harmless', 'FALSE POSITIVE IF The user turned a VPN on'],
    ['what to do', 'DO NOW 1. Revoke all sessions of the user. 2. Review'],
    [
      'what to search for',
      'LOOK NEXT All of this session: authenticationContext.externalSessionId eq "102nHkMDaxYQoSItefBBK3v9g"',
    ],
  ])('tells %s', (_, text) => {
    expect(squeezed(card())).toContain(text);
  });

  test('tells at most five reasons, and what was compared only if asked', () => {
    const reasons = Array.from({ length: 7 }, (_, at) => ({ text: `reason ${at}`, fields: [] }));
    expect(card({ reasons })).toContain('reason 4');
    expect(card({ reasons })).not.toMatch(/reason 5|FACTS|at least 2 expected/);
    expect(squeezed(card({ reasons }, { facts: true }))).toContain(
      'FACTS the session was used from 2 addresses, at least 2 expected',
    );
  });

  test('tells what findings of one case share once, above them', () => {
    const [a, b] = ['a', 'b'].map((end) =>
      aFinding({
        fingerprint: `okh1:${end}`,
        title: `finding ${end}`,
        respond: [`Do ${end}.`, 'Ask.'],
      }),
    ) as [Finding, Finding];
    const one = aCase({ findings: [a.fingerprint, b.fingerprint], do: ['Do a.', 'Ask.'] });
    const text = report([b, a, one, found()], { columns: 120 });
    expect(squeezed(text)).toContain('CASE');
    for (const [once, times] of [
      ['\n  WHO ', 1],
      ['Mozilla/5.0', 1],
      ['AS64511 hosting', 1],
      ['SESSION', 1],
      ['LOOK NEXT', 1],
      ['Do b.', 1],
      ['Ask.', 2],
      ['WHY', 2],
    ] as const) {
      expect(text.split(once).length - 1, once).toBe(times);
    }
  });

  test('is given to all if details are asked for, else to none', () => {
    const has = (severity: Finding['severity'], verbose: boolean): boolean =>
      card({ severity }, { verbose }).includes('DO NOW');
    expect(levels.map((level) => has(level, false))).toEqual(levels.map(() => false));
    expect(levels.map((level) => has(level, true))).toEqual(levels.map(() => true));
  });

  test('leaves out what the finding does not have', () => {
    const bare = card({ targets: [], sessions: [], userAgents: [], falsePositives: [], next: [] });
    expect(bare).not.toMatch(/TARGET|SESSION|AGENT|FALSE POSITIVE|LOOK NEXT/);
    expect(squeezed(card({ actor: null }))).toContain('WHO no actor in the log');
  });

  test('shows at most eight events, the decisive one and matches first, in the order of the log', () => {
    const events = Array.from({ length: 12 }, (_, index) =>
      anEvidenceEvent({ uuid: `uuid-${index}`, role: index < 6 ? 'context' : 'match' }),
    );
    const shown = card({
      evidence: { decisive: 'uuid-5', eventCount: 40, truncated: true, events },
    });
    expect(shown.match(/uuid-\d+/g)).toEqual(
      ['0', '5', '6', '7', '8', '9', '10', '11'].map((n) => `uuid-${n}`),
    );
    expect(shown).toContain('32 more, in the log');
  });

  test('dates the events of several days', () => {
    const lastEvent = '2023-10-02T10:15:40.003Z';
    const when = { firstEvent: '2023-10-01T10:02:11.418Z', decisive: lastEvent, lastEvent };
    expect(card({ when })).toContain('02 Oct 10:13:02 ✓');
  });

  test('names whoever acted beside the actor', () => {
    const events = [anEvidenceEvent({ actor: 'mallory@example.com' })];
    expect(card({ evidence: { decisive: '', eventCount: 1, truncated: false, events } })).toContain(
      'by mallory@example.com',
    );
  });

  test('counts what does not fit into a list', () => {
    const sessions = Array.from({ length: 9 }, (_, index) => `session-${index}`);
    expect(squeezed(card({ sessions }))).toContain('session-5 3 more, see --format json');
  });
});

describe('no findings', () => {
  test('says what was looked at', () => {
    expect(squeezed(report([aSummary()]))).toContain(
      'No findings. 2 rules over 1,234 events from 57 users, 02 Oct 08:00Z – 02 Oct 20:00Z 2023 (UTC). 0 findings',
    );
  });

  test('never sounds clean when the scan was not complete', () => {
    const text = report([
      aSummary({ doubts: [{ code: 'skipped', message: '3 records were skipped' }] }),
    ]);
    expect(text).toContain(
      'No findings, but this scan is NOT complete:\n  - 3 records were skipped\nUse --allow-partial to accept.\n',
    );
    expect(text).toContain('complete: NO');
    expect(text).toMatch(/· NOT complete$/m);
    expect(text).not.toContain('No findings.');
  });

  test('says what the rules could not see', () => {
    const rules = [
      aRuleOutcome(),
      aRuleOutcome({
        name: 'a',
        status: 'undecided',
        undecided: 12,
        because: ['the log starts late'],
      }),
      aRuleOutcome({
        name: 'b',
        status: 'undecided',
        undecided: 1,
        because: ['the log starts late'],
      }),
      aRuleOutcome({ name: 'c', status: 'cannot-evaluate', missing: ['securityContext.isProxy'] }),
    ];
    const text = squeezed(report([aSummary({ rules })]));
    expect(text).toContain(
      'Not decided: 2 of 4 rules for some events (at most 12 of 1,234 events). Blind: 1 of 4 rules: the log lacks securityContext.isProxy.',
    );
    expect(text).toContain('a undecided for 12 events: the log starts late');
    expect(text).toContain('c cannot be evaluated: the input lacks securityContext.isProxy');
  });

  test('does not hide that milder ones exist', () => {
    const text = squeezed(report([found({ low: 3 })], { minSeverity: 'medium', columns: 120 }));
    expect(text).toContain(
      'No findings of medium severity or higher; 3 of lower severity not shown.',
    );
    expect(text).toContain(
      '3 findings · 0 critical, 0 high, 0 medium, 3 low, 0 informational · 0 shown (medium or higher)',
    );
  });
});

describe('the completeness', () => {
  const text = (over: Partial<Summary>, outcomes: readonly ReportedOutcome[] = []): string =>
    squeezed(report([...outcomes, aSummary(over)]));

  test('accounts for every record', () => {
    const counts = { records: 1240, duplicate: 4, skipped: 2 };
    expect(text({ ...counts, skippedBy: { truncated: 1, 'bad-json': 1 } })).toContain(
      'read 1,240 records = 1,234 evaluated + 4 duplicate + 0 filtered + 2 skipped (1 bad-json, 1 truncated)',
    );
  });

  test('places the first twenty rejections and counts the rest', () => {
    const rejections = Array.from({ length: 25 }, (_, line) =>
      aRejection({ origin: { file: 'a.ndjson', line, byte: line * 10 } }),
    );
    const shown = text({ skipped: 31 }, rejections);
    expect(shown).toContain('a.ndjson:19 (byte 190): bad-json: the line is no JSON 11 more');
    expect(shown).not.toContain('a.ndjson:20');
  });

  test('places a rejection as far as its origin is known', () => {
    const rejections = [
      aRejection({ origin: { file: 'a.json', byte: 7 } }),
      { kind: 'rejection', reason: 'truncated', message: 'cut off' } as const,
    ];
    expect(text({ skipped: 2 }, rejections)).toContain(
      'a.json (byte 7): bad-json: the line is no JSON truncated: cut off',
    );
  });

  test('lists few sources, and of many those that need a word', () => {
    const [source] = aSummary().sources;
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...source!,
      file: `${index}.gz`,
      compression: 'gzip' as const,
      records: index === 3 ? 0 : 1234,
      ...(index === 7 ? { note: 'passed over' } : {}),
    }));
    expect(text({})).toContain('1 source: okta.ndjson: ndjson, 1,234 records');
    expect(text({ sources: many })).toContain(
      '30 sources; with notes or without records: 3.gz: ndjson gzip, 0 records 7.gz: ndjson gzip, 1,234 records: passed over No findings.',
    );
  });

  test('says since when findings are ranked by what sessions did, if not by all of it', () => {
    const exact = { peakBytes: 1, spilledBytes: 0, forgottenEvents: 0, exact: true };
    const shown = text({ state: { ...exact, rankedFrom: '2023-10-03T09:00:00.000Z' } });
    expect(shown.replace(/\s+/g, ' ')).toContain('by what sessions did from 03 Oct 2023 09:00Z on');
    expect(text({ state: exact })).not.toContain('memory:');
  });

  test('says what was forgotten, and nothing of memory otherwise', () => {
    const state = { peakBytes: 5e8, spilledBytes: 0, forgottenEvents: 1234, exact: false };
    expect(text({ state })).toContain('memory: 1,234 events forgotten, oldest first (477 MB used)');
    expect(text({})).not.toContain('memory');
  });

  test('names silences and the time asked for', () => {
    const [from, to] = ['2023-10-02T08:00:00.000Z', '2023-10-04T09:00:00.000Z'];
    const coverage = { ...aSummary().coverage, since: from, gaps: [{ from, to }] };
    expect(text({ coverage })).toContain(
      'requested: 02 Oct 2023 08:00:00 UTC to the end of the log gaps without events: 02 Oct 2023 08:00:00 – 04 Oct 2023 09:00:00 UTC (49 hours)',
    );
  });
});

describe('colour', () => {
  const escapeCodes = /\u001b\[[0-9;]*m/g;
  const severe = levels.map((severity) => aFinding({ severity }));
  const outcomes = [...severe, aCase(), aRejection(), found()];

  test('is the only difference it makes', () => {
    const [plain, coloured] = [report(outcomes), report(outcomes, { color: true })];
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[');
    expect(coloured.replace(escapeCodes, '')).toBe(plain);
  });

  test.each([
    ['critical', '\u001b[7m\u001b[1m■ CRIT\u001b[22m\u001b[27m'],
    ['high', '\u001b[1m\u001b[33m▲ HIGH\u001b[39m\u001b[22m'],
    ['medium', '\u001b[36m◆ MED \u001b[39m'],
    ['low', ' ● LOW  '],
    ['informational', '\u001b[2m· INFO\u001b[22m'],
  ])('of %s is its own', (_, mark) => {
    expect(report(outcomes, { color: true })).toContain(mark);
  });
});

describe('hostile text', () => {
  const ours =
    /^(?: |$|oktahunt |[■▲◆●·] (?:CRIT|HIGH|MED|LOW|INFO)|complete: |No findings|No case|This scan is|Use --allow|\d+ (?:finding|cases? to look at)|and \d+ (?:more )?cases?|Do first about|Not decided|Blind|read \d|Next:)/;

  // Widths by our own measure, which wrap.test.ts holds against string-width: that one is slow.
  const harmful = (text: string, columns: number): readonly string[] =>
    text
      .split('\n')
      .filter(
        (line) =>
          !ours.test(line) ||
          unprintable(line).length > 0 ||
          isRunnerCommand(line) ||
          widthOf(line as Safe) > columns,
      );

  test.each(hostileTexts)('%j reaches no terminal from any field', (text) => {
    for (const columns of [40, 60, 72, 80, 132]) {
      for (const verbose of [false, true]) {
        const told = report(everywhere(text), { columns, verbose, command: text });
        expect(harmful(told, columns)).toEqual([]);
      }
    }
  });

  test('of any kind reaches no terminal from any field', { timeout: 60_000 }, () => {
    const columns = fc.integer({ min: 40, max: 160 });
    fc.assert(
      fc.property(hostileText, columns, fc.boolean(), (text, width, verbose) => {
        const command = `oktahunt scan ${text}`;
        const told = report(everywhere(text), { columns: width, verbose, command });
        expect(harmful(told, width)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('is ASCII where the terminal knows ASCII only', () => {
    for (const text of hostileTexts) {
      expect(report(everywhere(text), { unicode: false })).toMatch(/^[\n\x20-\x7e]*$/);
    }
  });

  test('of ten million characters gives a short report', () => {
    expect(report(everywhere('\u202e'.repeat(10_000_000))).length).toBeLessThan(100_000);
  });
});

/** Outcomes that hold the text in every field a log or a rule file can fill. */
function everywhere(text: string): readonly ReportedOutcome[] {
  const principal = { id: text, login: text, displayName: text, type: text };
  const [place] = aFinding().where;
  const event = anEvidenceEvent({
    uuid: text,
    eventType: text,
    outcome: text,
    reason: text,
    actor: text,
    ip: text,
    target: text,
  });
  const finding = aFinding({
    rule: { id: text, name: text, title: text, status: text, tags: [text], references: [text] },
    title: text,
    why: [
      {
        fact: text,
        field: text,
        values: [text],
        window: {
          name: text,
          key: { [`k${text}`]: text },
          covered: true,
          events: { total: 1, first: text, last: text },
          values: { total: 1, events: [text] },
        },
      },
    ],
    actor: principal,
    targets: [principal],
    sessions: [text],
    where: [
      { ...place!, ip: text, org: text, country: text, city: text },
      { ...place!, ip: text },
    ],
    userAgents: [{ raw: text, os: text, browser: text, events: 1 }],
    outcomes: { [`k${text}`]: 1 },
    evidence: {
      decisive: text,
      eventCount: 2,
      truncated: true,
      events: [event, { ...event, role: 'context' }],
    },
    falsePositives: [text],
    respond: [text],
    next: [{ label: text, okta: text }],
  });
  const rule = aRuleOutcome({ name: text, title: text, because: [text], missing: [text] });
  return [
    finding,
    { ...finding, severity: 'low' },
    aRejection({ message: text, origin: { file: text, line: 1 } }),
    ...casesEverywhere(text),
    aSummary({
      skipped: 1,
      sources: [{ ...aSummary().sources[0]!, file: text, format: text, note: text }],
      rules: [
        { ...rule, status: 'undecided' },
        { ...rule, status: 'cannot-evaluate' },
      ],
      doubts: [{ code: 'skipped', message: text }],
    }),
  ];
}

/** Cases that hold the text in every field. */
function casesEverywhere(text: string): readonly ReportedOutcome[] {
  const principal = { id: text, login: text, displayName: text, type: text };
  const { entities } = aCase();
  const [planted] = entities.planted;
  const standing = [true, false, 'unknown'] as const;
  const one = aCase({
    title: text,
    tactics: [text],
    entities: {
      ...entities,
      actors: [principal, principal],
      sessions: [text],
      devices: [text],
      planted: standing.map((each) => ({ ...planted!, id: text, name: text, standing: each })),
    },
    do: [text, text, text],
  });
  return [one, { ...one, stillActive: false }, { ...one, severity: 'low' }];
}

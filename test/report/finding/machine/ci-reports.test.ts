import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import { languages } from '../../../../src/language/languages.ts';
import { show } from '../../../../src/report/text/escape.ts';
import { aFinding, aRuleOutcome, aSummary } from '../../builders.ts';
import { hostileText } from '../../generators.ts';
import { checkJunit, readXml } from '../../junit-reader.ts';
import { clean, eventful, hostileOutcomes, written } from './hostile.ts';

/** What the runner of GitHub Actions makes of the log of a step: its annotations, and lines that are only shown. */
function annotationsOf(log: string) {
  return log.split(/\r\n|[\n\r]/).flatMap((line) => {
    const command = /^\s*::([a-z-]+)((?: [^:]*)?)::(.*)$/.exec(line);
    if (!command) return line === '' ? [] : [{ kind: 'text', title: '', message: line }];
    const [, kind = '', properties = '', message = ''] = command;
    const decode = (text: string) => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n');
    const [name = '', value = ''] = properties.trim().split(/=(.*)/s);
    expect(name).toBe('title');
    expect(value).not.toMatch(/[,:]/);
    const title = decode(value.replace(/%3A/g, ':').replace(/%2C/g, ',')).replaceAll('%25', '%');
    return [{ kind, title, message: decode(message).replaceAll('%25', '%') }];
  });
}

describe('annotations of GitHub', () => {
  test('are one for each finding, and one for what is missing', () => {
    const told = annotationsOf(written('github', eventful));
    expect(told.map(({ kind }) => kind)).toEqual(['error', 'warning', 'notice', 'warning']);
    expect(told[0]).toMatchObject({
      title: 'critical: ana@example.com: one session on two machines',
      message: expect.stringContaining('through a proxy\nsession-moved-machine, okf_'),
    });
    expect(told.at(-1)).toMatchObject({ title: 'The scan is not complete' });
    expect(written('github', clean)).toBe('');
  });

  test('are at most ten of each kind, and the others are counted', () => {
    const levels = ['critical', 'medium', 'informational'] as const;
    const findings = levels.flatMap((severity) =>
      Array.from({ length: 30 }, () => aFinding({ severity })),
    );
    const doubts = [{ code: 'skipped', message: '2 records' }] as const;
    const told = annotationsOf(written('github', [...findings, aSummary({ doubts })]));
    const counts = ['error', 'warning', 'notice'].map(
      (kind) => told.filter((one) => one.kind === kind).length,
    );
    expect(counts).toEqual([10, 10, 10]);
    expect(told.map(({ message }) => message)).toContain(
      '62 more findings; a JSON report has all of them',
    );
  });

  test('are one command each, whatever the texts are', () => {
    const text = fc.oneof(
      hostileText,
      fc.constantFrom('a%0A::error::b', '%3A%2C', 'title=x,file=y::z', '\n::set-env name=A::b'),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const told = annotationsOf(written('github', hostileOutcomes(hostile)));
        expect(told.map(({ kind }) => kind)).toEqual(['error', 'warning']);
        expect(told[0]?.title).toBe(show(`high: ${hostile}`, { max: 200 }).trim());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the code quality report of GitLab', () => {
  const severities = ['info', 'minor', 'major', 'critical', 'blocker'];
  /** What GitLab asks of an entry ("Code Quality report format"). */
  const read = (text: string) => {
    const entries = JSON.parse(text) as readonly Record<string, never>[];
    for (const { description, check_name, fingerprint, severity, location } of entries) {
      for (const text of [description, check_name, fingerprint])
        expect(text).toEqual(expect.stringMatching(/./));
      expect(severities).toContain(severity);
      expect(location).toEqual({ path: expect.stringMatching(/^[\w-]/), lines: { begin: 1 } });
    }
    return entries;
  };

  test('has an entry for each finding and for what is missing', () => {
    const entries = read(written('gitlab', eventful));
    expect(entries.map((entry) => [entry['check_name'], entry['severity']])).toEqual([
      ['session-moved-machine', 'blocker'],
      ['other-rule', 'major'],
      ['session-moved-machine', 'info'],
      ['scan-not-complete', 'major'],
    ]);
    expect(new Set(entries.map((entry) => entry['fingerprint'])).size).toBe(4);
    expect(read(written('gitlab', clean))).toEqual([]);
  });

  test('is valid whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        expect(read(written('gitlab', hostileOutcomes(hostile)))).toHaveLength(2);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the JUnit report', () => {
  const read = (outcomes: readonly ReportedOutcome[], options = {}) => {
    const root = readXml(written('junit', outcomes, options));
    checkJunit(root);
    return root.children.map(({ children }) =>
      children.map(({ attributes, children: [outcome] }) => [
        attributes['name'],
        outcome?.name ?? 'passed',
        outcome?.attributes['message'],
      ]),
    );
  };
  const rules = [
    aRuleOutcome(),
    aRuleOutcome({ name: 'quiet' }),
    aRuleOutcome({
      name: 'open',
      status: 'undecided',
      because: ['the log starts inside the window'],
    }),
    aRuleOutcome({
      name: 'blind',
      status: 'cannot-evaluate',
      missing: ['securityContext.isProxy'],
    }),
  ];

  test('has a test for each rule, and one for whether the scan is complete', () => {
    const findings = [aFinding(), aFinding({ severity: 'low' })];
    expect(read([...findings, aSummary({ rules })])).toEqual([
      [
        ['session-moved-machine', 'failure', '2 findings'],
        ['quiet', 'passed', undefined],
        ['open', 'skipped', 'Undecided: the log starts inside the window'],
        ['blind', 'skipped', 'The log cannot answer it: securityContext.isProxy'],
      ],
      [['the scan is complete', 'passed', undefined]],
    ]);
    const doubts = [{ code: 'skipped', message: '2 records' }] as const;
    expect(read([aSummary({ rules: [], doubts })])[1]).toEqual([
      ['the scan is complete', 'failure', 'The scan is not complete'],
    ]);
  });

  test('takes findings for information for no failure', () => {
    const [[rule]] = read([aFinding({ severity: 'informational' }), aSummary({ rules })]) as [
      string[][],
    ];
    expect(rule).toEqual(['session-moved-machine', 'passed', undefined]);
  });

  test('tells a bounded number of findings of a rule, and counts the rest', () => {
    const findings = Array.from({ length: 80 }, () => aFinding());
    const text = written('junit', [...findings, aSummary({ rules })]);
    expect(text).toContain('message="80 findings"');
    expect(text.match(/okf_/g)).toHaveLength(50);
    expect(text).toContain('30 more findings');
  });

  test('speaks the language of its reader', () => {
    const text = written('junit', clean, { language: languages.ja });
    expect(text).toContain(languages.ja.texts['exchange.complete']);
  });

  test('is well-formed whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        expect(read(hostileOutcomes(hostile))).toHaveLength(2);
      }),
      { numRuns: 100 },
    );
  });
});

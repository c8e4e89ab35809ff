import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../../src/engine/outcome.ts';
import type { Case } from '../../../src/finding/case/case.ts';
import type { Finding } from '../../../src/finding/finding.ts';
import type { Summary } from '../../../src/finding/summary.ts';
import type { ReportOptions } from '../../../src/report/finding/reporter.ts';
import { reporters } from '../../../src/report/finding/reporters.ts';
import { type Safe, widthOf } from '../../../src/report/text/escape.ts';
import { levels } from '../../../src/rule/level.ts';
import { aCase, aFinding, aRuleOutcome, aSummary, reportOf, someOptions } from '../builders.ts';

const screen = (outcomes: readonly ReportedOutcome[], over: Partial<ReportOptions> = {}): string =>
  reportOf(reporters.table.create(someOptions(over)), outcomes);
const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const idOf = (number: number): string => `okc_${String(number).padStart(12, '0')}`;

const long = 'a-very-long-login-name.of-somebody@a-subsidiary-with-a-long-name.example.com';

/** So many findings, each a case of its own or ten in one, with everything as long as it gets. */
function generated(findings: number, perCase: number): readonly ReportedOutcome[] {
  const found = Array.from({ length: findings }, (_, at): Finding => {
    return aFinding({ fingerprint: `okh1:${String(at).padStart(20, '0')}` });
  });
  const cases = Array.from({ length: Math.ceil(findings / perCase) }, (_, at): Case => {
    const { entities, do: steps } = aCase();
    const [planted] = entities.planted;
    return aCase({
      id: idOf(at),
      title: `${long}'s session was taken over; the account ${at} of ${long} was created`,
      severity: levels[4 - (at % 5)] ?? 'low',
      findings: found.slice(at * perCase, (at + 1) * perCase).map((one) => one.fingerprint),
      entities: {
        ...entities,
        actors: [{ id: `u${at}`, login: long, displayName: long, type: 'User' }],
        planted: Array.from({ length: 9 }, () => ({ ...planted!, name: long })),
      },
      do: steps.map((step) => `${step} ${long} `.repeat(5)),
    });
  });
  const doubts = Array.from({ length: 20 }, () => {
    return { code: 'skipped', message: `${long} `.repeat(20) } as const;
  });
  const because = ['needs 7 d of earlier log', 'needs 1 h of later log', long];
  const undecided = aRuleOutcome({ status: 'undecided', undecided: 12, because });
  const blind = aRuleOutcome({ status: 'cannot-evaluate', missing: [long, long, 'x'] });
  const summary: Summary = aSummary({
    findings: { ...aSummary().findings, high: findings },
    rules: [undecided, blind],
    doubts,
  });
  return [...found, ...cases, summary];
}

describe('the screen that a report ends with', () => {
  test.each([
    [1, 1],
    [15, 1],
    [15, 15],
    [500, 1],
    [500, 10],
    [500, 500],
  ])('has at most 40 lines of 80 columns for %i findings, %i in a case', (findings, perCase) => {
    const lines = linesOf(screen(generated(findings, perCase), { command: 'oktahunt scan x' }));
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => widthOf(line as Safe) > 80)).toEqual([]);
    expect(lines.join('\n')).toContain(idOf(0));
    expect(lines.at(-1)).toBe('Next: oktahunt scan x --details');
  });

  test('tells the worst cases first, each by its id, and counts the others', () => {
    const quiet = aSummary({ findings: { ...aSummary().findings, high: 100 } });
    const cases = Array.from({ length: 100 }, (_, at) => aCase({ id: idOf(at) }));
    const text = screen([...cases.map(() => aFinding()), ...cases, quiet]);
    const ids = text.match(/okc_\d{12}$/gm) ?? [];
    expect(ids.length).toBeGreaterThan(5);
    expect(ids).toEqual(ids.map((_, at) => idOf(at)));
    expect(text).toContain(`and ${100 - ids.length} more cases to look at: see the details`);
  });

  test('counts weak cases only', () => {
    const text = screen([aFinding(), aCase({ severity: 'low' }), aSummary()]);
    expect(text).toContain('No case of medium severity or higher.');
    expect(text).toContain('and 1 case of low or informational severity: see the details');
    expect(text).not.toContain('okc_');
  });

  test.each<[Partial<Case>, string]>([
    [{}, 'STILL ACTIVE'],
    [{ stillActive: false }, 'quiet since 02 Oct 10:15'],
    [{ stillActive: 'unknown' }, 'last sign 02 Oct 10:15'],
    [
      { stillActive: false, ended: { at: '2023-10-02T11:00:00.000Z', acts: [] } },
      'shut 02 Oct 11:00',
    ],
    [{ ended: { at: '2023-10-02T11:00:00.000Z', acts: [] } }, 'STILL ACTIVE after the clean-up'],
    [{}, 'STILL STANDS: account svc_backup@example.com'],
    [{}, '1. Deactivate the account svc_backup@example.com, created in this case.'],
  ])('says of %j: %s', (over, text) => {
    expect(screen([aFinding(), aCase(over), aSummary()], { columns: 120 })).toContain(text);
  });

  test('says what could not be seen, and which log would help', () => {
    const rules = [
      aRuleOutcome(),
      aRuleOutcome({
        status: 'undecided',
        undecided: 12,
        because: ['needs 24 h of earlier log', 'needs 7 d of earlier log'],
      }),
    ];
    expect(screen([aSummary({ rules })], { columns: 160 }).replace(/\s+/g, ' ')).toContain(
      'Not decided: 1 of 2 rules for some events (at most 12 of 1,234 events). Most would be decided by a log that begins at 25 Sep 2023 08:00 UTC.',
    );
  });

  test('follows the details, if those are asked for', () => {
    const outcomes = [aFinding(), aCase(), aSummary()];
    const [short, whole] = [screen(outcomes), screen(outcomes, { verbose: true })];
    expect(short).not.toContain('DO NOW');
    expect(whole).toContain('DO NOW');
    expect(whole.indexOf('DO NOW')).toBeLessThan(whole.indexOf('1 case to look at'));
    expect(whole.trimEnd().endsWith('the same command with -o json=findings.json')).toBe(true);
  });
});

import type { ReportedOutcome } from '../../../../src/engine/outcome.ts';
import type { Case } from '../../../../src/finding/case/case.ts';
import type { Finding } from '../../../../src/finding/finding.ts';
import type { ReportOptions } from '../../../../src/report/finding/reporter.ts';
import { type ReportFormatName, reporters } from '../../../../src/report/finding/reporters.ts';
import { aCase, aFinding, aRuleOutcome, aSummary, reportOf, someOptions } from '../../builders.ts';

/** Keys whose texts are ours, and never from a log or a rule. */
const ours: ReadonlySet<string> = new Set(
  'kind schemaVersion fingerprint severity confidence firstEvent lastEvent decisive published role phase evidenceDigest from to firstSign lastSign at verb findings cleanUp case attack foundBy'.split(
    ' ',
  ),
);

/** The value with every text in it replaced that could come from a log or a rule. */
function defaced<Value>(value: Value, text: string, key = ''): Value {
  if (typeof value === 'string') {
    // A rule without a name is refused when it is read.
    const isOurs = ours.has(key) || (key === 'name' && text === '');
    return (isOurs ? value : text) as Value;
  }
  if (Array.isArray(value)) {
    return (ours.has(key) ? value : value.map((member) => defaced(member, text, key))) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, defaced(member, text, name)]),
  ) as Value;
}

/** A finding, a case and a summary in which every text is this one. */
export function hostileOutcomes(text: string): readonly ReportedOutcome[] {
  const { id } = aFinding();
  const finding: Finding = { ...defaced(aFinding({ case: aCase().id }), text), id };
  const one: Case = { ...defaced(aCase(), text), id: aCase().id };
  const doubts = [{ code: 'skipped', message: text }] as const;
  const rule = aRuleOutcome({
    name: text || 'rule',
    title: text,
    status: 'undecided',
    because: [text],
    missing: [text],
  });
  const planted = defaced(aCase().entities.planted, text).map((each) => ({
    ...each,
    kind: 'account' as const,
  }));
  return [
    finding,
    { ...one, entities: { ...one.entities, planted } },
    aSummary({ doubts, rules: [rule, { ...rule, status: 'evaluated', because: [] }] }),
  ];
}

/** The text with half surrogate pairs replaced, as strict JSON has it. */
export function wellFormed(text: string): string {
  return text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    '\ufffd',
  );
}

/** A run on an org whose console is known. */
export const aRun: Partial<ReportOptions> = {
  run: {
    at: '2023-10-03T06:00:00.000Z',
    org: 'acme.okta.com',
    console: 'https://acme-admin.okta.com',
  },
};

/** What a format makes of these outcomes. */
export function written(
  format: ReportFormatName,
  outcomes: readonly ReportedOutcome[],
  options: Partial<ReportOptions> = aRun,
): string {
  return reportOf(reporters[format].create(someOptions(options)), outcomes);
}

/** The lines of a report of lines, parsed. */
export function records(text: string): readonly Record<string, unknown>[] {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Findings and cases of all kinds, in an incomplete run. */
export const eventful: readonly ReportedOutcome[] = [
  aFinding({ case: aCase().id, severity: 'critical' }),
  aFinding({
    fingerprint: `okh1:${'2'.repeat(20)}`,
    case: 'okc_222222222222',
    id: 'okf_222222222222',
    severity: 'medium',
    confidence: 'medium',
    rule: { ...aFinding().rule, name: 'other-rule', references: [], title: '' },
    attack: [
      {
        tactic: { id: 'TA0003', name: 'Persistence' },
        technique: { id: 'T1136.003', name: 'Create Account: Cloud Account' },
      },
      { tactic: null, technique: { id: 'T9999', name: null } },
      { tactic: { id: 'TA0040', name: 'Impact' }, technique: null },
    ],
    where: [
      { ...aFindingPlace(), ip: '2001:db8::7' },
      { ...aFindingPlace(), ip: 'no address' },
    ],
    update: { severityBefore: 'low', newVictims: ['bo@example.com'] },
  }),
  aFinding({
    fingerprint: `okh1:${'3'.repeat(20)}`,
    case: 'okc_222222222222',
    id: 'okf_333333333333',
    severity: 'informational',
    confidence: 'low',
    actor: null,
    targets: [{ id: null, login: null, displayName: null, type: null }],
    where: [],
    userAgents: [],
    sessions: [],
    attack: [],
    respond: [],
    response: [],
    falsePositives: [],
    evidence: { decisive: 'no-uuid', eventCount: 0, truncated: false, events: [] },
  }),
  aCase(),
  aCase({ id: 'okc_222222222222', severity: 'low', score: 0 }),
  aSummary({
    records: 1240,
    skipped: 2,
    doubts: [{ code: 'skipped', message: '2 of 1,240 records could not be read' }],
  }),
];

function aFindingPlace(): Finding['where'][number] {
  return aFinding().where[0] as Finding['where'][number];
}

/** A run that found nothing and saw everything. */
export const clean: readonly ReportedOutcome[] = [aSummary()];

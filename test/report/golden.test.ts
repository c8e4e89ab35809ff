import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ReportedOutcome } from '../../src/engine/outcome.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { languages } from '../../src/language/languages.ts';
import type { ReportOptions } from '../../src/report/finding/reporter.ts';
import { type ReportFormatName, reporters } from '../../src/report/finding/reporters.ts';
import {
  aCase,
  aFinding,
  anEvidenceEvent,
  aRejection,
  aRuleOutcome,
  aSummary,
  reportOf,
  someOptions,
} from './builders.ts';

const hostile = aFinding({
  id: 'okf_0badc0ffee00',
  fingerprint: 'okh1:0badc0ffee000badc0ff',
  severity: 'critical',
  rule: {
    ...aFinding().rule,
    name: 'lookalike-account-created',
    title: 'Account created that resembles another',
    tags: ['attack.persistence', 'attack.t1136.003'],
  },
  title: 'svc_0kta\u202e@moc.elpmaxe was created\n[OK] 0 findings',
  reasons: [
    {
      text: 'its login looks like an existing one: ::error::forged \u001b[2J##[add-mask]x\u202e',
      fields: ['target.alternateId'],
    },
  ],
  why: [
    {
      fact: 'the new login is 1 letter away from svc_okta@example.com',
      field: 'target.alternateId',
      values: ['svc_0kta@example.com', '::error::forged ##[add-mask]x'],
    },
  ],
  actor: {
    id: '00u1bbbbbbbbbbbbbbb2',
    login: 'bo@example.com',
    displayName: '\u001b[2J\u001b]8;;https://evil.example\u0007Bo\u001b]8;;\u0007',
    type: 'User',
  },
  targets: [
    {
      id: '00u1ccc',
      login: 'svc_0kta@example.com',
      displayName: '山田　太郎 e\u0301',
      type: 'User',
    },
  ],
  when: {
    firstEvent: '2023-10-02T10:20:00.000Z',
    decisive: '2023-10-02T10:20:00.000Z',
    lastEvent: '2023-10-02T10:20:00.000Z',
  },
  where: aFinding().where.slice(1),
  outcomes: { SUCCESS: 1 },
  evidence: {
    decisive: anEvidenceEvent().uuid,
    eventCount: 1,
    truncated: false,
    events: [
      anEvidenceEvent({
        published: '2023-10-02T10:20:00.000Z',
        eventType: 'user.lifecycle.create',
        actor: 'bo@example.com',
        target: 'svc_0kta\u200b@example.com',
      }),
    ],
  },
});

const quiet: readonly Finding[] = [
  aFinding({ id: 'okf_000000000003', severity: 'medium', falsePositives: [], next: [] }),
  aFinding({ id: 'okf_000000000004', severity: 'low', title: 'macOS browser of October 2023' }),
  aFinding({ id: 'okf_000000000005', severity: 'informational', actor: null, where: [] }),
];

const rules = [
  aRuleOutcome({ findings: 1 }),
  aRuleOutcome({
    name: 'session-without-start',
    status: 'undecided',
    undecided: 12,
    because: ['the log starts inside the window "start"'],
  }),
  aRuleOutcome({
    name: 'admin-action-via-proxy',
    status: 'cannot-evaluate',
    missing: ['securityContext.isProxy'],
  }),
];

/** What the case of the hostile finding looks like, and one of weak findings. */
const cases = [
  aCase({
    id: 'okc_0badc0ffee00',
    title: '\u001b[2JBo: svc_0kta\u202e@moc.elpmaxe was created\n[OK] 0 findings',
    findings: [hostile.fingerprint],
    ended: {
      at: '2023-10-02T11:00:00.000Z',
      acts: [
        {
          uuid: 'f24790d0-0000-4e7b-8f00-00000000a00a',
          published: '2023-10-02T11:00:00.000Z',
          eventType: 'user.session.clear',
          actor: 'owen@example.com',
          target: '\u001b[2Jbo@example.com',
        },
      ],
    },
    stillActive: false,
  }),
  aCase({ id: 'okc_7c1e0b6a92d4', severity: 'high', score: 2 }),
  aCase({ id: 'okc_000000000004', severity: 'low', score: 0, stillActive: 'unknown' }),
];

const eventful: readonly ReportedOutcome[] = [
  hostile,
  aFinding(),
  aRejection(),
  ...quiet,
  aRejection({
    reason: 'truncated',
    message: 'the record "\u001b[31m" ends in the middle',
    origin: { file: 'exports/\u202eosj.ndjson.gz', byte: 99 },
  }),
  ...cases,
  aSummary({
    records: 1240,
    duplicate: 4,
    skipped: 2,
    skippedBy: { 'bad-json': 1, truncated: 1 },
    findings: { informational: 1, low: 1, medium: 1, high: 1, critical: 1 },
    rules,
    doubts: [{ code: 'skipped', message: '2 of 1,240 records could not be read' }],
  }),
];

const clean: readonly ReportedOutcome[] = [aSummary({ rules })];

const partial: readonly ReportedOutcome[] = [
  aSummary({
    rules,
    coverage: {
      first: '2023-10-02T08:00:00.000Z',
      last: '2023-10-06T20:00:00.000Z',
      since: '2023-10-01T00:00:00.000Z',
      until: null,
      gaps: [{ from: '2023-10-03T04:00:00.000Z', to: '2023-10-05T09:30:00.000Z' }],
    },
    doubts: [
      { code: 'window-not-covered', message: 'the log starts 8 hours after the time asked for' },
      { code: 'skipped', message: '2 of 1,240 records could not be read' },
    ],
  }),
];

const aRun: Partial<ReportOptions> = {
  run: {
    at: '2023-10-03T06:00:00.000Z',
    org: 'acme.okta.com',
    console: 'https://acme-admin.okta.com',
  },
};
const japanese: Partial<ReportOptions> = { language: languages.ja, zone: 'Asia/Tokyo' };

const goldens: readonly [
  file: string,
  ReportFormatName,
  readonly ReportedOutcome[],
  Partial<ReportOptions>,
][] = [
  ['table.txt', 'table', eventful, { command: 'oktahunt scan okta.ndjson' }],
  ['table-60.txt', 'table', eventful, { columns: 60 }],
  ['table-120.txt', 'table', eventful, { columns: 120 }],
  ['table-ascii.txt', 'table', eventful, { unicode: false }],
  ['table-color.txt', 'table', eventful, { color: true }],
  ['table-details.txt', 'table', eventful, { verbose: true }],
  ['table-details-60.txt', 'table', eventful, { verbose: true, columns: 60 }],
  ['table-verbose.txt', 'table', eventful, { verbose: true, columns: 120 }],
  ['table-clean.txt', 'table', clean, {}],
  ['table-partial.txt', 'table', partial, {}],
  ['table-plain.txt', 'table', eventful, { plain: true }],
  ['table-tokyo.txt', 'table', eventful, { columns: 120, verbose: true, zone: 'Asia/Tokyo' }],
  ['table-ja.txt', 'table', eventful, { ...japanese, command: 'oktahunt scan okta.ndjson' }],
  ['table-ja-60.txt', 'table', eventful, { ...japanese, columns: 60 }],
  ['table-ja-120.txt', 'table', eventful, { ...japanese, columns: 120 }],
  ['table-ja-details.txt', 'table', eventful, { ...japanese, verbose: true }],
  ['table-ja-clean.txt', 'table', clean, japanese],
  ['table-ja-partial.txt', 'table', partial, japanese],
  ['json.json', 'json', eventful, {}],
  ['ndjson.ndjson', 'ndjson', eventful, {}],
  ['csv.csv', 'csv', eventful, aRun],
  ['sarif.sarif', 'sarif', eventful, aRun],
  ['github.txt', 'github', eventful, aRun],
  ['gitlab.json', 'gitlab', eventful, aRun],
  ['junit.xml', 'junit', eventful, aRun],
  ['ocsf.ndjson', 'ocsf', eventful, aRun],
  ['ecs.ndjson', 'ecs', eventful, aRun],
  ['splunk-hec.json', 'splunk-hec', eventful, aRun],
  ['sentinel.json', 'sentinel', eventful, aRun],
  ['cef.txt', 'cef', eventful, aRun],
  ['timesketch.jsonl', 'timesketch', eventful, aRun],
  ['stix.json', 'stix', eventful, aRun],
  ['misp.json', 'misp', eventful, aRun],
  ['html.html', 'html', eventful, {}],
  ['html-japanese.html', 'html', eventful, { language: languages.ja, zone: 'Asia/Tokyo' }],
  ['markdown.md', 'markdown', eventful, {}],
  ['markdown-japanese.md', 'markdown', eventful, { language: languages.ja, zone: 'Asia/Tokyo' }],
  ['markdown-partial.md', 'markdown', partial, {}],
];

/** Compares with the files in `fixtures/golden`; UPDATE_GOLDEN=1 writes them anew. */
describe('golden output', () => {
  test.each(goldens)('%s is as it was', (file, format, outcomes, options) => {
    const url = new URL(`../../fixtures/golden/${file}`, import.meta.url);
    const text = reportOf(reporters[format].create(someOptions(options)), outcomes);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(url, text);
    expect(text).toBe(readFileSync(url, 'utf8'));
  });

  test('exists for every format', () => {
    expect(new Set(goldens.map(([, format]) => format))).toEqual(new Set(Object.keys(reporters)));
  });
});

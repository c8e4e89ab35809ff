import type { ReportedOutcome } from '../../src/engine/outcome.ts';
import type { Rejection } from '../../src/event/event.ts';
import type { Case } from '../../src/finding/case/case.ts';
import type { EvidenceEvent, Finding } from '../../src/finding/finding.ts';
import type { RuleOutcome, Summary } from '../../src/finding/summary.ts';
import type { Reporter, ReportOptions } from '../../src/report/finding/reporter.ts';

/** A whole finding: one session on two machines; `over` replaces what a test is about. */
export function aFinding(over: Partial<Finding> = {}): Finding {
  return {
    kind: 'finding',
    schemaVersion: '1.1',
    id: 'okf_7c1e0b6a92d4',
    fingerprint: 'okh1:7c1e0b6a92d4f3e18b20',
    rule: {
      id: '5f0c9a3e-8d1b-4a57-9c1e-2f6d0b7a4e11',
      name: 'session-moved-machine',
      title: 'Okta session carried to another machine',
      status: 'stable',
      tags: ['attack.credential-access', 'attack.t1539'],
      references: ['https://attack.mitre.org/techniques/T1539/'],
    },
    identity: { 'actor.id': ['00u1ana'], 'authenticationContext.externalSessionId': ['102ana'] },
    severity: 'high',
    confidence: 'high',
    score: 79,
    attack: [
      {
        tactic: { id: 'TA0006', name: 'Credential Access' },
        technique: { id: 'T1539', name: 'Steal Web Session Cookie' },
      },
    ],
    title: 'ana@example.com: one session on two machines',
    reasons: [
      { text: 'one session at two addresses, 13 minutes apart', fields: ['session.ips'] },
      { text: 'through a proxy', fields: ['securityContext.isProxy'] },
    ],
    why: [
      {
        fact: 'the session was used from 2 addresses, at least 2 expected',
        field: 'session.ips',
        values: ['198.51.100.7', '203.0.113.9'],
        window: {
          name: 'session',
          from: '2023-10-02T10:02:11.418Z',
          to: '2023-10-02T10:15:40.003Z',
          key: { 'authenticationContext.rootSessionId': '102rootSessionOfAna00001' },
          covered: true,
          events: {
            total: 13,
            first: 'f24790d0-0000-4e7b-8f00-00000000a000',
            last: 'ed317758-2222-4e7b-8f00-00000000a002',
          },
          values: {
            total: 2,
            events: [
              'f24790d0-0000-4e7b-8f00-00000000a000',
              '9a0d4c52-1111-4e7b-8f00-00000000a001',
            ],
          },
        },
      },
      {
        fact: 'the event came through a proxy',
        field: 'securityContext.isProxy',
        values: ['true'],
      },
    ],
    actor: {
      id: '00u1aaaaaaaaaaaaaaa1',
      login: 'ana@example.com',
      displayName: 'Ana Lopez',
      type: 'User',
    },
    targets: [
      {
        id: '0oa1console000000000',
        login: 'Okta Admin Console',
        displayName: null,
        type: 'AppInstance',
      },
    ],
    sessions: ['102nHkMDaxYQoSItefBBK3v9g'],
    when: {
      firstEvent: '2023-10-02T10:02:11.418Z',
      decisive: '2023-10-02T10:15:40.003Z',
      lastEvent: '2023-10-02T10:15:40.003Z',
    },
    where: [
      {
        ip: '198.51.100.7',
        asn: 64500,
        org: 'home isp',
        country: 'France',
        countryCode: 'FR',
        city: 'Lyon',
        proxy: false,
        events: 9,
      },
      {
        ip: '203.0.113.9',
        asn: 64511,
        org: 'hosting',
        country: 'Netherlands',
        countryCode: 'NL',
        city: null,
        proxy: true,
        events: 4,
      },
    ],
    userAgents: [
      {
        raw: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/117.0.0.0 Safari/537.36',
        os: 'Windows 10',
        browser: 'CHROME',
        events: 9,
      },
      { raw: 'python-requests/2.31.0', os: null, browser: null, events: 4 },
    ],
    outcomes: { SUCCESS: 11, FAILURE: 2 },
    evidence: {
      decisive: 'ed317758-2222-4e7b-8f00-00000000a002',
      eventCount: 13,
      truncated: true,
      events: [
        anEvidenceEvent({ role: 'context' }),
        anEvidenceEvent({
          uuid: '9a0d4c52-1111-4e7b-8f00-00000000a001',
          published: '2023-10-02T10:13:02.100Z',
          eventType: 'policy.evaluate_sign_on',
          outcome: 'ALLOW',
          ip: '203.0.113.9',
          target: null,
        }),
        anEvidenceEvent({
          uuid: 'ed317758-2222-4e7b-8f00-00000000a002',
          published: '2023-10-02T10:15:40.003Z',
          eventType: 'user.mfa.factor.activate',
          outcome: 'FAILURE',
          ip: '203.0.113.9',
          target: 'bo@example.com',
        }),
      ],
    },
    falsePositives: ['The user turned a VPN on: the device token then stays the same.'],
    evidenceDigest: `sha256:${'3f0c'.repeat(16)}`,
    respond: ['Revoke all sessions of the user.', 'Review what was done after the move.'],
    response: [
      { order: 1, phase: 'contain', when: null, step: 'Revoke all sessions of the user.' },
      { order: 2, phase: 'investigate', when: null, step: 'Review what was done after the move.' },
    ],
    next: [
      {
        label: 'All of this session',
        okta: 'authenticationContext.externalSessionId eq "102nHkMDaxYQoSItefBBK3v9g"',
      },
    ],
    ...over,
  };
}

/** A case of one finding, {@link aFinding}; `over` replaces what a test is about. */
export function aCase(over: Partial<Case> = {}): Case {
  const { actor, sessions, where, when, fingerprint, respond } = aFinding();
  return {
    kind: 'case',
    schemaVersion: '1.1',
    id: 'okc_7c1e0b6a92d4',
    title: "Ana Lopez's session was taken over; the account svc_backup was created",
    severity: 'critical',
    score: 7,
    tactics: ['persistence', 'credential-access'],
    when: { firstSign: when.firstEvent, lastSign: when.lastEvent },
    stillActive: true,
    entities: {
      actors: actor ? [actor] : [],
      sessions,
      devices: ['0011223344556677'],
      addresses: where.map(({ events: _, ...place }) => ({ ...place, shared: false })),
      planted: [
        {
          kind: 'account',
          verb: 'created',
          id: '00u1svc',
          name: 'svc_backup@example.com',
          event: 'f24790d0-0000-4e7b-8f00-00000000a009',
          published: '2023-10-02T10:14:00.000Z',
          standing: true,
        },
      ],
    },
    ended: null,
    findings: [fingerprint],
    cleanUp: [],
    do: ['Deactivate the account svc_backup@example.com, created in this case.', ...respond],
    ...over,
  };
}

/** One event of a finding's evidence. */
export function anEvidenceEvent(over: Partial<EvidenceEvent> = {}): EvidenceEvent {
  return {
    uuid: 'f24790d0-0000-4e7b-8f00-00000000a000',
    published: '2023-10-02T10:02:11.418Z',
    eventType: 'user.session.start',
    outcome: 'SUCCESS',
    reason: null,
    role: 'match',
    actor: 'ana@example.com',
    ip: '198.51.100.7',
    session: '102nHkMDaxYQoSItefBBK3v9g',
    os: 'Windows 10',
    browser: 'CHROME',
    target: 'Okta Dashboard',
    ...over,
  };
}

/** The summary of a whole and clean run; `over` replaces what a test is about. */
export function aSummary(over: Partial<Summary> = {}): Summary {
  return {
    kind: 'summary',
    records: 1234,
    evaluated: 1234,
    duplicate: 0,
    filtered: 0,
    skipped: 0,
    skippedBy: {},
    sources: [
      {
        kind: 'source',
        file: 'okta.ndjson',
        format: 'ndjson',
        compression: 'none',
        bytes: 3_208_400,
        records: 1234,
      },
    ],
    coverage: {
      first: '2023-10-02T08:00:00.000Z',
      last: '2023-10-02T20:00:00.000Z',
      since: null,
      until: null,
      gaps: [],
    },
    actors: 57,
    findings: { informational: 0, low: 0, medium: 0, high: 0, critical: 0 },
    rules: [aRuleOutcome(), aRuleOutcome({ name: 'admin-action-via-proxy', title: 'Proxy' })],
    state: { peakBytes: 4_096, spilledBytes: 0, forgottenEvents: 0, exact: true },
    doubts: [],
    ...over,
  };
}

/** A rule that judged every event and found nothing. */
export function aRuleOutcome(over: Partial<RuleOutcome> = {}): RuleOutcome {
  return {
    name: 'session-moved-machine',
    title: 'Okta session carried to another machine',
    level: 'high',
    status: 'evaluated',
    findings: 0,
    undecided: 0,
    because: [],
    missing: [],
    ...over,
  };
}

/** A record that could not be judged. */
export function aRejection(over: Partial<Rejection> = {}): Rejection {
  return {
    kind: 'rejection',
    reason: 'bad-json',
    message: 'the line is no JSON',
    origin: { file: 'okta.ndjson', line: 902, byte: 240_118 },
    ...over,
  };
}

/** Options of a report in 80 columns, in Unicode, without colour. */
export function someOptions(over: Partial<ReportOptions> = {}): ReportOptions {
  return {
    tool: { name: 'oktahunt', version: '0.1.0', rulesDigest: 'sha256:0011223344556677' },
    columns: 80,
    color: false,
    unicode: true,
    verbose: false,
    minSeverity: 'informational',
    ...over,
  };
}

/** All that a reporter says to these outcomes. */
export function reportOf(reporter: Reporter, outcomes: readonly ReportedOutcome[]): string {
  return outcomes.flatMap((outcome) => [...reporter(outcome)]).join('');
}

import type { Case } from '../../../finding/case/case.ts';
import type { Finding } from '../../../finding/finding.ts';
import { parseAddress } from '../../../rule/detection/network.ts';
import { type Level, levels } from '../../../rule/level.ts';
import { strictJsonText } from '../../text/json-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { lineReporter } from './line-report.ts';
import type { RunRecord } from './run-record.ts';

/** The version of the Elastic Common Schema that is written. */
export const ecsVersion = '9.4.0';

/**
 * Documents of the Elastic Common Schema, one in a line: an alert for each finding, then the cases and the end of the
 * run as events. `event.kind` is `alert` and not `signal`, which Elastic keeps for its own detection engine. All of
 * what was found is in `event.original`, as text: its keys are names from rules and logs, which would become fields of
 * the index. What is asked for most is under `oktahunt`. An index refuses a document with a wrong address, so only
 * real ones are in fields of addresses.
 */
export function createEcsReporter(options: ReportOptions): Reporter {
  const { name, version } = options.tool;
  const base = {
    ecs: { version: ecsVersion },
    observer: { vendor: name, product: name, version },
    ...(options.run?.org && { organization: { name: options.run.org } }),
  };
  const line = (document: object): string => `${strictJsonText({ ...document, ...base })}\n`;
  return lineReporter(
    {
      finding: (finding) => line(alertOf(finding)),
      case: (one) => line(caseDocument(one)),
      run: (record) => line(runDocument(record)),
    },
    options,
  );
}

function alertOf(finding: Finding) {
  const { when, severity, score, title, reasons, rule, evidence, actor, links, foundBy } = finding;
  return {
    '@timestamp': when.decisive,
    message: title,
    event: {
      kind: 'alert',
      category: ['intrusion_detection'],
      type: ['info'],
      outcome: outcomeOf(finding),
      module: 'oktahunt',
      dataset: 'oktahunt.finding',
      id: finding.fingerprint,
      severity: severityOf(severity),
      risk_score: score,
      reason: reasons.map(({ text }) => text).join('; '),
      original: strictJsonText(finding),
      start: when.firstEvent,
      end: when.lastEvent,
      ...(foundBy && { created: foundBy.at }),
      ...(links?.[0] && { url: links[0].url }),
    },
    rule: {
      uuid: rule.id,
      id: rule.id,
      name: rule.name,
      description: rule.title,
      category: finding.attack.find(({ tactic }) => tactic)?.tactic?.name ?? 'unknown',
      ...(rule.references[0] && { reference: rule.references[0] }),
      ...(foundBy && { version: foundBy.tool.rulesDigest }),
    },
    ...(finding.attack.length > 0 && { threat: threatOf(finding.attack) }),
    ...(actor && { user: userOf(actor) }),
    ...sourceOf(finding),
    related: {
      ip: addressesOf(finding.where),
      user: distinct([actor?.login, ...finding.targets.map(({ login }) => login)]),
    },
    tags: [...rule.tags],
    oktahunt: {
      kind: finding.kind,
      finding_id: finding.id,
      ...(finding.case && { case_id: finding.case }),
      confidence: finding.confidence,
      evidence_digest: finding.evidenceDigest,
      decisive_event: evidence.decisive,
      event_count: evidence.eventCount,
      session_ids: finding.sessions,
      is_update: finding.update !== undefined,
    },
  };
}

/** What came of the decisive event. */
function outcomeOf({ evidence }: Finding): 'success' | 'failure' | 'unknown' {
  const result = evidence.events.find(({ uuid }) => uuid === evidence.decisive)?.outcome;
  if (result === 'SUCCESS' || result === 'ALLOW') return 'success';
  return result === 'FAILURE' || result === 'DENY' ? 'failure' : 'unknown';
}

/** 1 to 99 as Elastic's own rules have it: low 21, medium 47, high 73, critical 99. */
function severityOf(level: Level): number {
  return [1, 21, 47, 73, 99][levels.indexOf(level)] as number;
}

function threatOf(attack: Finding['attack']) {
  const tactics = attack.flatMap(({ tactic }) => tactic ?? []);
  const techniques = attack.flatMap(({ technique }) => technique ?? []);
  const parents = techniques.map(({ id }) => id.split('.', 1)[0] as string);
  const subs = techniques.filter(({ id }) => id.includes('.'));
  return {
    framework: 'MITRE ATT&CK',
    ...(tactics.length > 0 && {
      tactic: {
        id: distinct(tactics.map(({ id }) => id)),
        name: distinct(tactics.map(({ name }) => name)),
      },
    }),
    ...(techniques.length > 0 && {
      technique: {
        id: distinct(parents),
        name: distinct(techniques.map(({ name }) => name)),
        ...(subs.length > 0 && {
          subtechnique: {
            id: distinct(subs.map(({ id }) => id)),
            name: distinct(subs.map(({ name }) => name)),
          },
        }),
      },
    }),
  };
}

function userOf({ id, login, displayName }: NonNullable<Finding['actor']>) {
  return {
    ...(id && { id }),
    ...(login && { name: login }),
    ...(login?.includes('@') && { email: login }),
    ...(displayName && { full_name: displayName }),
  };
}

/** Where the decisive event came from, and with what. */
function sourceOf({ evidence, where, userAgents }: Finding) {
  const ip = evidence.events.find(({ uuid }) => uuid === evidence.decisive)?.ip;
  const place = where.find((one) => one.ip === ip) ?? where[0];
  const agent = userAgents[0];
  const { asn = null, org = null, country = null, countryCode = null, city = null } = place ?? {};
  const geo = {
    ...(country && { country_name: country }),
    ...(countryCode && { country_iso_code: countryCode }),
    ...(city && { city_name: city }),
  };
  return {
    ...(place &&
      parseAddress(place.ip) && {
        source: {
          ip: place.ip,
          address: place.ip,
          ...(asn !== null && { as: { number: asn, ...(org && { organization: { name: org } }) } }),
          ...(Object.keys(geo).length > 0 && { geo }),
        },
      }),
    ...(agent && { user_agent: { original: agent.raw } }),
  };
}

function caseDocument(one: Case) {
  return {
    '@timestamp': one.when.lastSign,
    message: one.title,
    event: {
      kind: 'event',
      category: ['intrusion_detection'],
      type: ['info'],
      module: 'oktahunt',
      dataset: 'oktahunt.case',
      id: one.id,
      severity: severityOf(one.severity),
      start: one.when.firstSign,
      end: one.when.lastSign,
      original: strictJsonText(one),
    },
    related: {
      ip: addressesOf(one.entities.addresses),
      user: distinct(one.entities.actors.map(({ login }) => login)),
    },
    oktahunt: {
      kind: one.kind,
      case_id: one.id,
      fingerprints: one.findings,
      still_active: String(one.stillActive),
      has_standing: one.entities.planted.some(({ standing }) => standing === true),
    },
  };
}

function runDocument(record: RunRecord) {
  const isEnd = record.phase === 'end';
  const message = isEnd ? `run ended: ${record.because?.join(', ') || 'complete'}` : 'run began';
  return {
    '@timestamp': record.at ?? record.summary?.coverage.last ?? '1970-01-01T00:00:00.000Z',
    message,
    event: {
      kind: 'event',
      module: 'oktahunt',
      dataset: 'oktahunt.run',
      action: isEnd ? 'run-ended' : 'run-began',
      ...(isEnd && { outcome: record.complete ? 'success' : 'failure' }),
      original: strictJsonText(record),
    },
    oktahunt: {
      kind: record.kind,
      ...(record.complete !== undefined && { complete: record.complete }),
      ...(record.because && { because: record.because }),
      ...(record.findings !== undefined && { findings: record.findings, cases: record.cases }),
    },
  };
}

function addressesOf(places: readonly { readonly ip: string }[]): readonly string[] {
  return distinct(places.map(({ ip }) => ip)).filter((ip) => parseAddress(ip));
}

function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts)].filter((text) => typeof text === 'string' && text !== '') as string[];
}

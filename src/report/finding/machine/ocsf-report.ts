import type { Confidence } from '../../../finding/confidence.ts';
import type { EvidenceEvent, Finding, FindingPlace } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import { techniqueOf } from '../../../rule/attack.ts';
import { parseAddress } from '../../../rule/detection/network.ts';
import { type Level, levels } from '../../../rule/level.ts';
import { strictJsonText } from '../../text/json-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { lineReporter } from './line-report.ts';
import type { RunRecord } from './run-record.ts';

/** The version of the Open Cybersecurity Schema Framework that is written. */
export const ocsfVersion = '1.8.0';

const severityIds: Readonly<Record<Level, number>> = {
  informational: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};
const confidenceIds: Readonly<Record<Confidence, number>> = { low: 1, medium: 2, high: 3 };

/**
 * OCSF, one event in a line: each finding is a Detection Finding (2004), an update of one that was reported before
 * has the activity Update; the end of the run is a Scan Activity (6007). What OCSF has no place for is under
 * `unmapped`, so nothing of a finding is lost.
 */
export function createOcsfReporter(options: ReportOptions): Reporter {
  return lineReporter(
    {
      finding: (finding) => `${strictJsonText(detectionFinding(finding, options))}\n`,
      run: (record, summary) =>
        summary === undefined ? '' : `${strictJsonText(scanActivity(record, summary, options))}\n`,
    },
    options,
  );
}

function metadataOf({ tool, run }: ReportOptions) {
  return {
    version: ocsfVersion,
    product: { name: tool.name, vendor_name: tool.name, version: tool.version },
    log_name: 'Okta System Log',
    ...(run?.org && { tenant_uid: run.org }),
  };
}

function detectionFinding(finding: Finding, options: ReportOptions) {
  const { when, severity, confidence, title, evidence, respond, rule, update } = finding;
  const activity = update
    ? { activity_id: 2, activity_name: 'Update' }
    : { activity_id: 1, activity_name: 'Create' };
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    ...activity,
    type_uid: 200400 + activity.activity_id,
    type_name: `Detection Finding: ${activity.activity_name}`,
    severity_id: severityIds[severity],
    severity: capital(severity),
    confidence_id: confidenceIds[confidence],
    confidence: capital(confidence),
    status_id: 1,
    status: 'New',
    is_alert: true,
    risk_score: finding.score,
    time: Date.parse(finding.foundBy?.at ?? when.decisive),
    start_time: Date.parse(when.firstEvent),
    end_time: Date.parse(when.lastEvent),
    count: Math.max(1, evidence.eventCount),
    message: title,
    metadata: {
      ...metadataOf(options),
      uid: finding.id,
      ...(finding.case && { correlation_uid: finding.case }),
    },
    finding_info: findingInfoOf(finding),
    ...some(
      'evidences',
      evidence.events.map((event) => evidenceOf(event, finding)),
    ),
    ...some('observables', observablesOf(finding)),
    ...some('resources', finding.targets.flatMap(resourceOf)),
    ...(respond.length > 0 && {
      remediation: { desc: respond.join('\n'), ...some('references', rule.references) },
    }),
    unmapped: unmappedOf(finding),
  };
}

function findingInfoOf({
  rule,
  when,
  evidence,
  attack,
  fingerprint,
  title,
  reasons,
  links,
  foundBy,
}: Finding) {
  return {
    uid: fingerprint,
    title,
    desc: reasons.map(({ text }) => text).join('; '),
    analytic: { type_id: 1, type: 'Rule', uid: rule.id, name: rule.name, desc: rule.title },
    ...some('attacks', attack.map(attackOf)),
    created_time: Date.parse(foundBy?.at ?? when.decisive),
    first_seen_time: Date.parse(when.firstEvent),
    last_seen_time: Date.parse(when.lastEvent),
    related_events_count: evidence.eventCount,
    ...some(
      'related_events',
      evidence.events.map(({ uuid, eventType, published }) => {
        return { uid: uuid, type: eventType, first_seen_time: Date.parse(published) };
      }),
    ),
    ...(links?.[0] && { src_url: links[0].url }),
  };
}

function attackOf({ tactic, technique }: Finding['attack'][number]) {
  const parent = technique?.id.split('.', 1)[0] as string;
  const isSub = technique !== null && parent !== technique.id;
  const named = (id: string, name: string | null) => ({ uid: id, ...(name && { name }) });
  return {
    ...(tactic && { tactic: named(tactic.id, tactic.name) }),
    ...(technique && {
      technique: isSub
        ? named(parent, techniqueOf(parent).name)
        : named(technique.id, technique.name),
    }),
    ...(technique && isSub && { sub_technique: named(technique.id, technique.name) }),
  };
}

function evidenceOf(event: EvidenceEvent, { where }: Finding) {
  const { actor, ip, uuid, eventType, ...rest } = event;
  const endpoint =
    ip === null
      ? undefined
      : endpointOf(
          ip,
          where.find((place) => place.ip === ip),
        );
  return {
    uid: uuid,
    name: eventType,
    ...(actor && { actor: { user: { name: actor } } }),
    ...(endpoint && { src_endpoint: endpoint }),
    data: { uuid, eventType, ...rest },
  };
}

function endpointOf(ip: string, place: FindingPlace | undefined) {
  if (!parseAddress(ip)) return undefined;
  const { asn = null, org = null, countryCode = null, city = null } = place ?? {};
  return {
    ip,
    ...(asn !== null && { autonomous_system: { number: asn, ...(org && { name: org }) } }),
    ...((countryCode ?? city) && {
      location: { ...(countryCode && { country: countryCode }), ...(city && { city }) },
    }),
  };
}

function observablesOf({ where, actor, userAgents }: Finding) {
  const of = (type_id: number, type: string, name: string) => (value: string | null | undefined) =>
    value ? [{ type_id, type, name, value }] : [];
  return [
    ...where.flatMap(({ ip }) =>
      parseAddress(ip) ? of(2, 'IP Address', 'evidences.src_endpoint.ip')(ip) : [],
    ),
    ...of(4, 'User Name', 'evidences.actor.user.name')(actor?.login),
    ...userAgents.flatMap(({ raw }) => of(16, 'HTTP User-Agent', 'unmapped.userAgents.raw')(raw)),
  ];
}

function resourceOf({ id, login, displayName, type }: Finding['targets'][number]) {
  const name = login || displayName;
  if (!id && !name) return [];
  return [
    {
      role_id: 1,
      role: 'Target',
      ...(id && { uid: id }),
      ...(name && { name }),
      ...(type && { type }),
    },
  ];
}

/** What OCSF has no place for, under our own names. */
function unmappedOf(finding: Finding) {
  const {
    id,
    evidenceDigest,
    why,
    actor,
    sessions,
    userAgents,
    outcomes,
    where,
    falsePositives,
    response,
    next,
    update,
    links,
    foundBy,
  } = finding;
  return {
    id,
    case: finding.case,
    evidenceDigest,
    rule: { status: finding.rule.status, tags: finding.rule.tags },
    actor,
    decisive: finding.evidence.decisive,
    truncated: finding.evidence.truncated,
    why,
    sessions,
    where,
    userAgents,
    outcomes,
    falsePositives,
    response,
    next,
    update,
    links,
    foundBy,
  };
}

/** The end of a run: completed, cancelled by a signal, or in error because something is missing. */
function scanActivity(record: RunRecord, summary: Summary, options: ReportOptions) {
  const { coverage, doubts, records, skipped } = summary;
  const isCut = doubts.some(({ code }) => code === 'cut-short');
  const [activity_id, activity_name] = record.complete
    ? [2, 'Completed']
    : isCut
      ? [3, 'Cancelled']
      : [6, 'Error'];
  const time = record.at ?? coverage.last;
  return {
    category_uid: 6,
    category_name: 'Application Activity',
    class_uid: 6007,
    class_name: 'Scan Activity',
    activity_id,
    activity_name,
    type_uid: 600700 + activity_id,
    type_name: `Scan Activity: ${activity_name}`,
    severity_id: severityIds[levels[0]],
    severity: capital(levels[0]),
    status_id: record.complete ? 1 : 2,
    status: record.complete ? 'Success' : 'Failure',
    ...(doubts.length > 0 && { status_detail: doubts.map(({ message }) => message).join('; ') }),
    time: time === null ? 0 : Date.parse(time),
    ...(coverage.first !== null && { start_time: Date.parse(coverage.first) }),
    ...(coverage.last !== null && { end_time: Date.parse(coverage.last) }),
    metadata: metadataOf(options),
    scan: { type_id: 99, type: 'Log', name: 'Okta System Log' },
    num_detections: record.findings ?? 0,
    num_skipped_items: skipped,
    total: records,
    unmapped: record,
  };
}

/** The list under its name; left out if it is empty. */
function some<Name extends string, Member>(name: Name, list: readonly Member[]) {
  return list.length === 0 ? {} : ({ [name]: list } as Record<Name, readonly Member[]>);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

import type { Finding } from '../../../finding/finding.ts';
import { parseAddress } from '../../../rule/detection/network.ts';
import type { Level } from '../../../rule/level.ts';
import { type CefHeader, type CefLine, cefLine } from '../../text/cef-text.ts';
import type { Reporter, ReportOptions, Tool } from '../reporter.ts';
import { lineReporter } from './line-report.ts';

/** CEF's scale: 0 to 3 low, to 6 medium, to 8 high, to 10 very high. */
const severities: Readonly<Record<Level, number>> = {
  informational: 1,
  low: 3,
  medium: 5,
  high: 8,
  critical: 10,
};

/**
 * Lines of ArcSight's Common Event Format, one for each finding and one for the end of the run, without the syslog
 * header, which the sender puts before them. Times are milliseconds since 1970.
 */
export function createCefReporter(options: ReportOptions): Reporter {
  const { tool } = options;
  return lineReporter(
    {
      finding: (finding) => cefFinding(finding, tool),
      run: (record, summary) =>
        summary === undefined
          ? ''
          : cefLine(headerOf(tool, 'run', 'run ended', record.complete ? 0 : 5), {
              rt: millisecondsOf(record.at),
              outcome: record.complete ? 'success' : 'failure',
              reason: summary.doubts.map(({ message }) => message).join('; '),
              cnt: record.findings,
              deviceExternalId: record.org,
            }),
    },
    options,
  );
}

/** The line of a finding; `flex` is a text of the sender's with its label. */
export function cefFinding(
  finding: Finding,
  tool: Pick<Tool, 'name' | 'version'>,
  flex?: readonly [label: string, text: string],
): CefLine {
  const { rule, title, severity } = finding;
  const [flexString1Label, flexString1] = flex ?? [];
  return cefLine(headerOf(tool, rule.name, title, severities[severity]), {
    ...extensionOf(finding),
    flexString1,
    flexString1Label,
  });
}

function headerOf(
  { name, version }: Pick<Tool, 'name' | 'version'>,
  signature: string,
  title: string,
  severity: number,
): CefHeader {
  return { vendor: name, product: name, version, signature, name: title, severity };
}

function extensionOf({ when, actor, evidence, where, ...finding }: Finding) {
  const decisive = evidence.events.find(({ uuid }) => uuid === evidence.decisive);
  const ip = decisive?.ip ?? where[0]?.ip;
  const width = ip === undefined ? undefined : parseAddress(ip)?.length;
  return {
    rt: millisecondsOf(finding.foundBy?.at ?? when.decisive),
    start: millisecondsOf(when.firstEvent),
    end: millisecondsOf(when.lastEvent),
    externalId: finding.fingerprint,
    cat: finding.attack.map(({ tactic }) => tactic?.name).find((name) => name !== undefined),
    suser: actor?.login,
    suid: actor?.id,
    src: width === 4 ? ip : undefined,
    ...(width === 16 && { c6a2: ip, c6a2Label: 'Source IPv6 Address' }),
    requestClientApplication: finding.userAgents[0]?.raw,
    duser: finding.targets[0]?.login ?? finding.targets[0]?.displayName,
    duid: finding.targets[0]?.id,
    cnt: evidence.eventCount,
    outcome: decisive?.outcome,
    reason: decisive?.reason,
    msg: finding.reasons.map(({ text }) => text).join('; '),
    cn1: finding.score,
    cn1Label: 'score',
    ...labeled('cs1', 'case', finding.case),
    ...labeled('cs2', 'session', finding.sessions[0]),
    ...labeled('cs3', 'confidence', finding.confidence),
    ...labeled('cs4', 'evidence digest', finding.evidenceDigest),
    ...labeled('cs5', 'techniques', techniquesOf(finding.attack)),
    ...labeled('cs6', 'rules digest', finding.foundBy?.tool.rulesDigest),
    deviceExternalId: finding.foundBy?.org,
    request: finding.links?.[0]?.url,
  };
}

function techniquesOf(attack: Finding['attack']): string {
  return [...new Set(attack.flatMap(({ technique }) => technique?.id ?? []))].join(' ');
}

/** A custom field of CEF, with the label that says what it is. */
function labeled(key: string, label: string, value: string | undefined) {
  return value ? { [key]: value, [`${key}Label`]: label } : {};
}

function millisecondsOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

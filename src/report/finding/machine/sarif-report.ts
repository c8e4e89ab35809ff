import { type Confidence, confidences } from '../../../finding/confidence.ts';
import type { EvidenceEvent, Finding } from '../../../finding/finding.ts';
import type { Summary } from '../../../finding/summary.ts';
import { type Level, worse } from '../../../rule/level.ts';
import { show } from '../../text/escape.ts';
import { strictJsonText } from '../../text/json-text.ts';
import type { Reporter, ReportOptions } from '../reporter.ts';
import { jsonList } from './json-list.ts';
import { logPath } from './log-path.ts';

declare const encoded: unique symbol;

/** Text of a SARIF message, in which nothing is a link: only {@link sarifText} makes it. */
type SarifText = string & { readonly [encoded]: true };

/** Longest text that GitHub takes for a full description, and what we allow a message, in columns. */
const [longestDescription, longestMessage] = [1_000, 4_000];

/** GitHub's scale of `security-severity`: above 9 critical, from 7 high, from 4 medium, below low; none for notes. */
const levels: Readonly<
  Record<Level, { readonly level: 'note' | 'warning' | 'error'; readonly security?: string }>
> = {
  informational: { level: 'note' },
  low: { level: 'note', security: '2.0' },
  medium: { level: 'warning', security: '5.5' },
  high: { level: 'error', security: '8.0' },
  critical: { level: 'error', security: '9.5' },
};

/** What is said of a rule once all of its findings were seen. */
interface ToldRule {
  readonly index: number;
  readonly first: Finding;
  level: Level;
  confidence: Confidence;
}

/**
 * SARIF 2.1.0 (OASIS), with all that GitHub's code scanning requires. Results are written as they come; the tool with
 * its rules, and whether the run was complete, stand behind them. A log has no file in the repository, so results are
 * at a path that says so, and events are logical locations. A fingerprint keeps one alert one alert.
 */
export function createSarifReporter(options: ReportOptions): Reporter {
  const rules = new Map<string, ToldRule>();
  const results = jsonList();
  let hasBegun = false;
  const opening = (): string => {
    if (hasBegun) return '';
    hasBegun = true;
    return `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":`;
  };
  const ruleOf = (finding: Finding): ToldRule => {
    const { rule, severity, confidence } = finding;
    const told = rules.get(rule.name) ?? {
      index: rules.size,
      first: finding,
      level: severity,
      confidence,
    };
    rules.set(rule.name, told);
    told.level = worse(told.level, severity);
    if (confidences.indexOf(confidence) > confidences.indexOf(told.confidence))
      told.confidence = confidence;
    return told;
  };
  return (outcome) => {
    if (outcome.kind === 'finding') {
      const { index } = ruleOf(outcome);
      return [opening() + results.add(resultOf(outcome, index))];
    }
    if (outcome.kind !== 'summary') return [];
    const tail = strictJsonText({
      tool: { driver: driverOf(options, [...rules.values()]) },
      invocations: [invocationOf(outcome, options)],
      automationDetails: { id: `oktahunt/${options.run?.org ?? 'log'}/` },
      columnKind: 'utf16CodeUnits',
    });
    return [opening(), results.end(), `,${tail.slice(1)}]}\n`];
  };
}

function resultOf(finding: Finding, ruleIndex: number) {
  const { rule, severity, title, reasons, fingerprint, evidence, score } = finding;
  const facts = reasons.map(({ text }) => text).join('; ');
  return {
    ruleId: rule.name,
    ruleIndex,
    level: levels[severity].level,
    message: { text: sarifText(`${title}: ${facts}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: logPath },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: [logicalLocationOf(evidence.decisive)],
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint}:1`,
      'oktahunt/v1': fingerprint,
    },
    ...(evidence.events.length > 0 && {
      codeFlows: [{ threadFlows: [{ locations: evidence.events.map(flowLocationOf) }] }],
    }),
    occurrenceCount: Math.max(1, evidence.eventCount),
    rank: score,
    properties: { finding },
  };
}

function logicalLocationOf(uuid: string) {
  return { name: uuid, fullyQualifiedName: `okta/system-log/event/${uuid}`, kind: 'resource' };
}

function flowLocationOf({ uuid, published, ...event }: EvidenceEvent) {
  const words = [event.eventType, event.outcome, event.actor, event.ip, event.target];
  const text = words.filter((word) => word !== null && word !== '').join(' ');
  return {
    location: { message: { text: sarifText(text) }, logicalLocations: [logicalLocationOf(uuid)] },
    executionTimeUtc: published,
  };
}

function driverOf({ tool }: ReportOptions, rules: readonly ToldRule[]) {
  return {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    properties: { rulesDigest: tool.rulesDigest },
    rules: rules.map(descriptorOf),
  };
}

function descriptorOf({ first, level, confidence }: ToldRule) {
  const { rule, respond, falsePositives } = first;
  const title = sarifText(rule.title || rule.name);
  const advice = [...respond, ...falsePositives].map((text) => sarifText(text));
  const page = rule.references.find(
    (url) => /^https:\/\/[^\s"<>\\]+$/.test(url) && URL.canParse(url),
  );
  const { security } = levels[level];
  return {
    id: rule.name,
    shortDescription: { text: title },
    fullDescription: { text: show(title, { max: longestDescription }) },
    help: { text: advice.join('\n') || title },
    ...(page !== undefined && { helpUri: page }),
    properties: {
      id: rule.id,
      precision: confidence,
      ...(security !== undefined && { 'security-severity': security }),
      tags: [...new Set(['security', 'okta', ...rule.tags])],
    },
  };
}

/** How the run ended; GitHub shows a run that was not successful. */
function invocationOf(summary: Summary, { run }: ReportOptions) {
  return {
    executionSuccessful: summary.doubts.length === 0,
    ...(run && { startTimeUtc: run.at }),
    toolExecutionNotifications: summary.doubts.map(({ code, message }) => {
      return { level: 'warning', descriptor: { id: code }, message: { text: sarifText(message) } };
    }),
  };
}

/** Text on one line; what would be a link (`[text](target)`, SARIF 3.11.6) is broken up. Never empty. */
function sarifText(text: string): SarifText {
  return (show(text, { max: longestMessage }).replaceAll('](', '] (') || '-') as SarifText;
}

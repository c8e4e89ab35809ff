import { createHash } from 'node:crypto';
import type { Finding } from '../../finding/finding.ts';
import { sameVictim, victimsOf } from '../../finding/victims.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { isAtLeast, worse } from '../../rule/level.ts';

/** The findings that a watch has reported, with their severity and victims at the time. */
export interface ReportedFindings {
  /**
   * What to report now: a new finding unchanged; one that has become more severe than ever reported, or has
   * another victim, marked as an update; undefined if there is nothing new.
   */
  readonly newsOf: (finding: Finding) => Finding | undefined;
  /** Notes that a finding was reported. */
  readonly add: (finding: Finding) => void;
  /** As stored in the manifest. */
  readonly entries: () => Follow['emitted'];
}

/** Findings remembered; those with the oldest last event go first, whose events are long gone. */
const mostFindings = 100_000;
/** Victims remembered per finding; further ones are not news. */
const mostVictims = 100;

type Entry = Follow['emitted'][string];

/** Starts from the entries of a manifest. */
export function createReportedFindings(emitted: Follow['emitted']): ReportedFindings {
  const entries = new Map(Object.entries(emitted));
  return {
    newsOf: (finding) => {
      const entry = entries.get(finding.fingerprint);
      return entry === undefined ? finding : updated(finding, entry);
    },
    add: (finding) => {
      const entry = entries.get(finding.fingerprint);
      entries.set(finding.fingerprint, entryOf(finding, entry));
    },
    entries: () => {
      const sorted = [...entries].sort(([, a], [, b]) => (lastOf(a) < lastOf(b) ? -1 : 1));
      return Object.fromEntries(sorted.slice(-mostFindings));
    },
  };
}

function updated(finding: Finding, entry: Entry): Finding | undefined {
  const victims = victimsOf(finding);
  if (typeof entry === 'string') {
    // From a version that kept only the last event: what has grown since may have become more severe.
    if (finding.when.lastEvent <= entry) return undefined;
    return { ...finding, update: { severityBefore: null, newVictims: [] } };
  }
  const known = new Set(entry.victims);
  const newVictims =
    known.size < mostVictims ? victims.filter((name) => !known.has(keyOf(name))) : [];
  if (isAtLeast(entry.severity, finding.severity) && newVictims.length === 0) return undefined;
  return { ...finding, update: { severityBefore: entry.severity, newVictims } };
}

function entryOf(finding: Finding, entry: Entry | undefined): Exclude<Entry, string> {
  const { severity, when } = finding;
  const victims = victimsOf(finding).map(keyOf);
  if (entry === undefined || typeof entry === 'string') {
    return { last: when.lastEvent, severity, victims: victims.slice(0, mostVictims) };
  }
  return {
    last: [entry.last, when.lastEvent].sort().at(-1) as string,
    severity: worse(entry.severity, severity),
    victims: [...new Set([...entry.victims, ...victims])].slice(0, mostVictims),
  };
}

function lastOf(entry: Entry): string {
  return typeof entry === 'string' ? entry : entry.last;
}

/** Short, however long the name is in the log. */
function keyOf(name: string): string {
  return createHash('sha256').update(sameVictim(name)).digest('hex').slice(0, 12);
}

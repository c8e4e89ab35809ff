import { createHash } from 'node:crypto';
import type { Finding } from '../../finding/finding.ts';
import { sameVictim, victimsOf } from '../../finding/victims.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { isAtLeast, worse } from '../../rule/level.ts';

/** Which findings a watch has told, and how grave and about whom they were then. */
export interface Told {
  /**
   * What is to be told now: a finding as it is, if it is told for the first time; marked as an update, if it
   * has become graver than it ever was told, or has another victim; undefined if there is nothing new.
   */
  readonly news: (finding: Finding) => Finding | undefined;
  /** Takes note that all there is to a finding was told. */
  readonly note: (finding: Finding) => void;
  /** As the manifest keeps it. */
  readonly written: () => Follow['emitted'];
}

/** Findings remembered; those with the oldest last event go first, whose events are long forgotten. */
const mostFindings = 100_000;
/** Victims remembered of one finding; a further one is no news any more. */
const mostVictims = 100;

type Entry = Follow['emitted'][string];

/** Goes on with what a manifest says was told. */
export function createTold(emitted: Follow['emitted']): Told {
  const entries = new Map(Object.entries(emitted));
  return {
    news: (finding) => {
      const entry = entries.get(finding.fingerprint);
      return entry === undefined ? finding : updated(finding, entry);
    },
    note: (finding) => {
      const entry = entries.get(finding.fingerprint);
      entries.set(finding.fingerprint, noted(finding, entry));
    },
    written: () => {
      const sorted = [...entries].sort(([, a], [, b]) => (lastOf(a) < lastOf(b) ? -1 : 1));
      return Object.fromEntries(sorted.slice(-mostFindings));
    },
  };
}

function updated(finding: Finding, entry: Entry): Finding | undefined {
  const victims = victimsOf(finding);
  if (typeof entry === 'string') {
    // Written by a version that kept the last event only: what has grown since may have become graver.
    if (finding.when.lastEvent <= entry) return undefined;
    return { ...finding, update: { severityBefore: null, newVictims: [] } };
  }
  const known = new Set(entry.victims);
  const newVictims =
    known.size < mostVictims ? victims.filter((name) => !known.has(keyOf(name))) : [];
  if (isAtLeast(entry.severity, finding.severity) && newVictims.length === 0) return undefined;
  return { ...finding, update: { severityBefore: entry.severity, newVictims } };
}

function noted(finding: Finding, entry: Entry | undefined): Exclude<Entry, string> {
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

/** Short, whatever the log has for a name. */
function keyOf(name: string): string {
  return createHash('sha256').update(sameVictim(name)).digest('hex').slice(0, 12);
}

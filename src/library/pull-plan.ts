import { join } from 'node:path';
import type { Disk } from '../okta/archive/disk.ts';
import { realDisk } from '../okta/archive/disk.ts';
import { parseManifest } from '../okta/archive/manifest.ts';
import { manifestName } from '../okta/archive/manifest-name.ts';
import { before, joined, missing, toSpan } from '../okta/archive/time-spans.ts';
import { pageSize, type Span } from '../okta/log/log-query.ts';

/** How long Okta keeps events: 90 days, in milliseconds. */
export const retention = 90 * 24 * 3_600_000;

/** What is to be pulled. */
export interface PullPlanOptions {
  /** The time whose events are to be evaluated. */
  readonly span: Span;
  /** Milliseconds of earlier log for the windows of rules, such as `planHunt(rules).lookback`; none if left out. */
  readonly lookback?: number;
  /** The moment of the request; milliseconds since 1970 UTC. */
  readonly now: number;
  /** The archive that will be pulled into: what it has is not pulled again, and its events tell what to expect. */
  readonly folder?: string;
  /** The file system; that of this machine if left out. */
  readonly disk?: Disk;
}

/** What a pull would ask for, and what that costs. Plain data. */
export interface PullPlan {
  /** The time that is needed: what was asked for and the history before it, as far as Okta has it. */
  readonly span: Span;
  /** What Okta no longer keeps of the time that was asked for; null if it has all of it. */
  readonly lost: Span | null;
  /** The parts that have to be pulled, in order; what is in the archive is left out. */
  readonly missing: readonly Span[];
  /** Milliseconds of these parts together. */
  readonly length: number;
  /** Requests at the least: one for each part, to learn that it has nothing. */
  readonly leastRequests: number;
  /** By the events of the archive; null if it tells nothing. */
  readonly expected: {
    /** Events in the missing parts, as many a day as the archive has. */
    readonly events: number;
    /** Requests for them, with 1,000 events each. */
    readonly requests: number;
  } | null;
}

/**
 * Plans a pull without sending anything. Reads the manifest of the archive, if one is named; rejects with an
 * `OktaError` if it is damaged.
 */
export async function planPull(options: PullPlanOptions): Promise<PullPlan> {
  const { span: asked, lookback = 0, now, folder, disk = realDisk() } = options;
  const span = reachOf(asked, lookback, now);
  const oldest = now - retention;
  const lost =
    asked.since < oldest ? { since: asked.since, until: Math.min(asked.until, oldest) } : null;
  const manifest = folder === undefined ? undefined : await manifestIn(folder, disk);
  const gaps = missing(span, (manifest?.settled ?? []).map(toSpan));
  const length = lengthOf(gaps);
  const covered = lengthOf(joined(before(manifest?.covered ?? [], now).map(toSpan)));
  const events = manifest && covered > 0 ? Math.ceil((manifest.events / covered) * length) : null;
  return {
    span,
    lost,
    missing: gaps,
    length,
    leastRequests: gaps.length,
    expected:
      events === null ? null : { events, requests: gaps.length + Math.ceil(events / pageSize) },
  };
}

/** A span with the history before it, as far as Okta keeps events: it refuses queries for more than twice that. */
export function reachOf(asked: Span, lookback: number, now: number): Span {
  const oldest = now - retention;
  const since = Math.max(asked.since - lookback, Math.min(asked.since, oldest));
  return { since, until: asked.until };
}

async function manifestIn(folder: string, disk: Disk) {
  const bytes = await disk.read(join(folder, manifestName));
  return bytes && parseManifest(bytes, folder);
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { since, until }) => sum + (until - since), 0);
}

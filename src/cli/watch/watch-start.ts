import { join } from 'node:path';
import { isoTime } from '../../event/time.ts';
import { filterText } from '../../finding/filter-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { tell } from '../../language/message.ts';
import { retention } from '../../library/pull-plan.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { toSpan } from '../../okta/archive/time-spans.ts';
import { byEarlierClock } from '../../okta/http/client.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { pollingUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import { lookaroundOf } from '../../rule/lookaround.ts';
import type { Connection } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { bring, timeOf } from '../pull/pull-into.ts';
import { mostSkew } from '../pull/pull-progress.ts';
import { lookbackOf } from '../scan/org-source.ts';
import { createLiveWindow, type LiveWindow } from './live-window.ts';
import type { Watch } from './watch.ts';
import type { WatchRules } from './watch-rules.ts';

/** Where a watch begins. */
export interface Start {
  readonly cursor: Follow;
  /** The archive is complete from here on, and the windows reach back no further; milliseconds. */
  readonly from: number;
}

/**
 * Pulls the history for the windows of some rules, and finds or creates the cursor in the log. What came since `held`
 * (milliseconds) is in the archive already.
 */
export async function begin(
  { flags, connection, archive, pulling }: Watch,
  { set }: WatchRules,
  held = Number.POSITIVE_INFINITY,
): Promise<Start> {
  const { client, world, settings } = connection;
  const lookback = lookbackOf(settings.lookback as ResolvedSetting, set);
  const lateness = timeOf(settings.overlap as ResolvedSetting);
  const known = archive.manifest().follow;
  const now = known ? world.now() : await startOf(connection, lateness);
  // Earlier events are only a baseline; evaluated ones may have to be evaluated again.
  const since = known ? Date.parse(known.since) : now;
  const judged = known?.judged ? Date.parse(known.judged) : since;
  const first = Math.max(since, judged - lateness - lookaroundOf(set).on);
  const from = Math.max(Math.min(now, first) - lookback, now - retention);
  const until = Math.min(now, held);
  if (lookback > 0 && from < until) {
    const store = { folder: flags.store, connection, pulling };
    await bring(archive, store, { since: from, until });
  }
  if (known) return { cursor: archive.manifest().follow as Follow, from };
  const next = pollingUrl(client.org, now - lateness);
  const cursor = { next, since: isoTime(now), judged: null, emitted: {}, cases: {}, telling: [] };
  await archive.commit([], { follow: cursor });
  return { cursor, from };
}

/**
 * Now, by the clock that is behind: starting by the other one would skip events. If Okta refuses that as
 * too long ago, its clock is not the one in its answers, and ours counts.
 */
async function startOf({ client, world }: Connection, lateness: number): Promise<number> {
  const now = world.now();
  const ask = (time: number) => readPage(client, pollingUrl(client.org, time - lateness, 1));
  await ask(now); // Only an answer carries the server's clock.
  const start = byEarlierClock(client, now);
  if (now - start <= mostSkew) return start;
  try {
    await ask(start);
    return start;
  } catch (error) {
    if (error instanceof OktaError && error.status === 400) return now;
    throw error;
  }
}

type Filters = NonNullable<Summary['filters']>;

/** Warns of each filter that has expired, once. */
export function expiryTeller({ pulling, spoken }: Watch): (filters: Filters) => void {
  const told = new Set<string>();
  return (filters) => {
    for (const filter of filters) {
      if (filter.status !== 'expired' || told.has(filter.name)) continue;
      told.add(filter.name);
      const { name, expires } = filter;
      pulling.warn('filter.expired', filterText(filter, spoken), { filter: name, expires });
    }
  };
}

/** A live window with what the archive holds from the start on; beyond its limit it keeps the latest events. */
export async function openWindow(
  run: Watch,
  { set, minSeverity }: WatchRules,
  { cursor, from }: Start,
  onFilters: (filters: Filters) => void,
): Promise<LiveWindow> {
  const { flags, engine, archive, connection, interrupt, pulse } = run;
  const { abort: signal } = interrupt;
  const window = createLiveWindow({
    engine,
    rules: set,
    from,
    since: Date.parse(cursor.since),
    lateness: timeOf(connection.settings.overlap as ResolvedSetting),
    most: flags.memory,
    minSeverity,
    rawEvents: flags.rawEvents === true,
    now: run.io.now,
    onFilters,
    language: run.language,
    shouldContinue: async (phase) => {
      pulse.beat();
      return (await interrupt.shouldContinue(phase)) && !signal.aborted;
    },
  });
  const { settled, files } = archive.manifest();
  // What was settled before this start need not wait for an empty page to be known.
  const held = settled.map(toSpan).find((span) => span.since <= from && from <= span.until);
  if (held) window.advance(held.until);
  const day = isoTime(from).slice(0, 10);
  const paths = Object.entries(files)
    .filter(([name, { bytes }]) => bytes > 0 && name >= day)
    .map(([name]) => join(flags.store, name))
    .sort();
  if (paths.length === 0) return window;
  for await (const record of engine.readEvents(paths, { signal })) {
    if (record.kind === 'event') window.add(record);
  }
  return window;
}

/** Says what is watched. */
export function tellStart(
  { pulling, connection }: Watch,
  { reporting }: WatchRules,
  { cursor }: Start,
): void {
  const { client } = connection;
  const from = cursor.judged ?? cursor.since;
  const told = { org: client.org.host, rules: reporting, from };
  const message = tell('watch.started', { ...told, mode: client.toldMode });
  pulling.say('watch.started', message, { ...told, mode: client.mode });
}

import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import { milliseconds } from 'date-fns/milliseconds';
import type { CoveredTime } from '../../engine/event-log.ts';
import { decodeEvent } from '../../event/decode.ts';
import type { Event, Rejection, Source } from '../../event/event.ts';
import { duration } from '../../explain/fact-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { byEarlierClock } from '../../okta/http/client.ts';
import { realWorld } from '../../okta/http/world.ts';
import { boundedUrl, type Span } from '../../okta/log/log-query.ts';
import { readPages } from '../../okta/log/read-pages.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { type Connection, connect } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { pullInto, timeOf } from '../pull/pull-into.ts';
import { countedDown, type Pulling, showPulling, tellNotes } from '../pull/pull-progress.ts';
import type { Interrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import type { EngineModules } from './load-engine.ts';

/** A scan of an org's own log, thought through. */
export interface OrgSourceOptions {
  readonly span: Span;
  readonly flags: ConnectionFlags;
  /** Keeps what is pulled in this folder, and pulls only what it lacks. */
  readonly folder: string | undefined;
}

/** The log of an org as the input of a hunt. */
export interface OrgSource {
  readonly events: AsyncIterable<Event | Rejection | Source>;
  /** The time that the input holds, once it was read to its end, if its source knows. */
  readonly covered?: () => CoveredTime | undefined;
  /** The summary, with doubts about what the source could not give. */
  readonly admit: (summary: Summary) => Summary;
}

interface LiveRun {
  readonly io: Io;
  readonly engine: EngineModules;
  readonly rules: RuleSet;
  readonly interrupt: Interrupt;
  readonly quiet: boolean;
}

/** How long Okta keeps events. */
export const retention = milliseconds({ days: 90 });
/** `--since 90d` is a little more than that by the time it is asked. */
const slack = hoursToMilliseconds(1);
/** Longest lookback that is not asked for: longer windows stay undecided. */
const longestLookback = milliseconds({ days: 30 });

/** Connects, says what will be asked, and gives the events; requests begin when they are read. */
export async function openOrgSource(plan: OrgSourceOptions, run: LiveRun): Promise<OrgSource> {
  const pulling = showPulling(run.io, run.quiet);
  const world = countedDown(run.io.world ?? realWorld(run.io.env), pulling.tick);
  const connection = await connect(plan.flags, run.io, {
    world,
    signal: run.interrupt.abort,
    onWait: pulling.wait,
  });
  const oldest = Math.min(plan.span.since, world.now() - retention);
  const lookback = lookbackOf(connection.settings.lookback as ResolvedSetting, run.rules);
  // Okta refuses to be asked for more than twice what it keeps.
  const since = Math.max(plan.span.since - lookback, oldest);
  const span = { since, until: plan.span.until };
  tellNotes(connection, pulling);
  pulling.say(announcement(connection, plan.span, plan.span.since - since));
  const events =
    plan.folder === undefined
      ? readLive(connection, span, pulling)
      : readStore({ ...plan, folder: plan.folder }, span, connection, pulling, run);
  const now = world.now();
  const covered = (): CoveredTime => ({
    from: Math.max(span.since, now - retention),
    to: Math.min(span.until, byEarlierClock(connection.client, now)),
  });
  let isWhole = false;
  const watched = (async function* () {
    yield* events;
    isWhole = true;
  })();
  return {
    events: watched,
    covered: () => (isWhole ? covered() : undefined),
    admit: (summary) => admit(summary, plan.span, now),
  };
}

function announcement({ client }: Connection, { since, until }: Span, lookback: number): string {
  const [from, to] = [minuteOf(since), minuteOf(until)];
  const memory =
    lookback > 0
      ? `, and the ${duration(lookback)} before as memory for windows (--lookback)`
      : ', without anything before';
  return `${client.org.host}: ${from} to ${to}${memory}; ${client.mode}`;
}

/** As much as the windows of the rules look back, so that they can be decided. */
export function lookbackOf(setting: ResolvedSetting, { rules }: RuleSet): number {
  if (setting.value !== 'auto') return timeOf(setting);
  const windows = rules.flatMap((rule) => (rule.generate ? rule.windows : []));
  const longest = windows.reduce((most, { before }) => Math.max(most, before ?? 0), 0);
  return Math.min(longest, longestLookback);
}

async function* readLive(
  { client }: Connection,
  span: Span,
  pulling: Pulling,
): AsyncGenerator<Event | Rejection | Source> {
  const origin = { file: client.org.origin };
  let [records, bytes] = [0, 0];
  try {
    for await (const page of readPages(client, boundedUrl(client.org, span))) {
      let reached: number | undefined;
      for (const { value, text } of page.records) {
        const record = decodeEvent(value, origin);
        records++;
        bytes += text.length;
        if (record.kind === 'event') reached = record.time;
        yield record;
      }
      const [requests, rate, skew] = [client.requests(), client.rate(), client.skew()];
      pulling.page({ span, reached, events: records, requests, rate, skew });
    }
  } finally {
    pulling.clear();
  }
  yield { kind: 'source', file: origin.file, format: 'okta', compression: 'none', bytes, records };
}

async function* readStore(
  { folder }: { readonly folder: string },
  span: Span,
  connection: Connection,
  pulling: Pulling,
  { engine, interrupt }: LiveRun,
): AsyncGenerator<Event | Rejection | Source> {
  try {
    await pullInto({ folder, connection, pulling }, span);
  } finally {
    pulling.clear();
  }
  const { withoutEmptyArchives } = await import('../watch/archives.ts');
  const paths = await withoutEmptyArchives([folder]);
  yield* engine.readEvents(paths, { signal: interrupt.abort });
}

/** Says in one doubt, and with the reason, that Okta has forgotten a part of what was asked for. */
function admit(summary: Summary, { since }: Span, now: number): Summary {
  const oldest = now - retention;
  if (since > oldest - slack) return summary;
  const others = summary.doubts.filter(({ code }) => code !== 'window-not-covered');
  const message = `events were asked for since ${iso(since)}, but Okta keeps them for 90 days only, since ${iso(oldest)}`;
  return { ...summary, doubts: [...others, { code: 'window-not-covered', message }] };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** `2026-11-20 12:00Z` */
function minuteOf(time: number): string {
  return `${iso(time).slice(0, 16).replace('T', ' ')}Z`;
}

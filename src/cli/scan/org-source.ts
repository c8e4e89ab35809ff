import { hoursToMilliseconds } from 'date-fns/hoursToMilliseconds';
import { milliseconds } from 'date-fns/milliseconds';
import type { CoveredTime } from '../../engine/event-log.ts';
import type { Event, Rejection, Source } from '../../event/event.ts';
import { isoTime } from '../../event/time.ts';
import { duration } from '../../explain/fact-text.ts';
import type { Summary } from '../../finding/summary.ts';
import { type Language, say } from '../../language/language.ts';
import { type Message, tell } from '../../language/message.ts';
import { coveredLog, type OrgReadProgress, readOrgLog } from '../../library/org-log.ts';
import { reachOf, retention } from '../../library/pull-plan.ts';
import type { Span } from '../../okta/log/log-query.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { logReachOf } from '../../rule/window/computed-fields.ts';
import { type Connection, connect } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { pullInto, type StoreOptions, timeOf } from '../pull/pull-into.ts';
import { type Pulling, showPulling, tellNotes } from '../pull/pull-progress.ts';
import type { Interrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import type { EngineModules } from './load-engine.ts';
import type { Admit } from './reading.ts';

/** The checked options of a scan of an org's log. */
export interface OrgSourceOptions {
  readonly span: Span;
  readonly flags: ConnectionFlags;
  /** The archive to keep pulled events in; only what it lacks is pulled. */
  readonly folder: string | undefined;
}

/** An org's log as the input of a hunt. */
export interface OrgSource {
  readonly events: AsyncIterable<Event | Rejection | Source>;
  /** The time that the input covers, once it was read to its end, if the source knows. */
  readonly covered?: () => CoveredTime | undefined;
  /** The summary, with doubts about what the source could not provide. */
  readonly admit: Admit;
}

interface LiveRun {
  readonly io: Io;
  readonly engine: EngineModules;
  /** What automatic lookback means: as far as the windows of rules reach back, or milliseconds. */
  readonly history: RuleSet | number;
  readonly interrupt: Interrupt;
  readonly quiet: boolean;
  /** No line that is redrawn. */
  readonly plain: boolean;
  readonly language: Language;
}

/** `--since 90d` is a little more than 90 days ago by the time of the request. */
const slack = hoursToMilliseconds(1);
/** Longest automatic lookback: rules with longer windows stay undecided. */
const longestLookback = milliseconds({ days: 30 });

/** Connects, announces the query, and returns the events; requests begin when these are read. */
export async function openOrgSource(
  { span: asked, flags, folder }: OrgSourceOptions,
  run: LiveRun,
): Promise<OrgSource> {
  const pulling = showPulling(run.io, run.quiet, run.plain, run.language);
  const { wait: onWait, tick } = pulling;
  const connection = await connect(flags, run.io, { signal: run.interrupt.abort, onWait, tick });
  const now = connection.world.now();
  const lookback = lookbackOf(connection.settings.lookback as ResolvedSetting, run.history);
  const span = reachOf(asked, lookback, now);
  tellNotes(connection, pulling);
  const org = connection.client.org.host;
  pulling.say('okta.query', announcement(connection, asked, asked.since - span.since), { org });
  const events =
    folder === undefined
      ? readLive(connection, span, pulling)
      : readStore({ folder, connection, pulling }, span, run);
  return {
    ...coveredLog(events, connection.client, span, now),
    admit: (summary) => admit(summary, asked, now, run.language),
  };
}

function announcement({ client }: Connection, { since, until }: Span, lookback: number): Message {
  const { org, toldMode: mode } = client;
  const values = { host: org.host, since: minuteOf(since), until: minuteOf(until), mode };
  return lookback > 0
    ? tell('pull.withHistory', { ...values, length: duration(lookback) })
    : tell('pull.withoutHistory', values);
}

/** The lookback of a setting; `auto` is as far as the windows of the rules reach back, or as told. */
export function lookbackOf(setting: ResolvedSetting, history: RuleSet | number): number {
  if (setting.value !== 'auto') return timeOf(setting);
  if (typeof history === 'number') return history;
  const { rules } = history;
  const reporting = rules.filter(({ generate }) => generate);
  const windows = reporting.flatMap((rule) => rule.windows);
  const reaches = [...windows.map(({ before }) => before ?? 0), ...reporting.map(logReachOf)];
  const longest = Math.max(0, ...reaches);
  return Math.min(longest, longestLookback);
}

async function* readLive(
  { client }: Connection,
  span: Span,
  pulling: Pulling,
): AsyncGenerator<Event | Rejection | Source> {
  const onPage = ({ reached, records: events, requests }: OrgReadProgress): void => {
    pulling.page({ span, reached, events, requests, rate: client.rate(), skew: client.skew() });
  };
  try {
    yield* readOrgLog(client, span, { onPage });
  } finally {
    pulling.clear();
  }
}

async function* readStore(
  store: StoreOptions,
  span: Span,
  { engine, interrupt }: LiveRun,
): AsyncGenerator<Event | Rejection | Source> {
  try {
    await pullInto(store, span);
  } finally {
    store.pulling.clear();
  }
  const { withoutEmptyArchives } = await import('../../library/archives.ts');
  const paths = await withoutEmptyArchives([store.folder]);
  yield* engine.readEvents(paths, { signal: interrupt.abort });
}

/** Replaces the doubts about coverage by one with the reason: Okta no longer keeps part of the period. */
function admit<Part extends Pick<Summary, 'doubts'>>(
  summary: Part,
  { since }: Span,
  now: number,
  language: Language,
): Part {
  const oldest = now - retention;
  if (since > oldest - slack) return summary;
  const others = summary.doubts.filter(({ code }) => code !== 'window-not-covered');
  const ends = { since: isoTime(since), oldest: isoTime(oldest) };
  const message = say(language, 'doubt.retention', ends);
  return { ...summary, doubts: [...others, { code: 'window-not-covered', message }] };
}

/** `2026-11-20 12:00Z` */
function minuteOf(time: number): string {
  return `${isoTime(time).slice(0, 16).replace('T', ' ')}Z`;
}

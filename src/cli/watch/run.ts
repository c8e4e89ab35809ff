import { join } from 'node:path';
import type { Deliveries } from '../../delivery/deliveries.ts';
import { decodeEvent } from '../../event/decode.ts';
import { isoTime } from '../../event/time.ts';
import type { Case } from '../../finding/case/case.ts';
import { filterText } from '../../finding/filter-text.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Summary } from '../../finding/summary.ts';
import type { Language } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import type { EventArchive } from '../../okta/archive/event-archive.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { byEarlierClock } from '../../okta/http/client.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { adminConsole } from '../../okta/http/org.ts';
import { follow } from '../../okta/log/follow-log.ts';
import { pollingUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import type { RunFacts, Tool } from '../../report/finding/reporter.ts';
import { grouped, quantity } from '../../report/text/quantity.ts';
import { inForce } from '../../rule/filters-in-force.ts';
import type { Level } from '../../rule/level.ts';
import type { RuleSet } from '../../rule/rule.ts';
import { translated } from '../../rule/translation.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Connection, connect } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { exitCodes } from '../exit-code.ts';
import { ReaderGone } from '../failure.ts';
import type { ConnectionFlags } from '../option/connection-options.ts';
import { type LanguageFlags, languageFor } from '../option/display-options.ts';
import { bring, timeOf, withArchive } from '../pull/pull-into.ts';
import { mostSkew, type Pulling, showPulling, tellNotes } from '../pull/pull-progress.ts';
import { type RuleFlags, ruleFilesOf } from '../rules/rule-options.ts';
import { checkReports, digestOf, loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { lookbackOf, retention } from '../scan/org-source.ts';
import { select } from '../scan/rule-selection.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { asideSink, type Sink, streamSink } from '../terminal/sink.ts';
import { product } from '../version.ts';
import { type FindingOutput, findingOutput } from './finding-output.ts';
import { createLiveWindow, type LiveWindow } from './live-window.ts';
import { lookaroundOf } from './lookaround.ts';
import { createReportedCases } from './reported-cases.ts';
import { createReportedFindings } from './reported-findings.ts';
import { type WatchDeliveryFlags, withDeliveries } from './watch-deliveries.ts';

/** The options of `watch` as given. */
export interface WatchFlags
  extends ConnectionFlags,
    RuleFlags,
    LanguageFlags,
    Pick<WatchDeliveryFlags, 'deliver' | 'webhook'> {
  readonly store: string;
  readonly interval: number;
  readonly heartbeat: number;
  readonly memory: number;
  readonly format: 'table' | 'ndjson';
  readonly rawEvents?: boolean;
  readonly pack?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly minSeverity: Level;
  readonly quiet?: boolean;
}

/** What the steps of a running watch share. */
interface Watch {
  readonly flags: WatchFlags;
  readonly io: Io;
  readonly engine: EngineModules;
  readonly rules: RuleSet;
  readonly connection: Connection;
  readonly archive: EventArchive;
  readonly deliveries: Deliveries | undefined;
  readonly pulling: Pulling;
  readonly interrupt: Interrupt;
  readonly out: Sink;
  readonly output: FindingOutput;
  readonly language: Language;
}

/** Watches until a signal comes, and returns the exit code. */
export async function runWatch(flags: WatchFlags, { io, load }: CommandContext): Promise<number> {
  const engine = await load();
  const files = ruleFilesOf(flags);
  const tag = languageFor(flags, flags.format === 'table', io);
  const set = await loadRuleSet(engine, files, io, tag);
  await checkReports(set, files, { stderr: io.stderr, quiet: flags.quiet === true });
  const rules = select(translated(set), {
    packs: flags.pack ?? [],
    only: flags.only ?? [],
    skip: flags.skip ?? [],
  });
  const interrupt = onInterrupt(io, () => {});
  const pulling = showPulling(io, flags.quiet === true);
  let output: FindingOutput | undefined;
  try {
    const over = { signal: interrupt.abort, onWait: pulling.wait, tick: () => {} };
    const connection = await connect(flags, io, over);
    tellNotes(connection, pulling);
    const out = streamSink(io.stdout, 'standard output');
    const language = languages[tag];
    const form = { format: flags.format, language, zone: flags.tz };
    output = findingOutput(form, await toolOf(rules, io), factsOf(connection, io));
    const told = { out, output, language };
    const shared = { flags, io, engine, rules, connection, pulling, interrupt, ...told };
    const { world } = connection;
    return await withArchive({ folder: flags.store, connection, pulling }, (archive) =>
      withDeliveries(flags, { io, world, language, pulling }, (deliveries) =>
        watch({ ...shared, archive, deliveries }),
      ),
    );
  } catch (error) {
    const by = interrupt.by();
    if (error instanceof ReaderGone) pulling.warn(`stopped: ${error.message}`);
    if (by === undefined) throw error;
    pulling.warn('stopped; with the same store the next start resumes here');
    if (!(error instanceof ReaderGone)) await writeEnd(io, output);
    return exitCodes[by];
  } finally {
    pulling.clear();
    interrupt.release();
  }
}

/** Says that a signal ended the run; to a reader who has gone as well, nothing is said. */
async function writeEnd({ stdout }: Io, output: FindingOutput | undefined): Promise<void> {
  await asideSink(stdout).write(output?.end() ?? '');
}

async function toolOf(rules: RuleSet, io: Io): Promise<Tool> {
  return { ...(await product()), rulesDigest: digestOf(inForce(rules, io.now())) };
}

/** When something is found, and on whose log. */
function factsOf({ client }: Connection, io: Io): () => RunFacts {
  const console = adminConsole(client.org) ?? null;
  return () => ({ at: isoTime(io.now()), org: client.org.host, console });
}

/** Where a watch begins. */
interface Start {
  readonly cursor: Follow;
  /** The archive is complete from here on, and the windows reach back no further; milliseconds. */
  readonly from: number;
}

/** Pulls the history for the windows, and finds or creates the cursor in the log. */
async function begin({ flags, rules, connection, archive, pulling }: Watch): Promise<Start> {
  const { client, world, settings } = connection;
  const lookback = lookbackOf(settings.lookback as ResolvedSetting, rules);
  const lateness = timeOf(settings.overlap as ResolvedSetting);
  const known = archive.manifest().follow;
  const now = known ? world.now() : await startOf(connection, lateness);
  // Earlier events are only a baseline; evaluated ones may have to be evaluated again.
  const since = known ? Date.parse(known.since) : now;
  const judged = known?.judged ? Date.parse(known.judged) : since;
  const first = Math.max(since, judged - lateness - lookaroundOf(rules).on);
  const from = Math.max(Math.min(now, first) - lookback, now - retention);
  if (lookback > 0) {
    const store = { folder: flags.store, connection, pulling };
    await bring(archive, store, { since: from, until: now });
  }
  if (known) return { cursor: known, from };
  const next = pollingUrl(client.org, now - lateness);
  const cursor = { next, since: isoTime(now), judged: null, emitted: {}, cases: {} };
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

/** Warns of each filter that has expired, once. */
function tellExpired({
  pulling,
  language,
}: Watch): (filters: NonNullable<Summary['filters']>) => void {
  const told = new Set<string>();
  return (filters) => {
    for (const filter of filters) {
      if (filter.status !== 'expired' || told.has(filter.name)) continue;
      told.add(filter.name);
      pulling.warn(filterText(filter, language));
    }
  };
}

/** A live window with what the archive holds from the start on; beyond its limit it keeps the latest events. */
async function openWindow(run: Watch, { cursor, from }: Start): Promise<LiveWindow> {
  const { flags, engine, rules, archive, connection, interrupt } = run;
  const { abort: signal } = interrupt;
  const window = createLiveWindow({
    engine,
    rules,
    from,
    since: Date.parse(cursor.since),
    lateness: timeOf(connection.settings.overlap as ResolvedSetting),
    most: flags.memory,
    minSeverity: flags.minSeverity,
    rawEvents: flags.rawEvents === true,
    now: run.io.now,
    onFilters: tellExpired(run),
    language: run.language,
    shouldContinue: async (phase) => (await interrupt.shouldContinue(phase)) && !signal.aborted,
  });
  const day = isoTime(from).slice(0, 10);
  const paths = Object.entries(archive.manifest().files)
    .filter(([name, { bytes }]) => bytes > 0 && name >= day)
    .map(([name]) => join(flags.store, name))
    .sort();
  if (paths.length === 0) return window;
  for await (const record of engine.readEvents(paths, { signal })) {
    if (record.kind === 'event') window.add(record);
  }
  return window;
}

async function watch(run: Watch): Promise<number> {
  const { flags, io, rules, connection, archive, pulling, interrupt } = run;
  const { client, settings, world } = connection;
  const start = await begin(run);
  const window = await openWindow(run, start);
  pulling.clear();
  const reporting = rules.rules.filter(({ generate }) => generate).length;
  pulling.say(
    `watching ${client.org.host} with ${quantity(reporting, 'rule')}, from ${start.cursor.judged ?? start.cursor.since} on; ${client.mode}`,
  );
  let beat = io.now();
  await run.out.write(run.output.begin());
  await evaluate(run, window);
  const pages = follow(archive, client, {
    interval: flags.interval,
    overlap: timeOf(settings.overlap as ResolvedSetting),
    world,
    signal: interrupt.abort,
    onTrouble: ({ message }) => pulling.warn(`trouble: ${message}; retrying`),
  });
  for await (const { records, isCaughtUp, reached } of pages) {
    pulling.clocks(client.skew());
    for (const { value } of records) {
      const record = decodeEvent(value, { file: client.org.origin });
      if (record.kind === 'event') window.add(record);
      else pulling.warn(`skipped: ${record.reason}: ${record.message}`);
    }
    if (reached !== undefined) window.advance(reached);
    const isTime = isCaughtUp ? window.isDue() : window.isFull();
    if (isTime) await evaluate(run, window);
    if (io.now() - beat >= flags.heartbeat) {
      beat = io.now();
      pulling.say(heartbeatOf(run, window));
    }
  }
  throw new Error('following ended by itself');
}

/** Evaluates, reports what is new, and only then commits what was reported and evaluated. */
async function evaluate(run: Watch, window: LiveWindow): Promise<void> {
  const { archive, io, interrupt } = run;
  const findings = await window.evaluate();
  interrupt.abort.throwIfAborted();
  const { emitted, cases } = archive.manifest().follow as Follow;
  const reported = createReportedFindings(emitted);
  const told = createReportedCases(cases);
  const now = told.identify(window.cases());
  const caseOf = new Map(now.flatMap(({ id, findings: own }) => own.map((each) => [each, id])));
  const commit = (judged: Partial<Follow>): Promise<unknown> => {
    const cursor = archive.manifest().follow as Follow;
    const memory = { emitted: reported.entries(), cases: told.entries() };
    return archive.commit([], { follow: { ...cursor, ...judged, ...memory } });
  };
  try {
    for (const finding of findings) {
      const news = reported.newsOf(finding);
      const id = caseOf.get(finding.fingerprint);
      if (news) await report(run, { ...news, ...(id !== undefined && { case: id }) });
      reported.add(finding);
    }
    for (const one of now) {
      const news = told.newsOf(one);
      if (news) await report(run, news);
      told.add(one, news !== undefined);
    }
  } catch (error) {
    if (interrupt.by() !== undefined) await commit({}); // What was reported must not be repeated.
    throw error;
  }
  await commit({ judged: isoTime(Math.min(io.now(), window.evaluatedUntil())) });
}

/** Before the cursor says that it was reported, it is written, and safe in the outbox. */
async function report(
  { out, output, deliveries, pulling }: Watch,
  told: Finding | Case,
): Promise<void> {
  pulling.clear();
  const finding = output.whole(told);
  await out.write(output.line(finding));
  await deliveries?.send(finding);
}

function heartbeatOf({ archive, connection }: Watch, window: LiveWindow): string {
  const { events, follow: cursor } = archive.manifest();
  const reported = Object.keys((cursor as Follow).emitted).length;
  const dropped = window.dropped() > 0 ? ` (${grouped(window.dropped())} older ones dropped)` : '';
  return `watching ${connection.client.org.host}: ${quantity(events, 'event')} stored, ${grouped(window.size())} in memory${dropped}, ${quantity(reported, 'finding')} reported`;
}

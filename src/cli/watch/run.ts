import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEvent } from '../../event/decode.ts';
import type { Finding } from '../../finding/finding.ts';
import { lockArchive } from '../../okta/archive/archive-lock.ts';
import { realDisk } from '../../okta/archive/disk.ts';
import { type EventArchive, openArchive } from '../../okta/archive/event-archive.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { byEarlierClock } from '../../okta/http/client.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { realWorld } from '../../okta/http/world.ts';
import { follow } from '../../okta/log/follow-log.ts';
import { pollingUrl } from '../../okta/log/log-query.ts';
import { readPage } from '../../okta/log/read-pages.ts';
import { createUuidSet } from '../../store/uuid-set.ts';
import type { CommandContext } from '../config/command-context.ts';
import { type Connection, connect } from '../config/connection.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { exitCodes } from '../exit-code.ts';
import { ReaderGone } from '../failure.ts';
import { bring, isAlive, ofDisk, timeOf } from '../pull/pull-into.ts';
import {
  countedDown,
  mostSkew,
  type Pulling,
  showPulling,
  tellNotes,
} from '../pull/pull-progress.ts';
import { checkReports, loadRuleSet } from '../rules/rule-set.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { lookbackOf, retention } from '../scan/org-source.ts';
import { select } from '../scan/rule-selection.ts';
import { ruleFilesOf } from '../scan/scan-options.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { type Sink, streamSink } from '../terminal/sink.ts';
import { product } from '../version.ts';
import type { WatchFlags } from './command.ts';
import { renderAs } from './finding-output.ts';
import { createLiveWindow, type LiveWindow } from './live-window.ts';
import { lookaroundOf } from './lookaround.ts';
import { createTold } from './told-findings.ts';
import { createWebhook, type Webhook } from './webhook.ts';

/** A watch on its way. */
interface Watch {
  readonly flags: WatchFlags;
  readonly io: Io;
  readonly connection: Connection;
  readonly archive: EventArchive;
  readonly lookout: LiveWindow;
  readonly webhook: Webhook | undefined;
  readonly pulling: Pulling;
  readonly interrupt: Interrupt;
  readonly out: Sink;
  /** A finding as the chosen format has it. */
  readonly render: (finding: Finding) => string;
}

/** Watches until a signal comes, and returns the exit code. */
export async function runWatch(flags: WatchFlags, { io, load }: CommandContext): Promise<number> {
  const engine = await load();
  const files = ruleFilesOf(flags);
  const selection = { only: flags.only ?? [], skip: flags.skip ?? [] };
  const set = await loadRuleSet(engine, files, io);
  await checkReports(set, files, { stderr: io.stderr, quiet: flags.quiet === true });
  const rules = select(set, selection);
  const interrupt = onInterrupt(io, () => {});
  const pulling = showPulling(io, flags.quiet === true);
  const world = countedDown(io.world ?? realWorld(io.env), () => {});
  const disk = realDisk();
  let release = async (): Promise<void> => {};
  try {
    const { abort: signal } = interrupt;
    const connection = await connect(flags, io, { world, signal, onWait: pulling.wait });
    const webhook = webhookOf(flags, io, connection, signal);
    tellNotes(connection, pulling);
    release = await lockArchive(disk, flags.store, {
      pid: process.pid,
      mark: randomUUID(),
      isAlive,
    });
    const archive = await openArchive({
      disk,
      folder: flags.store,
      org: connection.client.org.origin,
      compression: undefined,
      tool: (await product()).version,
      createSeen: createUuidSet,
    });
    const lookback = lookbackOf(connection.settings.lookback as ResolvedSetting, rules);
    const lateness = timeOf(connection.settings.overlap as ResolvedSetting);
    const reach = { lookback, on: lookaroundOf(rules).on };
    const { place, from } = await begin(archive, connection, pulling, flags.store, reach);
    const lookout = createLiveWindow({
      engine,
      rules,
      from,
      since: Date.parse(place.since),
      lateness,
      most: flags.memory,
      minSeverity: flags.minSeverity,
      goOn: async (phase) => (await interrupt.goOn(phase)) && !signal.aborted,
    });
    await warm({ lookout, engine, archive, folder: flags.store, signal }, from);
    pulling.clear();
    const { host } = connection.client.org;
    pulling.say(
      `watching ${host} with ${rules.rules.filter(({ generate }) => generate).length} rules, from ${place.judged ?? place.since} on; ${connection.client.mode}`,
    );
    const out = streamSink(io.stdout, 'standard output');
    const render = renderAs(flags.format);
    return await watch({
      flags,
      io,
      connection,
      archive,
      lookout,
      webhook,
      pulling,
      interrupt,
      out,
      render,
    });
  } catch (error) {
    const by = interrupt.by();
    if (error instanceof ReaderGone) pulling.warn(`stopped: ${error.message}`);
    if (by === undefined) throw ofDisk(error, flags.store);
    pulling.warn('stopped; started again with the same store, it goes on from here');
    return exitCodes[by];
  } finally {
    pulling.clear();
    await release();
    interrupt.release();
  }
}

/** Where a watch begins. */
interface Begun {
  readonly place: Follow;
  /** The archive is whole from here on, and the windows look back no further; milliseconds. */
  readonly from: number;
}

/** Pulls the memory for the windows, and finds or makes the place in the log. */
async function begin(
  archive: EventArchive,
  connection: Connection,
  pulling: Pulling,
  folder: string,
  { lookback, on }: { readonly lookback: number; readonly on: number },
): Promise<Begun> {
  const { client, world, settings } = connection;
  const known = archive.manifest().follow;
  const lateness = timeOf(settings.overlap as ResolvedSetting);
  const now = known ? world.now() : await startOf(connection, lateness);
  // Events before the beginning are memory only; those that were judged may have to be once more.
  const since = known ? Date.parse(known.since) : now;
  const judged = Date.parse(known?.judged ?? new Date(since).toISOString());
  const first = Math.max(since, judged - lateness - on);
  const from = Math.max(Math.min(now, first) - lookback, now - retention);
  if (lookback > 0) {
    await bring(archive, { folder, connection, pulling }, { since: from, until: now });
  }
  if (known) return { place: known, from };
  const next = pollingUrl(client.org, now - lateness);
  const place = { next, since: new Date(now).toISOString(), judged: null, emitted: {} };
  await archive.commit([], { follow: place });
  return { place, from };
}

/**
 * Now, by the earlier of the two clocks: with the later one as the place to begin, events would be passed
 * over. If Okta calls that too long ago, its clock is not the one that it shows, and ours counts.
 */
async function startOf({ client, world }: Connection, lateness: number): Promise<number> {
  const now = world.now();
  const ask = (time: number) => readPage(client, pollingUrl(client.org, time - lateness, 1));
  await ask(now); // Only an answer tells what the server's clock says.
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

/** What a lookout is warmed up with. */
interface Warming extends Pick<Watch, 'lookout' | 'archive'> {
  readonly engine: EngineModules;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Gives the lookout what the archive holds from a moment on; beyond its memory it keeps the youngest. */
async function warm(
  { lookout, engine, archive, folder, signal }: Warming,
  from: number,
): Promise<void> {
  const day = new Date(from).toISOString().slice(0, 10);
  const paths = Object.entries(archive.manifest().files)
    .filter(([name, { bytes }]) => bytes > 0 && name >= day)
    .map(([name]) => join(folder, name))
    .sort();
  if (paths.length === 0) return;
  for await (const record of engine.readEvents(paths, { signal })) {
    if (record.kind === 'event') lookout.see(record);
  }
}

async function watch(run: Watch): Promise<number> {
  const { flags, io, connection, archive, lookout, pulling, interrupt } = run;
  const { client, settings, world } = connection;
  let beat = io.now();
  await judge(run);
  const tides = follow(archive, client, {
    interval: flags.interval,
    overlap: timeOf(settings.overlap as ResolvedSetting),
    world,
    signal: interrupt.abort,
    onTrouble: ({ message }) => pulling.warn(`trouble: ${message}; trying again`),
  });
  for await (const { records, isCaughtUp, reached } of tides) {
    pulling.clocks(client.skew());
    for (const { value } of records) {
      const record = decodeEvent(value, { file: client.org.origin });
      if (record.kind === 'event') lookout.see(record);
      else pulling.warn(`skipped: ${record.reason}: ${record.message}`);
    }
    if (reached !== undefined) lookout.know(reached);
    const isTime = isCaughtUp ? lookout.isDue() : lookout.isFull();
    if (isTime) await judge(run);
    if (io.now() - beat >= flags.heartbeat) {
      beat = io.now();
      pulling.say(heartbeatOf(run));
    }
  }
  throw new Error('following ended by itself');
}

/** Judges, tells what is new, and only then notes what was told and judged. */
async function judge(run: Watch): Promise<void> {
  const { archive, lookout, io, interrupt } = run;
  const findings = await lookout.judge();
  interrupt.abort.throwIfAborted();
  const told = createTold((archive.manifest().follow as Follow).emitted);
  const commit = (judged: Partial<Follow>): Promise<unknown> => {
    const stood = archive.manifest().follow as Follow;
    return archive.commit([], { follow: { ...stood, ...judged, emitted: told.written() } });
  };
  try {
    for (const finding of findings) {
      const news = told.news(finding);
      if (news) await tell(run, news);
      told.note(finding);
    }
  } catch (error) {
    if (interrupt.by() !== undefined) await commit({}); // What was told must not be told again.
    throw error;
  }
  const judged = new Date(Math.min(io.now(), lookout.judgedUntil())).toISOString();
  await commit({ judged });
}

async function tell(run: Watch, finding: Finding): Promise<void> {
  const { out, render, webhook, flags, pulling } = run;
  pulling.clear();
  await out.write(render(finding));
  const why = await webhook?.post(finding);
  if (why === undefined) return;
  await appendFile(join(flags.store, 'dead-letters.ndjson'), `${JSON.stringify(finding)}\n`, {
    mode: 0o600,
  });
  pulling.warn(`the webhook did not take ${finding.id}: ${why}; it is in dead-letters.ndjson`);
}

function heartbeatOf({ archive, lookout, connection }: Watch): string {
  const { events, follow: stood } = archive.manifest();
  const told = Object.keys((stood as Follow).emitted).length;
  const number = (value: number): string => value.toLocaleString('en-US');
  const forgotten = lookout.forgotten();
  const memory = forgotten > 0 ? ` (${number(forgotten)} older ones let go)` : '';
  return `watching ${connection.client.org.host}: ${number(events)} events stored, ${number(lookout.size())} in memory${memory}, ${number(told)} findings told`;
}

function webhookOf(
  { webhook }: WatchFlags,
  io: Io,
  { world }: Connection,
  signal: AbortSignal,
): Webhook | undefined {
  if (webhook === undefined) return undefined;
  return createWebhook({
    url: webhook,
    secret: io.env['OKTAHUNT_WEBHOOK_SECRET'] || undefined,
    loopback: io.env['OKTAHUNT_ALLOW_LOOPBACK'] === '1',
    world,
    signal,
  });
}

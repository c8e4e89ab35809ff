import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createUuidSet } from '../context/uuids.ts';
import { decodeEvent } from '../event/decode.ts';
import type { Finding } from '../finding/finding.ts';
import { type Archive, openArchive } from '../okta/archive/archive.ts';
import { realDisk } from '../okta/archive/disk.ts';
import { lockArchive } from '../okta/archive/lock.ts';
import type { Follow } from '../okta/archive/manifest.ts';
import { follow } from '../okta/follow.ts';
import { pollingUrl } from '../okta/query.ts';
import { realWorld } from '../okta/world.ts';
import { show } from '../report/show.ts';
import { type Connection, connect } from './connection.ts';
import type { Context } from './context.ts';
import type { Engine } from './engine.ts';
import { exitCodes } from './exit-code.ts';
import { breakdown } from './failure.ts';
import { type Interrupt, onInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { lookbackOf, retention } from './live.ts';
import { createLookout, type Lookout } from './lookout.ts';
import { ruleFilesOf } from './plan.ts';
import { countedDown, type Pulling, showPulling } from './pulling.ts';
import { loadRuleSet } from './ruleset.ts';
import { select } from './selection.ts';
import type { Setting } from './settings.ts';
import { type Sink, streamSink } from './sink.ts';
import { bring, isAlive, timeOf } from './store.ts';
import { product } from './version.ts';
import type { WatchFlags } from './watch.ts';
import { createWebhook, type Webhook } from './webhook.ts';

/** A watch on its way. */
interface Watch {
  readonly flags: WatchFlags;
  readonly io: Io;
  readonly connection: Connection;
  readonly archive: Archive;
  readonly lookout: Lookout;
  readonly webhook: Webhook | undefined;
  readonly pulling: Pulling;
  readonly interrupt: Interrupt;
  readonly out: Sink;
  /** A finding as the chosen format has it. */
  readonly render: (finding: Finding) => string;
}

/** Watches until a signal comes, and returns the exit code. */
export async function runWatch(flags: WatchFlags, { io, load }: Context): Promise<number> {
  const engine = await load();
  const files = ruleFilesOf(flags);
  const selection = { only: flags.only ?? [], skip: flags.skip ?? [] };
  const rules = select(await loadRuleSet(engine, files), selection);
  const interrupt = onInterrupt(io, () => {});
  const pulling = showPulling(io, flags.quiet === true);
  const world = countedDown(io.world ?? realWorld(io.env), () => {});
  const disk = realDisk();
  let release = async (): Promise<void> => {};
  try {
    const { abort: signal } = interrupt;
    const connection = await connect(flags, io, { world, signal, onWait: pulling.wait });
    const webhook = webhookOf(flags, io, connection, signal);
    for (const note of connection.notes) pulling.say(note);
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
    const lookback = lookbackOf(connection.settings.lookback as Setting, rules);
    const begun = await begin(archive, connection, pulling, flags.store, lookback);
    const lookout = createLookout({
      engine,
      rules,
      since: Date.parse(begun.since),
      most: flags.memory,
      minSeverity: flags.minSeverity,
    });
    await warm(lookout, engine, archive, flags.store, Date.parse(begun.since) - lookback);
    pulling.clear();
    pulling.say(`watching ${connection.client.org.host}; ${connection.client.mode}`);
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
    if (by === undefined) throw error;
    pulling.say('stopped; started again with the same store, it goes on from here');
    return exitCodes[by];
  } finally {
    pulling.clear();
    await release();
    interrupt.release();
  }
}

/** Pulls the memory for the windows, and finds or makes the place in the log. */
async function begin(
  archive: Archive,
  connection: Connection,
  pulling: Pulling,
  folder: string,
  lookback: number,
): Promise<Follow> {
  const { client, world, settings } = connection;
  const now = world.now();
  const known = archive.manifest().follow;
  const from = Math.min(now, known ? Date.parse(known.since) : now) - lookback;
  const span = { since: Math.max(from, now - retention), until: now };
  if (lookback > 0) await bring(archive, { folder, connection, pulling }, span);
  if (known) return known;
  const next = pollingUrl(client.org, now - timeOf(settings.overlap as Setting));
  const started = { next, since: new Date(now).toISOString(), emitted: {} };
  await archive.commit([], { follow: started });
  return started;
}

/** Gives the lookout what the archive holds from a moment on; beyond its memory it keeps the youngest. */
async function warm(
  lookout: Lookout,
  engine: Engine,
  archive: Archive,
  folder: string,
  from: number,
): Promise<void> {
  const day = new Date(from).toISOString().slice(0, 10);
  const paths = Object.entries(archive.manifest().files)
    .filter(([name, { bytes }]) => bytes > 0 && name >= day)
    .map(([name]) => join(folder, name))
    .sort();
  if (paths.length === 0) return;
  for await (const record of engine.readEvents(paths)) {
    if (record.kind === 'event') lookout.see(record);
  }
}

async function watch(run: Watch): Promise<number> {
  const { flags, io, connection, archive, lookout, pulling, interrupt } = run;
  const { client, settings, world } = connection;
  let beat = io.now();
  await tell(run, await lookout.judge());
  const tides = follow(archive, client, {
    interval: flags.interval,
    overlap: timeOf(settings.overlap as Setting),
    world,
    signal: interrupt.abort,
    onTrouble: ({ message }) => pulling.say(`trouble: ${message}; trying again`),
  });
  for await (const { records, isCaughtUp } of tides) {
    for (const { value } of records) {
      const record = decodeEvent(value, { file: client.org.origin });
      if (record.kind === 'event') lookout.see(record);
      else pulling.say(`skipped: ${record.reason}: ${record.message}`);
    }
    const isTime = isCaughtUp ? lookout.news() > 0 : lookout.isFull();
    if (isTime) await tell(run, await lookout.judge());
    if (io.now() - beat >= flags.heartbeat) {
      beat = io.now();
      pulling.say(heartbeatOf(run));
    }
  }
  throw new Error('following ended by itself');
}

/** Tells what was not told before; only then is it noted as told. */
async function tell(run: Watch, findings: readonly Finding[]): Promise<void> {
  const { archive, out, render, webhook, flags, pulling } = run;
  const { emitted } = archive.manifest().follow as Follow;
  const fresh = findings.filter(({ fingerprint }) => !Object.hasOwn(emitted, fingerprint));
  if (fresh.length === 0) return;
  for (const finding of fresh) {
    pulling.clear();
    await out.write(render(finding));
    if (run.io.stdout.errored) throw breakdown('nobody reads standard output any more');
    const why = await webhook?.post(finding);
    if (why === undefined) continue;
    await appendFile(join(flags.store, 'dead-letters.ndjson'), `${JSON.stringify(finding)}\n`, {
      mode: 0o600,
    });
    pulling.say(`the webhook did not take ${finding.id}: ${why}; it is in dead-letters.ndjson`);
  }
  const told = fresh.map(({ fingerprint, when }) => [fingerprint, when.lastEvent] as const);
  const stood = archive.manifest().follow as Follow;
  const all = [...Object.entries(stood.emitted), ...told];
  const kept = all.sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0)).slice(-mostEmitted);
  await archive.commit([], { follow: { ...stood, emitted: Object.fromEntries(kept) } });
}

/** Fingerprints remembered; those of the oldest findings go first, whose events are long forgotten. */
const mostEmitted = 100_000;

function heartbeatOf({ archive, lookout, connection }: Watch): string {
  const { events, follow: stood } = archive.manifest();
  const told = Object.keys((stood as Follow).emitted).length;
  const number = (value: number): string => value.toLocaleString('en-US');
  const forgotten = lookout.forgotten();
  const memory = forgotten > 0 ? ` (${number(forgotten)} older ones let go)` : '';
  return `watching ${connection.client.org.host}: ${number(events)} events stored, ${number(lookout.size())} in memory${memory}, ${number(told)} findings told`;
}

/** One line a finding, for people; a whole finding a line, for machines. */
function renderAs(format: WatchFlags['format']): (finding: Finding) => string {
  if (format === 'ndjson') return (finding) => `${JSON.stringify(finding)}\n`;
  return ({ when, severity, title, id }) => {
    const time = `${when.lastEvent.slice(0, 19)}Z`;
    return `${time}  ${severity.toUpperCase().padEnd(13)}  ${show(title, { max: 300 })}  (${id})\n`;
  };
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

import { decodeEvent } from '../../event/decode.ts';
import { groupedDigits, say } from '../../language/language.ts';
import { sentenceIn, tell } from '../../language/message.ts';
import type { Follow } from '../../okta/archive/manifest.ts';
import { OktaError } from '../../okta/http/okta-error.ts';
import { type FollowedPage, follow } from '../../okta/log/follow-log.ts';
import { show } from '../../report/text/escape.ts';
import type { ResolvedSetting } from '../config/settings.ts';
import { timeOf } from '../pull/pull-into.ts';
import { evaluate } from './evaluation.ts';
import type { LiveWindow } from './live-window.ts';
import { createReloading, type Wish } from './reloading.ts';
import type { Watch } from './watch.ts';
import type { WatchRules } from './watch-rules.ts';
import { begin, expiryTeller, openWindow, tellStart } from './watch-start.ts';

/** How other rules come while a watch goes on. */
export interface WatchReload {
  readonly load: () => Promise<WatchRules>;
  /** Makes them the rules of the watch. */
  readonly put: (rules: WatchRules) => void;
  readonly wish: Wish;
}

/** Milliseconds between two looks at whether a reload was asked for. */
const second = 1_000;

/** Follows the log, evaluates and reports, until a signal or an error ends it. */
export async function keepWatching(run: Watch, change: WatchReload): Promise<never> {
  const { flags, connection, archive, pulling, interrupt, pulse, meter, spoken } = run;
  const { client, settings, world } = connection;
  const start = await begin(run, run.rules());
  const windows = await createWindows(run, start);
  const reloading = createReloading({
    wish: change.wish,
    load: change.load,
    enforce: (rules) => enforce(run, rules, windows, change.put),
    ...{ pulling, meter, spoken },
  });
  pulling.clear();
  tellStart(run, run.rules(), start);
  pulse.tells(() => tellHeartbeat(run, windows));
  await run.out.write(run.output.begin());
  await evaluate(run, windows.current());
  const pages = follow(archive, client, {
    interval: flags.interval,
    overlap: timeOf(settings.overlap as ResolvedSetting),
    world: {
      now: world.now,
      sleep: async (length, signal) => {
        for (let left = length; left > 0; left -= second) {
          if (change.wish.isMade()) await reloading.settle();
          await world.sleep(Math.min(left, second), signal);
        }
      },
    },
    signal: interrupt.abort,
    onTrouble: (error) => {
      meter.trouble();
      tellTrouble(pulling, error);
    },
  });
  for await (const page of pages) {
    pulling.clocks(client.skew());
    const window = windows.current();
    take(run, window, page);
    const isTime = page.isCaughtUp ? window.isDue() : window.isFull();
    if (isTime) await evaluate(run, window);
    pulse.beat();
    await reloading.settle();
  }
  throw new Error('following ended by itself');
}

/** Puts a page into the window, and counts it. */
function take(
  run: Watch,
  window: LiveWindow,
  { records, isCaughtUp, reached }: FollowedPage,
): void {
  const { connection, pulling, meter, spoken } = run;
  const now = connection.world.now();
  const counts = { events: 0, rejected: 0 };
  let readTo = isCaughtUp ? now : undefined;
  for (const { value } of records) {
    const record = decodeEvent(value, { file: connection.client.org.origin });
    if (record.kind === 'event') {
      counts.events++;
      readTo = Math.min(now, Math.max(readTo ?? 0, record.time));
      window.add(record);
    } else {
      counts.rejected++;
      const { reason, message: cause } = record;
      const what = `${reason}: ${show(sentenceIn(spoken, record), { max: 300 })}`;
      const line = say(spoken, 'status.skipped', { what });
      pulling.warn('input.rejected', line, { reason, cause });
    }
  }
  meter.page({ ...counts, readTo });
  if (reached !== undefined) window.advance(reached);
}

/** The window of the rules in force, which a reload replaces. */
interface Windows {
  readonly current: () => LiveWindow;
  readonly replace: (rules: WatchRules) => Promise<void>;
  readonly dropped: () => number;
}

async function createWindows(
  run: Watch,
  first: Awaited<ReturnType<typeof begin>>,
): Promise<Windows> {
  const onFilters = expiryTeller(run);
  let window = await openWindow(run, run.rules(), first, onFilters);
  let droppedBefore = 0;
  const dropped = (): number => droppedBefore + window.dropped();
  run.meter.watches({ inMemory: () => window.size(), dropped });
  return {
    current: () => window,
    dropped,
    replace: async (rules) => {
      const held = window.knownFrom();
      const { cursor, from } = await begin(run, rules, held);
      const start = { cursor, from: Math.min(from, held) };
      const next = await openWindow(run, rules, start, onFilters);
      droppedBefore += window.dropped();
      window = next;
    },
  };
}

/**
 * Puts rules in force, as a start with them would: the window is filled anew from the archive, and evaluated. History
 * that they need is pulled; if that cannot be had now, it is tried again after the next page.
 */
async function enforce(
  run: Watch,
  rules: WatchRules,
  windows: Windows,
  put: WatchReload['put'],
): Promise<'done' | 'later'> {
  try {
    await windows.replace(rules);
  } catch (error) {
    const isPassing =
      error instanceof OktaError && ['unreachable', 'protocol'].includes(error.trouble);
    if (!isPassing) throw error;
    tellTrouble(run.pulling, error);
    return 'later';
  }
  put(rules);
  run.meter.rules(rules.reporting);
  await evaluate(run, windows.current());
  return 'done';
}

function tellTrouble({ warn }: Pick<Watch['pulling'], 'warn'>, { told, message }: OktaError): void {
  warn('okta.trouble', tell('watch.trouble', { why: told }), { why: message });
}

function tellHeartbeat(
  { archive, connection, pulling, spoken }: Watch,
  { current, dropped }: Windows,
): void {
  const { events, follow: cursor } = archive.manifest();
  const fields = {
    org: connection.client.org.host,
    stored: events,
    inMemory: current().size(),
    dropped: dropped(),
    findings: Object.keys((cursor as Follow).emitted).length,
  };
  const { org, stored, inMemory, findings } = fields;
  const aside =
    fields.dropped > 0
      ? say(spoken, 'watch.dropped', { count: groupedDigits(fields.dropped) })
      : '';
  const told = { org, events: stored, inMemory, dropped: aside, findings };
  pulling.say('watch.heartbeat', say(spoken, 'watch.heartbeat', told), fields);
}

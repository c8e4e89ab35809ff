import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Deliveries } from '../../delivery/deliveries.ts';
import { type Language, say } from '../../language/language.ts';
import { type Disk, realDisk } from '../../okta/archive/disk.ts';
import { realWorld } from '../../okta/http/node-world.ts';
import { show } from '../../report/text/escape.ts';
import { openDeliveries } from '../delivery/open-deliveries.ts';
import type { LogEntry } from '../log/log-entry.ts';
import { logTo } from '../log/run-log.ts';
import type { DeliverTarget } from '../option/deliver-option.ts';
import { type DeliveryProgress, showDeliveryProgress } from '../terminal/delivery-progress.ts';
import type { Io } from '../terminal/io.ts';
import { product } from '../version.ts';

/** The deliveries of a run that ends. */
export interface RunDeliveries extends Pick<Deliveries, 'send'> {
  /**
   * Waits as long as something is delivered, and no longer once the signal has fired; the rest becomes dead letters.
   * Says how it went, and returns whether all was delivered.
   */
  readonly finish: (signal: AbortSignal) => Promise<boolean>;
  /** Gives up without a word. */
  readonly discard: () => Promise<void>;
}

/** How long a run waits after its report for receivers that accept nothing, in milliseconds. */
const patience = 120_000;

export interface RunDeliveryOptions {
  readonly targets: readonly DeliverTarget[];
  /** The file for what could not be delivered. */
  readonly deadLetters: string;
  readonly io: Io;
  /** Of chats. */
  readonly language: Language;
  /** Of what is said on standard error. */
  readonly spoken: Language;
  readonly zone: string | undefined;
  readonly quiet: boolean;
}

/** Begins the deliveries of a run. Its outbox is a temporary folder: a run that is killed is run again, with the same ids. */
export async function openRunDeliveries(options: RunDeliveryOptions): Promise<RunDeliveries> {
  const { io, spoken, quiet, deadLetters: file } = options;
  const deadLetters = resolve(io.cwd(), file);
  const folder = await mkdtemp(join(tmpdir(), 'oktahunt-outbox-'));
  let progress: DeliveryProgress | undefined;
  const warn = (entry: LogEntry): void => {
    progress?.clear();
    void logTo(io, entry);
  };
  const world = io.world ?? realWorld(io.env);
  const surroundings = { ...options, world, tool: await product(), warn };
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const disk = hastyDisk(deadLetters);
  const deliveries = await openDeliveries({ ...surroundings, folder, deadLetters, disk }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  return {
    send: deliveries.send,
    finish: async (signal) => {
      progress = showDeliveryProgress(io, deliveries.counts, { quiet, language: spoken });
      try {
        await untilStuck(deliveries, signal);
        await deliveries.giveUp();
      } finally {
        progress.end();
        await remove();
      }
      const counts = deliveries.counts();
      for (const { receiver, delivered, dead } of counts) {
        const fields = { receiver, delivered, dead };
        const line = say(spoken, 'delivery.done', fields);
        if (!quiet || dead > 0) await logTo(io, { event: 'delivery.done', line, fields });
      }
      const isWhole = counts.every(({ dead }) => dead === 0);
      if (!isWhole) {
        const line = say(spoken, 'delivery.unfinished', { file: show(deadLetters, { max: 300 }) });
        await logTo(io, { event: 'delivery.unfinished', line, fields: { file: deadLetters } });
      }
      return isWhole;
    },
    discard: async () => {
      await deliveries.stop().catch(() => {});
      await remove();
    },
  };
}

async function untilStuck(deliveries: Deliveries, signal: AbortSignal): Promise<void> {
  const sum = (of: 'waiting' | 'delivered' | 'dead'): number =>
    deliveries.counts().reduce((total, counts) => total + counts[of], 0);
  for (let before = -1; sum('waiting') > 0 && !signal.aborted; ) {
    const done = sum('delivered') + sum('dead');
    if (done === before) return;
    before = done;
    await deliveries.settle(patience, signal);
  }
}

/** A disk that waits for a file to be safe only where it outlives the run. */
function hastyDisk(lasting: string): Disk {
  const disk = realDisk();
  return { ...disk, sync: async (path) => (path === lasting ? disk.sync(path) : undefined) };
}

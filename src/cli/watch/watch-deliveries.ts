import { join } from 'node:path';
import type { Deliveries } from '../../delivery/deliveries.ts';
import { type Language, say } from '../../language/language.ts';
import type { Connection } from '../config/connection.ts';
import { openDeliveries } from '../delivery/open-deliveries.ts';
import { type DeliverFlags, type DeliverTarget, parseDelivery } from '../option/deliver-option.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { Io } from '../terminal/io.ts';
import { product } from '../version.ts';
import type { WatchMeter } from './watch-meter.ts';

/** The options of a watch that concern deliveries. */
export interface WatchDeliveryFlags extends Pick<DeliverFlags, 'deliver'> {
  readonly store: string;
  readonly webhook?: string;
  readonly tz?: string;
}

/** How long a watch that ends waits for what is on its way, in milliseconds: some of it would come twice. */
const grace = 1_000;

/** What a watch has around its deliveries. */
interface WatchSurroundings {
  readonly io: Io;
  readonly connection: Pick<Connection, 'world'>;
  /** Of chats. */
  readonly language: Language;
  /** Of what is said on standard error. */
  readonly spoken: Language;
  readonly pulling: Pick<Pulling, 'warn'>;
  readonly meter: Pick<WatchMeter, 'watches'>;
}

/**
 * Runs an action with the deliveries of a watch, if it has any: an outbox in its store. Afterwards they stop; what waits
 * is told, and sent by the next start.
 */
export async function withDeliveries<T>(
  flags: WatchDeliveryFlags,
  surroundings: WatchSurroundings,
  action: (deliveries: Deliveries | undefined) => Promise<T>,
): Promise<T> {
  const targets = targetsOf(flags);
  if (targets.length === 0) return action(undefined);
  const { io, connection, language, spoken, pulling, meter } = surroundings;
  const deliveries = await openDeliveries({
    targets,
    folder: join(flags.store, 'outbox'),
    deadLetters: join(flags.store, 'dead-letters.ndjson'),
    io,
    world: connection.world,
    tool: await product(),
    language,
    spoken,
    zone: flags.tz,
    warn: ({ event, line, fields }) => pulling.warn(event, line, fields),
  });
  meter.watches({ receivers: deliveries.counts });
  try {
    return await action(deliveries);
  } finally {
    await deliveries.settle(grace);
    await deliveries.stop();
    for (const { receiver, waiting: count } of deliveries.counts()) {
      if (count === 0) continue;
      const line = say(spoken, 'delivery.waiting', { receiver, count });
      pulling.warn('delivery.waiting', line, { receiver, count });
    }
  }
}

function targetsOf({ deliver = [], webhook }: WatchDeliveryFlags): readonly DeliverTarget[] {
  return webhook === undefined ? deliver : [...deliver, parseDelivery(`webhook=${webhook}`)];
}

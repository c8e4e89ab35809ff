import { join } from 'node:path';
import type { Deliveries } from '../../delivery/deliveries.ts';
import { type Language, say } from '../../language/language.ts';
import type { World } from '../../okta/http/world.ts';
import { openDeliveries } from '../delivery/open-deliveries.ts';
import { type DeliverFlags, type DeliverTarget, parseDelivery } from '../option/deliver-option.ts';
import type { Pulling } from '../pull/pull-progress.ts';
import type { Io } from '../terminal/io.ts';
import { product } from '../version.ts';

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
  readonly world: World;
  readonly language: Language;
  readonly pulling: Pick<Pulling, 'warn'>;
}

/**
 * Runs an action with the deliveries of a watch, if it has any: an outbox in its store. Afterwards they stop; what waits
 * is told, and sent by the next start.
 */
export async function withDeliveries<T>(
  flags: WatchDeliveryFlags,
  { io, world, language, pulling }: WatchSurroundings,
  action: (deliveries: Deliveries | undefined) => Promise<T>,
): Promise<T> {
  const targets = targetsOf(flags);
  if (targets.length === 0) return action(undefined);
  const { store: folder, tz: zone } = flags;
  const places = {
    folder: join(folder, 'outbox'),
    deadLetters: join(folder, 'dead-letters.ndjson'),
  };
  const tool = await product();
  const { warn } = pulling;
  const deliveries = await openDeliveries({
    targets,
    ...places,
    io,
    world,
    tool,
    language,
    zone,
    warn,
  });
  try {
    return await action(deliveries);
  } finally {
    await deliveries.settle(grace);
    await deliveries.stop();
    for (const { receiver, waiting: count } of deliveries.counts()) {
      if (count > 0) warn(say(language, 'delivery.waiting', { receiver, count }));
    }
  }
}

function targetsOf({ deliver = [], webhook }: WatchDeliveryFlags): readonly DeliverTarget[] {
  return webhook === undefined ? deliver : [...deliver, parseDelivery(`webhook=${webhook}`)];
}

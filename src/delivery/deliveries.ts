import { isoTime } from '../event/time.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import { tell, toldInEnglish } from '../language/message.ts';
import { backoff } from '../okta/http/rate-limit.ts';
import type { World } from '../okta/http/world.ts';
import type { DeliveryState } from './delivery-counts.ts';
import { notificationOf } from './notification.ts';
import type { Outbox } from './outbox.ts';
import { isFor, type Receiver } from './receiver.ts';
import { createRound, type DeliveryNews, type Round, type RoundLimits } from './round.ts';

export interface DeliveriesOptions {
  readonly receivers: readonly Receiver[];
  readonly outbox: Outbox;
  readonly world: World;
  readonly limits: RoundLimits;
  /** Told what people should know. */
  readonly onNews: (news: DeliveryNews) => void;
}

/** Deliveries at work: a receiver that is slow or gone delays nobody else. */
export interface Deliveries extends DeliveryState {
  /**
   * Takes on a finding or case; when it resolves, each receiver that wants it will get it, at least once, also after
   * a crash. One that was for the receiver with the key `to` goes to that alone, if it is among them. Throws if the
   * disk under the outbox has failed.
   */
  readonly send: (about: Finding | Case, to?: string) => Promise<void>;
  /** Resolves when nothing waits any more, after so many milliseconds, or when the signal fires. */
  readonly settle: (patience: number, signal?: AbortSignal) => Promise<void>;
  /** Stops; what waits stays in the outbox. */
  readonly stop: () => Promise<void>;
  /** Stops; what waits becomes dead letters. */
  readonly giveUp: () => Promise<void>;
}

/** Begins to deliver what waits in the outbox. */
export function startDeliveries(options: DeliveriesOptions): Deliveries {
  const { receivers, outbox, world } = options;
  const stopping = new AbortController();
  const rounds = receivers.map((receiver) =>
    createRound(receiver, { ...options, backoff: (attempt) => backoff(attempt, world.random()) }),
  );
  const failed = { error: undefined as unknown };
  const running = rounds.map((round) =>
    round.run(stopping.signal).catch((error: unknown) => {
      if (!stopping.signal.aborted) failed.error ??= error;
    }),
  );
  const stop = async (): Promise<void> => {
    stopping.abort(new Error('stopped'));
    await Promise.all(running);
    if (failed.error !== undefined) throw failed.error;
  };
  return {
    send: async (about, to) => {
      if (failed.error !== undefined) throw failed.error;
      const one = receivers.filter(({ key }) => key === to);
      const wanting = one.length > 0 ? one : receivers.filter((each) => isFor(each, about));
      await outbox.put(
        notificationOf(about, isoTime(world.now())),
        wanting.map(({ key }) => key),
      );
      for (const round of rounds) round.wake();
    },
    settle: (patience, signal) => untilIdle(rounds, { patience, signal, world }),
    stop,
    giveUp: async () => {
      await stop();
      for (const [index, { key }] of receivers.entries()) {
        const trouble = rounds[index]?.trouble();
        const because =
          trouble === undefined
            ? tell('delivery.late')
            : tell('delivery.lateBecause', { reason: trouble });
        for (;;) {
          const left = await outbox.next(key, 100);
          if (left.length === 0) break;
          await outbox.bury(key, left, because);
        }
      }
    },
    counts: () =>
      receivers.map(({ key, kind, name }, index) => {
        const trouble = rounds[index]?.trouble();
        const said = trouble === undefined ? null : toldInEnglish(trouble);
        return { kind, receiver: name, ...outbox.standing(key), trouble: said };
      }),
  };
}

interface Waiting {
  readonly patience: number;
  readonly signal: AbortSignal | undefined;
  readonly world: World;
}

async function untilIdle(
  rounds: readonly Round[],
  { patience, signal, world }: Waiting,
): Promise<void> {
  if (signal?.aborted) return;
  let end = (): void => {};
  const over = new Promise<void>((done) => {
    end = done;
  });
  const cancel = world.after(patience, end);
  signal?.addEventListener('abort', end, { once: true });
  await Promise.race([Promise.all(rounds.map((round) => round.idle())), over]);
  cancel();
  signal?.removeEventListener('abort', end);
}

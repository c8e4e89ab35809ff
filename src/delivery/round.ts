import type { Message } from '../language/message.ts';
import type { World } from '../okta/http/world.ts';
import type { Delivery } from './delivery.ts';
import type { Notification } from './notification.ts';
import type { Outbox } from './outbox.ts';
import type { Receiver } from './receiver.ts';

/** When a message is given up. */
export interface RoundLimits {
  /** Milliseconds since it was put into the outbox; it is tried at least once. */
  readonly age: number;
  /** Attempts that the receiver answered with a failure of its own. */
  readonly failures: number;
}

/** A day, in which somebody notices; and ten failures, in case it is the message that the receiver cannot digest. */
export const roundLimits: RoundLimits = { age: 86_400_000, failures: 10 };

/** What people should know of the deliveries to a receiver; `reason` may quote it: hostile text. */
export interface DeliveryNews {
  /** It begins to fail; it takes messages again; it will never take this; it takes none any more. */
  readonly kind: 'failing' | 'back' | 'dead' | 'gone';
  /** Kind and host. */
  readonly receiver: string;
  readonly reason: Message | undefined;
  /** How many messages it concerns. */
  readonly count: number;
}

/** The deliveries to one receiver, one after the other in order. */
export interface Round {
  /** Delivers until the signal fires. Throws if the outbox fails. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Says that something was put into the outbox. */
  readonly wake: () => void;
  /** Resolves when nothing waits. */
  readonly idle: () => Promise<void>;
  /** Why the latest attempt failed; undefined if it did not. */
  readonly trouble: () => Message | undefined;
}

export interface RoundOptions {
  readonly outbox: Outbox;
  readonly world: World;
  readonly limits: RoundLimits;
  readonly onNews: (news: DeliveryNews) => void;
  /** Milliseconds to wait after so many failed attempts in a row. */
  readonly backoff: (attempt: number) => number;
}

/** What a round remembers between attempts. */
interface Streak {
  /** Failed attempts in a row. */
  attempts: number;
  /** Failures that count, of the first message. */
  failures: number;
  trouble: Message | undefined;
  /** Why it takes no messages any more. */
  gone: Message | undefined;
  /** After a batch was refused its messages go one by one, since only one of them may be to blame. */
  alone: number;
}

/** The round of a receiver, not begun. */
export function createRound(receiver: Receiver, options: RoundOptions): Round {
  const { outbox, world } = options;
  const { key } = receiver;
  const streak: Streak = {
    attempts: 0,
    failures: 0,
    trouble: undefined,
    gone: undefined,
    alone: 0,
  };
  const bell = createBell();
  const rest = createBell();
  return {
    wake: bell.ring,
    trouble: () => streak.trouble,
    idle: async () => {
      while (outbox.standing(key).waiting > 0) await rest.next();
    },
    run: async (signal) => {
      signal.addEventListener('abort', bell.ring, { once: true });
      while (!signal.aborted) {
        const rung = bell.next();
        const batch = await outbox.next(key, streak.alone > 0 ? 1 : receiver.most);
        if (batch.length === 0) {
          rest.ring();
          await rung;
          continue;
        }
        const wait = await attempt(batch, { receiver, options, streak, signal });
        if (wait > 0) await world.sleep(wait, signal);
      }
    },
  };
}

interface Attempt {
  readonly receiver: Receiver;
  readonly options: RoundOptions;
  readonly streak: Streak;
  readonly signal: AbortSignal;
}

/** Tries once; returns how long to wait before the next attempt. */
async function attempt(batch: readonly Notification[], run: Attempt): Promise<number> {
  const { receiver, options, streak, signal } = run;
  const { outbox } = options;
  const delivery: Delivery =
    streak.gone === undefined
      ? await receiver.send(batch, signal)
      : { kind: 'gone', reason: streak.gone };
  if (delivery.kind === 'accepted') {
    await outbox.accepted(receiver.key, batch);
    if (streak.trouble !== undefined) tellOf(run, 'back', undefined, batch.length);
    Object.assign(streak, { attempts: 0, failures: 0, trouble: undefined });
    streak.alone = Math.max(0, streak.alone - 1);
    return 0;
  }
  if (delivery.kind === 'again') return again(batch, delivery, run);
  if (delivery.kind === 'never' && batch.length > 1) {
    streak.alone = batch.length;
    return 0;
  }
  if (delivery.kind === 'gone' && streak.gone === undefined)
    tellOf(run, 'gone', delivery.reason, 0);
  if (delivery.kind === 'gone') streak.gone = delivery.reason;
  await giveUp(batch, delivery.reason, run);
  return 0;
}

async function again(
  batch: readonly Notification[],
  { reason, counts = false, after = 0 }: Extract<Delivery, { kind: 'again' }>,
  run: Attempt,
): Promise<number> {
  const { options, streak } = run;
  const { world, limits } = options;
  if (streak.trouble === undefined) tellOf(run, 'failing', reason, batch.length);
  streak.trouble = reason;
  streak.attempts++;
  if (counts) streak.failures++;
  const [first] = batch as readonly [Notification, ...Notification[]];
  const isOld = world.now() - Date.parse(first.at) >= limits.age;
  if (!isOld && streak.failures < limits.failures) {
    return Math.max(options.backoff(streak.attempts), after);
  }
  // Of a batch the receiver may have failed over any: the others get attempts of their own.
  if (!isOld) streak.alone = Math.max(streak.alone, batch.length);
  await giveUp([first], reason, run);
  return isOld ? 0 : options.backoff(streak.attempts);
}

async function giveUp(
  batch: readonly Notification[],
  reason: Message,
  run: Attempt,
): Promise<void> {
  await run.options.outbox.bury(run.receiver.key, batch, reason);
  run.streak.failures = 0;
  run.streak.alone = Math.max(0, run.streak.alone - batch.length);
  tellOf(run, 'dead', reason, batch.length);
}

function tellOf(
  { receiver, options }: Attempt,
  kind: DeliveryNews['kind'],
  reason: Message | undefined,
  count: number,
): void {
  options.onNews({ kind, receiver: receiver.name, reason, count });
}

/** Something that can be waited for, again and again. */
function createBell() {
  let ring = (): void => {};
  let rung = Promise.resolve();
  const renew = (): void => {
    rung = new Promise((done) => {
      ring = done;
    });
  };
  renew();
  return {
    next: (): Promise<void> => rung,
    ring: (): void => {
      ring();
      renew();
    },
  };
}

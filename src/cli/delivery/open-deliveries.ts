import type { Deliveries } from '../../delivery/deliveries.ts';
import { startDeliveries } from '../../delivery/deliveries.ts';
import { openOutbox } from '../../delivery/outbox.ts';
import { type DeliveryNews, roundLimits } from '../../delivery/round.ts';
import { type Language, say } from '../../language/language.ts';
import { toldIn, toldInEnglish } from '../../language/message.ts';
import { type Disk, realDisk } from '../../okta/archive/disk.ts';
import type { World } from '../../okta/http/world.ts';
import type { Tool } from '../../report/finding/reporter.ts';
import { show } from '../../report/text/escape.ts';
import { createTheme } from '../../report/text/theme.ts';
import type { ConnectionNote } from '../config/connection.ts';
import type { LogEntry } from '../log/log-entry.ts';
import type { LogEvent } from '../log/log-events.ts';
import type { DeliverTarget } from '../option/deliver-option.ts';
import type { Io } from '../terminal/io.ts';
import { receiversOf } from './receivers.ts';

export interface OpeningOptions {
  readonly targets: readonly DeliverTarget[];
  /** The folder of the outbox. */
  readonly folder: string;
  /** The file of the dead letters. */
  readonly deadLetters: string;
  /** The disk of both; that of this machine if not given. */
  readonly disk?: Disk;
  readonly io: Pick<Io, 'env' | 'stdin' | 'platform'>;
  readonly world: World;
  readonly tool: Pick<Tool, 'name' | 'version'>;
  /** Of chats. */
  readonly language: Language;
  /** Of what is said on standard error. */
  readonly spoken: Language;
  /** The zone of times in chats. */
  readonly zone: string | undefined;
  /** Says something on standard error. */
  readonly warn: (entry: LogEntry) => void;
}

/** Makes the receivers that were asked for, and begins to deliver what waits in the outbox. */
export async function openDeliveries(options: OpeningOptions): Promise<Deliveries> {
  const { targets, folder, deadLetters, disk = realDisk() } = options;
  const { io, world, tool, language, spoken, zone, warn } = options;
  const form = { columns: 100, color: false, unicode: true, verbose: false, language };
  const theme = createTheme({ ...form, ...(zone !== undefined && { zone }) });
  const notes: ConnectionNote[] = [];
  const receivers = await receiversOf(targets, { io, world, tool, theme, notes });
  for (const { told } of notes) {
    warn({ event: 'okta.warning', line: show(toldIn(spoken, told), { max: 400 }) });
  }
  const outbox = await openOutbox({
    disk,
    folder,
    deadLetters,
    receivers,
    now: world.now,
  });
  const onNews = (news: DeliveryNews): void => warn(entryOf(news, deadLetters, spoken));
  return startDeliveries({ receivers, outbox, world, limits: roundLimits, onNews });
}

/** What each kind of news is in the log. */
const events = {
  failing: 'delivery.failing',
  back: 'delivery.back',
  dead: 'delivery.dead',
  gone: 'delivery.gone',
} as const satisfies Record<DeliveryNews['kind'], LogEvent>;

/** What people and programs are told of a receiver. */
function entryOf(news: DeliveryNews, deadLetters: string, language: Language): LogEntry {
  const { kind, receiver, reason, count } = news;
  const fields = {
    receiver,
    ...(reason && { reason: toldInEnglish(reason) }),
    ...(count > 0 && { count }),
  };
  return { event: events[kind], line: newsText(news, deadLetters, language), fields };
}

/** What people are told of a receiver; escaped, since it may quote the receiver. */
export function newsText(
  { kind, receiver: name, reason: why, count }: DeliveryNews,
  deadLetters: string,
  language: Language,
): string {
  const receiver = show(name, { max: 100 });
  const reason = show(why ? toldIn(language, why) : '', { max: 300 });
  const file = show(deadLetters, { max: 300 });
  if (kind === 'back') return say(language, 'delivery.back', { receiver });
  if (kind === 'dead') return say(language, 'delivery.dead', { receiver, count, reason, file });
  return say(language, `delivery.${kind}`, { receiver, reason });
}

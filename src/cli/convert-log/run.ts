import type { Event, Rejection } from '../../event/event.ts';
import { readEvents } from '../../input/events.ts';
import { exitCodes } from '../exit-code.ts';
import { fewRejections, rejectionLine } from '../terminal/closing-summary.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { asideSink, type Sink, streamSink } from '../terminal/sink.ts';
import { tellWaiting } from '../terminal/waiting.ts';
import type { ConvertFlags } from './command.ts';

/** Characters that are written at once. */
const batch = 1 << 18;

/** What a conversion came to. */
interface Account {
  events: number;
  skipped: number;
  /** Events that their format had stripped of fields. */
  stripped: number;
}

/** Writes all events of the exports as NDJSON, in the order in which they are read; gives the exit code. */
export async function convertLog(
  paths: readonly string[],
  flags: ConvertFlags,
  io: Io,
): Promise<number> {
  const { output, quiet, allowPartial, encoding } = flags;
  const sink =
    output === undefined ? streamSink(io.stdout, 'standard output') : await fileSink(output);
  const stderr = asideSink(io.stderr);
  const warn = (line: string): Promise<void> => stderr.write(`${line}\n`);
  const say = async (line: string): Promise<void> => {
    if (!quiet) await warn(line);
  };
  const onWait = tellWaiting(io, quiet === true);
  const interrupt = onInterrupt(io, sink.discard);
  try {
    const account = await convert(paths, {
      io,
      sink,
      say,
      onWait,
      encoding,
      signal: interrupt.abort,
    });
    await sink.finish();
    await say(recap(account));
    for (const line of losses(account)) await warn(line);
    const isPartial = account.skipped > 0 || account.events === 0;
    return isPartial && allowPartial !== true ? exitCodes.doubt : exitCodes.clean;
  } catch (error) {
    sink.discard();
    const signal = interrupt.by();
    if (signal === undefined) throw error;
    await warn('interrupted: the input was not read to its end');
    return exitCodes[signal];
  } finally {
    interrupt.release();
  }
}

interface Conversion {
  readonly io: Io;
  readonly sink: Sink;
  readonly say: (line: string) => Promise<void>;
  readonly onWait: (file: string, why: string) => void;
  readonly signal: AbortSignal;
  readonly encoding: string | undefined;
}

async function convert(paths: readonly string[], conversion: Conversion): Promise<Account> {
  const { io, sink, signal, onWait, encoding } = conversion;
  const told = encoding !== undefined && { encoding };
  const account: Account = { events: 0, skipped: 0, stripped: 0 };
  let text = '';
  for await (const item of readEvents(paths, { stdin: io.stdin, signal, onWait, ...told })) {
    if (item.kind === 'event') {
      text += lineOf(item, account);
    } else if (item.kind === 'rejection') {
      await tell(item, ++account.skipped, conversion);
    }
    if (text.length >= batch) {
      await sink.write(text);
      text = '';
    }
  }
  await sink.write(text);
  return account;
}

function lineOf({ raw, keeps }: Event, account: Account): string {
  account.events++;
  if (keeps) account.stripped++;
  return `${JSON.stringify(raw)}\n`;
}

async function tell(rejection: Rejection, count: number, { say }: Conversion): Promise<void> {
  if (count <= fewRejections) await say(rejectionLine(rejection));
  else if (count === fewRejections + 1) await say('skipped: more');
}

const plural = (count: number, noun: string): string => (count === 1 ? noun : `${noun}s`);

const number = (value: number): string => value.toLocaleString('en-US');

function recap({ events, skipped }: Account): string {
  return `${number(events)} ${plural(events, 'event')} converted, ${number(skipped)} ${plural(skipped, 'record')} skipped`;
}

/** Why the output is not all that it should be. */
function losses({ events, skipped, stripped }: Account): readonly string[] {
  const lost: string[] = [];
  if (stripped > 0) {
    lost.push(`${number(stripped)} of the events may lack fields: their format does not hold all`);
  }
  if (skipped > 0) {
    lost.push(`not complete: ${number(skipped)} ${plural(skipped, 'record')} could not be read`);
  }
  if (events === 0) lost.push('not complete: there is no event in the input');
  return lost;
}

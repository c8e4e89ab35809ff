import type { Event, Rejection } from '../../event/event.ts';
import { readEvents } from '../../input/events.ts';
import { type Language, say } from '../../language/language.ts';
import { type Message, tell } from '../../language/message.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { fewRejections, rejectionLine } from '../terminal/closing-summary.ts';
import { fileSink } from '../terminal/file-sink.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { asideSink, type Sink, streamSink } from '../terminal/sink.ts';
import { tellWaiting } from '../terminal/waiting.ts';

/** The options of `convert-log` as given. */
export interface ConvertFlags {
  readonly output?: string;
  /** A label of `TextDecoder`. */
  readonly encoding?: string;
  readonly allowPartial?: boolean;
  readonly quiet?: boolean;
}

/** Characters per write. */
const batch = 1 << 18;

/** The counts of a conversion. */
interface Counts {
  events: number;
  skipped: number;
  /** Events that may lack fields because of their format. */
  stripped: number;
}

/** Writes all events of the exports as NDJSON, in the order of the input; returns the exit code. */
export async function convertLog(
  paths: readonly string[],
  flags: ConvertFlags,
  { io, speech: { language } }: Pick<CommandContext, 'io' | 'speech'>,
): Promise<number> {
  const { output, quiet, allowPartial, encoding } = flags;
  const sink =
    output === undefined ? streamSink(io.stdout, tell('output.stdout')) : await fileSink(output);
  const stderr = asideSink(io.stderr);
  const warn = (line: string): Promise<void> => stderr.write(`${line}\n`);
  const aside = async (line: string): Promise<void> => {
    if (!quiet) await warn(line);
  };
  const onWait = tellWaiting(io, quiet === true, language);
  const interrupt = onInterrupt(io, sink.discard);
  try {
    const { abort: signal } = interrupt;
    const counts = await convert(paths, { io, sink, aside, language, onWait, encoding, signal });
    await sink.finish();
    const { events, skipped } = counts;
    await aside(say(language, 'run.converted', { events, records: skipped }));
    for (const line of losses(counts, language)) await warn(line);
    const isPartial = skipped > 0 || events === 0;
    return isPartial && allowPartial !== true ? exitCodes.doubt : exitCodes.clean;
  } catch (error) {
    sink.discard();
    const signal = interrupt.by();
    if (signal === undefined) throw error;
    await warn(say(language, 'run.interruptedInput'));
    return exitCodes[signal];
  } finally {
    interrupt.release();
  }
}

interface Conversion {
  readonly io: Io;
  readonly sink: Sink;
  readonly aside: (line: string) => Promise<void>;
  readonly language: Language;
  readonly onWait: (file: string, why: Message) => void;
  readonly signal: AbortSignal;
  readonly encoding: string | undefined;
}

async function convert(paths: readonly string[], conversion: Conversion): Promise<Counts> {
  const { io, sink, signal, onWait, encoding } = conversion;
  const counts: Counts = { events: 0, skipped: 0, stripped: 0 };
  const options = {
    stdin: io.stdin,
    signal,
    onWait,
    ...(encoding !== undefined && { encoding }),
  };
  let text = '';
  for await (const item of readEvents(paths, options)) {
    if (item.kind === 'event') {
      text += lineOf(item, counts);
    } else if (item.kind === 'rejection') {
      await report(item, ++counts.skipped, conversion);
    }
    if (text.length >= batch) {
      await sink.write(text);
      text = '';
    }
  }
  await sink.write(text);
  return counts;
}

function lineOf({ raw, keeps }: Event, counts: Counts): string {
  counts.events++;
  if (keeps) counts.stripped++;
  return `${JSON.stringify(raw)}\n`;
}

async function report(
  rejection: Rejection,
  count: number,
  { aside, language }: Conversion,
): Promise<void> {
  if (count <= fewRejections) await aside(rejectionLine(rejection, language));
  else if (count === fewRejections + 1) await aside(say(language, 'run.skippedMore'));
}

/** Why the output is incomplete. */
function losses({ events, skipped, stripped }: Counts, language: Language): readonly string[] {
  const lost: string[] = [];
  if (stripped > 0) {
    lost.push(say(language, 'run.mayLack', { count: stripped }));
  }
  if (skipped > 0) {
    lost.push(say(language, 'run.notRead', { count: skipped }));
  }
  if (events === 0) lost.push(say(language, 'run.noEvents'));
  return lost;
}

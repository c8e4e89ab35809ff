import type { Event, Rejection, Source } from '../../event/event.ts';
import { batchesOf, recordsIn } from '../../event/records.ts';
import type { Summary } from '../../finding/summary.ts';
import { type Language, say } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { tell, told } from '../../language/message.ts';
import type { Interrupt } from '../terminal/interrupt.ts';

/** Adds to what a run came to the doubts that its input leaves. */
export type Admit = <Part extends Pick<Summary, 'doubts'>>(summary: Part) => Part;

type Read = Event | Rejection | Source;

/** Input that a signal may cut short. */
export interface LogReading {
  /** A file that is cut short gets a source record as well, for the part that was read. */
  readonly events: AsyncIterable<Read>;
  /** The summary, with a doubt if the run was interrupted. */
  readonly admit: Admit;
}

/** Ends `events` at the first signal, however their reader handles it. `file` names what is being read. */
export function readUntil(
  interrupt: Interrupt,
  events: AsyncIterable<Read>,
  file: () => string,
  language: Language = inEnglish,
): LogReading {
  let isCut = false;
  let records = 0;
  const untilCut = function* (batch: Iterable<Read>): Generator<Read> {
    for (const item of batch) {
      records = item.kind === 'source' ? records - item.records : records + 1;
      yield item;
      if (interrupt.abort.aborted) return;
    }
  };
  const batches = async function* (): AsyncGenerator<Iterable<Read>> {
    try {
      for await (const batch of batchesOf(events)) {
        yield untilCut(batch);
        if (interrupt.abort.aborted) break;
      }
    } catch (error) {
      if (!interrupt.abort.aborted) throw error;
    }
    isCut = interrupt.abort.aborted;
    if (isCut && records > 0) yield [sourceOf(file(), records)];
  };
  return {
    events: recordsIn(batches()),
    admit: (summary) => {
      const by = interrupt.by();
      const isBroken = summary.doubts.some(({ code }) => code === 'cut-short');
      if (by === undefined || !(isCut || isBroken)) return summary;
      const name = isCut ? 'doubt.interruptedReading' : 'doubt.interrupted';
      const message = say(language, name, { signal: by });
      const doubt = { code: 'cut-short', message } as const;
      return { ...summary, doubts: [doubt, ...summary.doubts] };
    },
  };
}

/** The source of the records of a file that was cut short. */
function sourceOf(file: string, records: number): Source {
  const note = told(tell('source.notRead'));
  return {
    kind: 'source',
    file,
    format: 'cut short',
    compression: 'none',
    bytes: 0,
    records,
    note: note.message,
    toldNote: note.told,
  };
}

import type { Event, Rejection, Source } from '../../event/event.ts';
import type { Summary } from '../../finding/summary.ts';
import type { Interrupt } from '../terminal/interrupt.ts';

type Read = Event | Rejection | Source;

/** The input of a run that a signal may cut short. */
export interface LogReading {
  /** Of a file that is cut short there is an account, too: of what was read of it. */
  readonly events: AsyncIterable<Read>;
  /** The summary, with a doubt added if the run did not come to its end. */
  readonly admit: (summary: Summary) => Summary;
}

/**
 * Ends `events` with the first signal, however their reader itself takes it. `file` tells what is read at
 * the moment.
 */
export function readUntil(
  interrupt: Interrupt,
  events: AsyncIterable<Read>,
  file: () => string,
): LogReading {
  let isCut = false;
  let records = 0;
  return {
    events: (async function* () {
      try {
        for await (const item of events) {
          records = item.kind === 'source' ? records - item.records : records + 1;
          yield item;
          if (interrupt.abort.aborted) break;
        }
      } catch (error) {
        if (!interrupt.abort.aborted) throw error;
      }
      isCut = interrupt.abort.aborted;
      if (isCut && records > 0) yield accountOf(file(), records);
    })(),
    admit: (summary) => {
      const by = interrupt.by();
      const isBroken = summary.doubts.some(({ code }) => code === 'cut-short');
      if (by === undefined || !(isCut || isBroken)) return summary;
      const where = isCut ? ': the input was not read to its end' : '';
      const doubt = { code: 'cut-short', message: `interrupted by ${by}${where}` } as const;
      return { ...summary, doubts: [doubt, ...summary.doubts] };
    },
  };
}

/** The account of records of which there is none, since their file was not read to its end. */
function accountOf(file: string, records: number): Source {
  const note = 'not read to its end';
  return {
    kind: 'source',
    file,
    format: 'cut short',
    compression: 'none',
    bytes: 0,
    records,
    note,
  };
}

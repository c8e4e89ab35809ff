import type { Event, Rejection, Source } from '../event/event.ts';
import type { Summary } from '../finding/summary.ts';
import type { Interrupt } from './interrupt.ts';

type Read = Event | Rejection | Source;

/** The input of a run that a signal may cut short. */
export interface Reading {
  readonly events: AsyncIterable<Read>;
  /** The summary, with a doubt added if the input was not read to its end. */
  readonly admit: (summary: Summary) => Summary;
}

/** Ends `events` with the first signal, however their reader itself takes it. */
export function readUntil(interrupt: Interrupt, events: AsyncIterable<Read>): Reading {
  let isCut = false;
  return {
    events: (async function* () {
      try {
        for await (const event of events) {
          yield event;
          if (interrupt.abort.aborted) return;
        }
      } catch (error) {
        if (!interrupt.abort.aborted) throw error;
      } finally {
        isCut = interrupt.abort.aborted;
      }
    })(),
    admit: (summary) => {
      if (!isCut || summary.doubts.some(({ code }) => code === 'cut-short')) return summary;
      const message = `interrupted by ${interrupt.by()}: the input was not read to its end`;
      return { ...summary, doubts: [...summary.doubts, { code: 'cut-short', message }] };
    },
  };
}

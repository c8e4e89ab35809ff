import { exitCodes } from './exit-code.ts';
import type { Io, Signal } from './io.ts';

/** How a run hears that it should end early. */
export interface Interrupt {
  /** Aborted by the first signal: stop reading, report what there is. */
  readonly abort: AbortSignal;
  /** The signal that came, if one did. */
  readonly by: () => Signal | undefined;
  /** Stops listening; signals do again what they do by default. */
  readonly release: () => void;
}

/** Listens for signals. The second one runs `leave` and ends the process at once. */
export function onInterrupt(io: Pick<Io, 'onSignal' | 'exit'>, leave: () => void): Interrupt {
  const controller = new AbortController();
  let by: Signal | undefined;
  const release = io.onSignal((signal) => {
    if (by === undefined) {
      by = signal;
      controller.abort();
    } else {
      leave();
      io.exit(exitCodes[signal]);
    }
  });
  return { abort: controller.signal, by: () => by, release };
}

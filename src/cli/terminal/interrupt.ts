import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Phase } from '../../hunt.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io, Signal } from './io.ts';

/** How a run hears that it should end early. */
export interface Interrupt {
  /** Aborted by the first signal: stop reading, report what there is. */
  readonly abort: AbortSignal;
  /** The signal that came, if one did. */
  readonly by: () => Signal | undefined;
  /**
   * Whether to go on with what is done after reading: always without a signal, after one for a moment, so
   * that what was read before can be judged and told. Now and then it lets signals be heard.
   */
  readonly goOn: (phase: Phase) => Promise<boolean> | boolean;
  /** The same, of the moment, without letting anything be heard. */
  readonly hasTime: (phase: Phase) => boolean;
  /** Stops listening; signals do again what they do by default. */
  readonly release: () => void;
}

/** How long after a signal a phase may last, in milliseconds; with the report it is to be two seconds. */
const patience: Readonly<Record<Phase, number>> = { judging: 700, telling: 1_300 };

/** Milliseconds of work between two moments in which signals are heard. */
const mostBusy = 50;

/** Listens for signals. The second one runs `leave` and ends the process at once. */
export function onInterrupt(io: Pick<Io, 'onSignal' | 'exit'>, leave: () => void): Interrupt {
  const controller = new AbortController();
  let by: Signal | undefined;
  let since = Number.POSITIVE_INFINITY;
  let rested = performance.now();
  const release = io.onSignal((signal) => {
    if (by === undefined) {
      by = signal;
      since = performance.now();
      controller.abort();
    } else {
      leave();
      io.exit(exitCodes[signal]);
    }
  });
  const hasTime = (phase: Phase): boolean => performance.now() - since < patience[phase];
  const rest = async (phase: Phase): Promise<boolean> => {
    await nextTurn();
    rested = performance.now();
    return hasTime(phase);
  };
  return {
    abort: controller.signal,
    by: () => by,
    goOn: (phase) => performance.now() - rested < mostBusy || rest(phase),
    hasTime,
    release,
  };
}

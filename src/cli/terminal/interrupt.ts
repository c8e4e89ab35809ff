import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Phase } from '../../hunt.ts';
import { monotonicTime } from '../../input/monotonic-time.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io, Signal } from './io.ts';

/** How a run learns that it should end early. */
export interface Interrupt {
  /** Aborted by the first signal: stop reading, report what there is. */
  readonly abort: AbortSignal;
  /** The signal that came, if one did. */
  readonly by: () => Signal | undefined;
  /**
   * Whether to go on after reading: without a signal always, after one for a short time, so that what was
   * read can be evaluated and reported. Now and then it yields, so that signals arrive.
   */
  readonly shouldContinue: (phase: Phase) => Promise<boolean> | boolean;
  /** The same without yielding. */
  readonly hasTime: (phase: Phase) => boolean;
  /** From now on Ctrl-C is for a program in front of the terminal, such as a pager; other signals count as before. */
  readonly leaveKeyboard: () => void;
  /** Stops listening; signals have their default effect again. */
  readonly release: () => void;
}

/** How long a phase may last after a signal, in milliseconds; two seconds in all with the report. */
const patience: Readonly<Record<Phase, number>> = { evaluating: 700, reporting: 1_300 };

/** Milliseconds of work between two yields. */
const mostBusy = 50;

/**
 * Listens for signals. The second one runs `leave` and ends the process at once. If `onHangup` is given, SIGHUP
 * calls it and ends nothing.
 */
export function onInterrupt(
  io: Pick<Io, 'onSignal' | 'exit'>,
  leave: () => void,
  onHangup?: () => void,
): Interrupt {
  const controller = new AbortController();
  let by: Signal | undefined;
  let since = Number.POSITIVE_INFINITY;
  let rested = monotonicTime();
  let isOurs = true;
  const release = io.onSignal((signal) => {
    if (signal === 'SIGINT' && !isOurs) return;
    if (signal === 'SIGHUP' && onHangup) return onHangup();
    if (by === undefined) {
      by = signal;
      since = monotonicTime();
      controller.abort();
    } else {
      leave();
      io.exit(exitCodes[signal]);
    }
  });
  const hasTime = (phase: Phase): boolean => monotonicTime() - since < patience[phase];
  const rest = async (phase: Phase): Promise<boolean> => {
    await nextTurn();
    rested = monotonicTime();
    return hasTime(phase);
  };
  return {
    abort: controller.signal,
    by: () => by,
    shouldContinue: (phase) => monotonicTime() - rested < mostBusy || rest(phase),
    hasTime,
    leaveKeyboard: () => {
      isOurs = false;
    },
    release,
  };
}

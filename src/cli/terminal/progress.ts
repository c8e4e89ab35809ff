import type { EvaluationProgress } from '../../engine/outcome.ts';
import type { ReadProgress as Position } from '../../input/events.ts';
import { show } from '../../report/text/escape.ts';
import { quantity } from '../../report/text/quantity.ts';
import type { Canvas } from './canvas.ts';

/** Runs that end within this time show no progress; milliseconds. */
const patience = 1_000;
/** Milliseconds between redraws. */
const pause = 100;
const barWidth = 20;

/** A line that is redrawn. */
export interface Progress {
  readonly update: (position: Position) => void;
  /** The log was read, and a rule is about to be evaluated. */
  readonly evaluating: (evaluating: EvaluationProgress) => void;
  /** Clears the line, so that something else can be written in its place. */
  readonly clear: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { update: () => {}, evaluating: () => {}, clear: () => {} };

/** Draws progress with `write`, at most ten times a second, starting after a second. */
export function drawProgress(
  write: (text: string) => void,
  now: () => number,
  canvas: Canvas,
): Progress {
  let next = now() + patience;
  let isDrawn = false;
  const draw = (line: () => string): void => {
    const time = now();
    if (time < next) return;
    next = time + pause;
    isDrawn = true;
    write(`\r${line()}\x1b[K`);
  };
  return {
    update: (position) => draw(() => progressLine(position, canvas)),
    evaluating: (judging) => draw(() => evaluatingLine(judging, canvas)),
    clear: () => {
      if (isDrawn) write('\r\x1b[K');
      isDrawn = false;
    },
  };
}

/** One line, narrower than the terminal: one that wraps could not be redrawn. */
export function progressLine(position: Position, { columns, unicode }: Canvas): string {
  const { file, bytesRead, bytesTotal, records } = position;
  const share = bytesTotal ? Math.min(1, bytesRead / bytesTotal) : undefined;
  const bar = share === undefined ? '' : `${barOf(share, unicode)} ${percent(share)}  `;
  const separator = unicode ? '·' : '-';
  const counted = ` ${separator} ${quantity(records, 'record')}`;
  const start = `scanning  ${bar}`;
  const room = columns - 1 - start.length - counted.length;
  return room < 8
    ? start.trimEnd().slice(0, Math.max(0, columns - 1))
    : `${start}${show(file, { max: room })}${counted}`;
}

/** The same for the evaluation after reading. */
export function evaluatingLine(
  { rule, done, rules }: EvaluationProgress,
  { columns, unicode }: Canvas,
): string {
  const line = `evaluating ${barOf(done / rules, unicode)} ${percent(done / rules)}  ${show(rule, { max: 60 })}`;
  return line.slice(0, Math.max(0, columns - 1));
}

/** A bar for a share between 0 and 1. */
export function barOf(share: number, unicode: boolean): string {
  const filled = Math.round(share * barWidth);
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.'];
  return full.repeat(filled) + empty.repeat(barWidth - filled);
}

/** `  56%`; always four columns. */
export function percent(share: number): string {
  return `${Math.floor(share * 100)}%`.padStart(4);
}

import type { EvaluationProgress } from '../../engine/outcome.ts';
import type { ReadProgress as Position } from '../../input/events.ts';
import { show } from '../../report/text/escape.ts';
import type { Canvas } from './canvas.ts';

/** Nothing is shown of runs that end within this time. */
const patience = 1_000;
/** Milliseconds between two drawings. */
const pause = 100;
const barWidth = 20;

/** A line that is drawn over and over. */
export interface Progress {
  readonly update: (position: Position) => void;
  /** The log was read, and a rule is about to be judged. */
  readonly judging: (judging: EvaluationProgress) => void;
  /** Wipes the line, so that something else can be written in its place. */
  readonly clear: () => void;
}

/** For when nobody watches. */
export const noProgress: Progress = { update: () => {}, judging: () => {}, clear: () => {} };

/** Draws progress with `write`, at most ten times a second, from one second after now on. */
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
    judging: (judging) => draw(() => judgingLine(judging, canvas)),
    clear: () => {
      if (isDrawn) write('\r\x1b[K');
      isDrawn = false;
    },
  };
}

/** One line, shorter than the terminal is wide: a longer one would wrap and could not be redrawn. */
export function progressLine(position: Position, { columns, unicode }: Canvas): string {
  const { file, bytesRead, bytesTotal, records } = position;
  const share = bytesTotal ? Math.min(1, bytesRead / bytesTotal) : undefined;
  const bar = share === undefined ? '' : `${barOf(share, unicode)} ${percent(share)}  `;
  const separator = unicode ? '·' : '-';
  const counted = ` ${separator} ${records.toLocaleString('en-US')} records`;
  const start = `scanning  ${bar}`;
  const room = columns - 1 - start.length - counted.length;
  return room < 8
    ? start.trimEnd().slice(0, Math.max(0, columns - 1))
    : `${start}${show(file, { max: room })}${counted}`;
}

/** The same for the time after reading. */
export function judgingLine(
  { rule, done, rules }: EvaluationProgress,
  { columns, unicode }: Canvas,
): string {
  const line = `judging   ${barOf(done / rules, unicode)} ${percent(done / rules)}  ${show(rule, { max: 60 })}`;
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

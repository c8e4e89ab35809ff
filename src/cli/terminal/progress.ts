import type { EvaluationProgress } from '../../engine/outcome.ts';
import type { ReadProgress as Position } from '../../input/events.ts';
import { groupedDigits, type Language, say } from '../../language/language.ts';
import { type Safe, show, startOf, widthOf } from '../../report/text/escape.ts';
import { logTo } from '../log/run-log.ts';
import { type Canvas, canRedraw, streamCanvas } from './canvas.ts';
import type { Io } from './io.ts';

/** Runs that end within this time show no progress; milliseconds. */
const patience = 1_000;
/** Milliseconds between redraws. */
const pause = 100;
/** Milliseconds between two lines where nobody watches. */
const longPause = 30_000;
/** After less time than this a rate says nothing; milliseconds. */
export const leastTime = 1_000;
const barWidth = 20;
/** Columns below which a file's name is left out. */
export const leastName = 8;

/** Tells how far a run has come. */
export interface Progress {
  readonly update: (position: Position) => void;
  /** The log was read, and a rule is about to be evaluated. */
  readonly evaluating: (evaluating: EvaluationProgress) => void;
  /** Clears a line that is redrawn, so that something else can be written in its place. */
  readonly clear: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { update: () => {}, evaluating: () => {}, clear: () => {} };

/** How people are told. */
export interface ProgressTelling {
  readonly quiet: boolean;
  /** Nothing but ASCII. */
  readonly ascii?: boolean;
  /** No line that is redrawn, and no signs beyond ASCII. */
  readonly plain?: boolean;
  readonly language: Language;
}

/**
 * Shows progress on standard error: in a terminal a line that is redrawn, elsewhere a line each half minute, nothing
 * if quiet. Both begin only when a run takes longer than they are apart.
 */
export function showProgress(
  io: Pick<Io, 'stderr' | 'env' | 'platform' | 'now'>,
  { quiet, ascii = false, plain = false, language }: ProgressTelling,
): Progress {
  if (quiet) return noProgress;
  const write = (text: string): void => void io.stderr.write(text);
  const states = watchProgress(io.now);
  if (plain || !canRedraw(io.stderr, io.env)) return logged(io, states, language);
  const canvas = streamCanvas(io.stderr, io.env, io.platform, 'never');
  const unicode = !ascii && (canvas.unicode || language.tag !== 'en');
  return drawn(write, states, io.now, (state) =>
    progressLine(state, { ...canvas, unicode }, language),
  );
}

/** How far a phase of a run has come. */
export interface ProgressState {
  readonly phase: 'reading' | 'evaluating';
  /** From 0 to 1; undefined if nobody knows the whole. */
  readonly share: number | undefined;
  /** What it is at: a file, a rule. Hostile text. */
  readonly at: string;
  /** Records so far, in all inputs. */
  readonly records: number;
  /** Rules evaluated so far, of how many; undefined while the log is read. */
  readonly rules: { readonly done: number; readonly all: number } | undefined;
  /** Milliseconds since the phase began. */
  readonly elapsed: number;
}

/** Gathers from what a run says how far each phase has come; who reads all inputs again begins anew. */
interface ProgressWatch {
  readonly read: (position: Position) => ProgressState;
  readonly evaluate: (evaluating: EvaluationProgress) => ProgressState;
}

function watchProgress(now: () => number): ProgressWatch {
  let begun: Partial<Record<ProgressState['phase'], number>> = { reading: now() };
  let [file, before, latest, bytes, bytesOfOthers] = ['', 0, 0, 0, 0];
  const elapsed = (phase: ProgressState['phase']): number => {
    begun[phase] ??= now();
    return now() - begun[phase];
  };
  return {
    read: ({ file: at, bytesRead, bytesBefore, bytesOfAll, records }) => {
      const isAgain = bytesBefore < bytesOfOthers || (at === file && bytesRead < bytes);
      if (isAgain) [begun, file, before, latest] = [{}, at, 0, 0];
      else if (at !== file) [file, before] = [at, before + latest];
      [latest, bytes, bytesOfOthers] = [records, bytesRead, bytesBefore];
      const share = bytesOfAll ? Math.min(1, (bytesBefore + bytesRead) / bytesOfAll) : undefined;
      const state = { phase: 'reading', share, at, records: before + records } as const;
      return { ...state, rules: undefined, elapsed: elapsed('reading') };
    },
    evaluate: ({ rule, done, rules: all }) => ({
      phase: 'evaluating',
      share: done / all,
      at: rule,
      records: before + latest,
      rules: { done, all },
      elapsed: elapsed('evaluating'),
    }),
  };
}

/** A line that is redrawn, at most ten times a second, starting after a second. */
function drawn(
  write: (text: string) => void,
  states: ProgressWatch,
  now: () => number,
  lineOf: (state: ProgressState) => string,
): Progress {
  let next = now() + patience;
  let isDrawn = false;
  const draw = (state: ProgressState): void => {
    const time = now();
    if (time < next) return;
    next = time + pause;
    isDrawn = true;
    write(`\r${lineOf(state)}\x1b[K`);
  };
  return {
    update: (position) => draw(states.read(position)),
    evaluating: (judging) => draw(states.evaluate(judging)),
    clear: () => {
      if (isDrawn) write('\r\x1b[K');
      isDrawn = false;
    },
  };
}

/** A line each half minute. */
function logged(
  { stderr, now }: Pick<Io, 'stderr' | 'now'>,
  states: ProgressWatch,
  language: Language,
): Progress {
  let next = now() + longPause;
  const log = (state: ProgressState): void => {
    const time = now();
    if (time < next) return;
    next = time + longPause;
    const { share, at, phase, records } = state;
    const parts = [
      ...(share === undefined ? [] : [percent(share).trim()]),
      show(at, { max: 300, cut: 'middle' }),
      ...numbersOf(state, language),
    ];
    const told = {
      phase: say(language, `progress.${phase}`),
      parts: parts.join(language.texts['list.comma']),
    };
    const line = say(language, 'progress.line', told);
    void logTo({ stderr }, { event: 'scan.progress', line, fields: { phase, at, records, share } });
  };
  return {
    update: (position) => log(states.read(position)),
    evaluating: (judging) => log(states.evaluate(judging)),
    clear: () => {},
  };
}

/** One line, narrower than the terminal: one that wraps could not be redrawn. */
export function progressLine(
  state: ProgressState,
  { columns, unicode }: Pick<Canvas, 'columns' | 'unicode'>,
  language: Language,
): string {
  const { phase, share, at } = state;
  const most = Math.max(0, columns - 1);
  const bar = share === undefined ? '' : `${barOf(share, unicode)} ${percent(share)}  `;
  const start = `${say(language, `progress.${phase}`)}  ${bar}`;
  const separator = unicode ? ' · ' : ' - ';
  // What is last in the list is wanted most: how long it will take.
  const numbers = [...numbersOf(state, language)];
  const end = (): string => numbers.map((part) => `${separator}${part}`).join('');
  const room = (): number => most - widthOf(start as Safe) - widthOf(end() as Safe);
  while (numbers.length > 0 && room() < leastName) numbers.shift();
  const name = room() >= leastName ? show(at, { max: room(), cut: 'middle', ascii: !unicode }) : '';
  const line = name === '' ? start.trimEnd() : `${start}${name}${end()}`;
  return startOf(line as Safe, most);
}

/** How many, how fast, and how long still, as far as that can be told. */
function numbersOf(
  { share, records, rules, elapsed }: ProgressState,
  language: Language,
): readonly string[] {
  const rate = Math.round((records * 1_000) / elapsed);
  const isKnown = elapsed >= leastTime;
  const left = share === undefined || share === 0 ? undefined : (elapsed * (1 - share)) / share;
  return [
    rules
      ? say(language, 'progress.rules', { done: rules.done, rules: rules.all })
      : say(language, 'amount.records', { count: records }),
    ...(isKnown && !rules ? [say(language, 'progress.rate', { count: groupedDigits(rate) })] : []),
    ...(isKnown && left !== undefined
      ? [say(language, 'progress.left', { time: timeText(left) })]
      : []),
  ];
}

/** A length in milliseconds: `0:07`, `12:03`, `1:00:07`. */
export function timeText(length: number): string {
  const seconds = Math.ceil(length / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const end = `${String(seconds % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${end}` : `${minutes}:${end}`;
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

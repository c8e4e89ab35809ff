import { millisecondsInDay } from 'date-fns/constants';
import type { Wait } from '../../okta/http/client.ts';
import type { World } from '../../okta/http/world.ts';
import type { Span } from '../../okta/log/log-query.ts';
import { show } from '../../report/text/escape.ts';
import type { Connection } from '../config/connection.ts';
import { type Canvas, canRedraw, streamCanvas } from '../terminal/canvas.ts';
import type { Io } from '../terminal/io.ts';
import { barOf, percent } from '../terminal/progress.ts';

/** How far a pull has come. */
export interface PullProgress {
  readonly span: Span;
  /** Published of the last event, in milliseconds. */
  readonly reached: number | undefined;
  readonly events: number;
  readonly requests: number;
  readonly rate: { readonly remaining: number; readonly limit: number } | undefined;
  /** The server's clock minus this machine's, in milliseconds. */
  readonly skew: number | undefined;
}

/** A clock that is wrong by more makes `--since 1h` mean something else, and signed assertions fail. */
export const mostSkew = 300_000;

/** Shows a pull while it runs: a line drawn over and over, or off a terminal a line every half minute. */
export interface Pulling {
  readonly page: (standing: PullProgress) => void;
  readonly wait: (wait: Wait) => void;
  /** What is left of a wait, in milliseconds. */
  readonly tick: (left: number) => void;
  /** Warns once if the server's clock and this machine's, whose difference in milliseconds is given, disagree. */
  readonly clocks: (skew: number | undefined) => void;
  /** A line of its own. */
  readonly say: (line: string) => void;
  /** The same for what is told even if quiet, since something is lost or may be. */
  readonly warn: (line: string) => void;
  readonly clear: () => void;
}

const pause = 100;
/** Off a terminal. */
const longPause = 30_000;
/** Shorter waits are not worth a line off a terminal, in milliseconds. */
const shortWait = 5_000;

/** Shows a pull on standard error; warnings alone if quiet. */
export function showPulling(io: Io, quiet: boolean): Pulling {
  const canvas = streamCanvas(io.stderr, io.env, io.platform, 'never');
  const isLive = canRedraw(io.stderr, io.env);
  let next = io.now() + (isLive ? 0 : longPause);
  let drawn = false;
  let waiting: Wait | undefined;
  let isWarned = false;
  const write = (text: string): void => void (quiet || io.stderr.write(text));
  const draw = (line: string): void => {
    drawn = true;
    write(`\r${line.slice(0, Math.max(0, canvas.columns - 1))}\x1b[K`);
  };
  const clear = (): void => {
    if (drawn) write('\r\x1b[K');
    drawn = false;
  };
  const say = (line: string): void => {
    clear();
    write(`${show(line)}\n`);
  };
  const warn = (line: string): void => {
    clear();
    io.stderr.write(`${show(line)}\n`);
  };
  const clocks = (skew = 0): void => {
    if (Math.abs(skew) <= mostSkew || isWarned) return;
    isWarned = true;
    warn(`warning: ${skewText(skew)}; times such as --since 1h count by it`);
  };
  return {
    page: (standing) => {
      clocks(standing.skew);
      const now = io.now();
      if (now < next) return;
      next = now + (isLive ? pause : longPause);
      const line = pullingLine(standing, canvas);
      if (isLive) draw(line);
      else write(`${line}\n`);
    },
    wait: (wait) => {
      waiting = wait;
      if (!isLive && wait.length >= shortWait) write(`${waitLine(wait, wait.length, canvas)}\n`);
    },
    tick: (left) => {
      if (isLive && waiting) draw(waitLine(waiting, left, canvas));
    },
    clocks,
    say,
    warn,
    clear,
  };
}

/** Tells what a connection has to note; its warnings even if quiet. */
export function tellNotes({ notes }: Pick<Connection, 'notes'>, pulling: Pulling): void {
  for (const note of notes) {
    if (note.startsWith('warning')) pulling.warn(note);
    else pulling.say(note);
  }
}

/** The world, with waits that tell each second how much is left. */
export function countedDown(world: World, tick: (left: number) => void): World {
  return {
    ...world,
    sleep: async (ms, signal) => {
      for (let left = ms; left > 0; left -= 1_000) {
        tick(left);
        await world.sleep(Math.min(left, 1_000), signal);
      }
    },
  };
}

/** `pulling  ████░░░░  56%  day 4 of 7 · 10,211 events · 8 requests · rate budget 92/120`. */
export function pullingLine(
  { span, reached, events, requests, rate }: PullProgress,
  canvas: Canvas,
): string {
  const length = Math.max(1, span.until - span.since);
  const done = Math.min(1, Math.max(0, ((reached ?? span.since) - span.since) / length));
  const days = Math.max(1, Math.ceil(length / millisecondsInDay));
  const parts = [
    `day ${Math.min(days, Math.floor(done * days) + 1)} of ${days}`,
    `${events.toLocaleString('en-US')} events`,
    `${requests.toLocaleString('en-US')} requests`,
    ...(rate ? [`rate budget ${rate.remaining}/${rate.limit}`] : []),
  ];
  const separator = canvas.unicode ? ' · ' : ' - ';
  return `pulling  ${barOf(done, canvas.unicode)} ${percent(done)}  ${parts.join(separator)}`;
}

/** `the clock of this machine is 3600 s slow`. */
export function skewText(skew: number): string {
  const seconds = Math.abs(Math.round(skew / 1_000));
  return `the clock of this machine is ${seconds} s ${skew > 0 ? 'slow' : 'fast'}`;
}

const reasons: Readonly<Record<Exclude<Wait['reason'], 'trouble'>, string>> = {
  budget: "paused: our share of Okta's rate limit is used up",
  'rate-limit': 'paused: Okta rate limit',
};

/** `pulling  paused: Okta rate limit, resuming in 00:23 (wait 1)`. */
export function waitLine(
  { reason, because, attempt }: Wait,
  left: number,
  _canvas: Canvas,
): string {
  const seconds = Math.ceil(left / 1_000);
  const clock = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  const told = because === undefined ? '' : `: ${show(because, { max: 120 })}`;
  if (reason === 'trouble') return `trouble${told}; trying again in ${clock} (${attempt})`;
  const count = attempt > 0 ? ` (wait ${attempt})` : '';
  return `pulling  ${reasons[reason]}, resuming in ${clock}${count}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

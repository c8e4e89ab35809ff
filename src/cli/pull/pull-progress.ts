import { millisecondsInDay } from 'date-fns/constants';
import { type Language, say, type TextName } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { type Message, type MessageValue, tell, toldIn, valueIn } from '../../language/message.ts';
import type { Wait } from '../../okta/http/client.ts';
import type { Span } from '../../okta/log/log-query.ts';
import { type Safe, show, startOf } from '../../report/text/escape.ts';
import type { Connection } from '../config/connection.ts';
import type { LogFields } from '../log/log-entry.ts';
import type { LogEvent } from '../log/log-events.ts';
import { logTo } from '../log/run-log.ts';
import { type Canvas, canRedraw, streamCanvas } from '../terminal/canvas.ts';
import type { Io } from '../terminal/io.ts';
import { barOf, leastTime, percent, timeText } from '../terminal/progress.ts';

/** How far a pull has come. */
export interface PullProgress {
  readonly span: Span;
  /** `published` of the last event, in milliseconds. */
  readonly reached: number | undefined;
  readonly events: number;
  readonly requests: number;
  readonly rate: { readonly remaining: number; readonly limit: number } | undefined;
  /** The server's clock minus this machine's, in milliseconds. */
  readonly skew: number | undefined;
}

/** A greater clock skew changes the meaning of `--since 1h` and makes signed assertions fail. */
export const mostSkew = 300_000;

/** Shows a running pull: one line that is redrawn, or off a terminal a line every half minute. */
export interface Pulling {
  readonly page: (progress: PullProgress) => void;
  readonly wait: (wait: Wait) => void;
  /** The rest of a wait, in milliseconds. */
  readonly tick: (left: number) => void;
  /** Warns once if the clock skew, in milliseconds, is too great. */
  readonly clocks: (skew: number | undefined) => void;
  /** Logs something. */
  readonly say: (event: LogEvent, line: MessageValue, fields?: LogFields) => void;
  /** The same even if quiet, for what may mean a loss. */
  readonly warn: (event: LogEvent, line: MessageValue, fields?: LogFields) => void;
  readonly clear: () => void;
}

const pause = 100;
/** Off a terminal. */
const longPause = 30_000;
/** Off a terminal shorter waits get no line; milliseconds. */
const shortWait = 5_000;

/** Shows a pull on standard error; only warnings if quiet. */
export function showPulling(
  io: Io,
  quiet: boolean,
  plain = false,
  language: Language = inEnglish,
): Pulling {
  const canvas = streamCanvas(io.stderr, io.env, io.platform, 'never');
  const unicode = canvas.unicode || language.tag !== 'en';
  const isLive = !plain && canRedraw(io.stderr, io.env);
  let begun: number | undefined;
  let next = io.now() + (isLive ? 0 : longPause);
  let waiting: Wait | undefined;
  let isWarned = false;
  const { draw, clear } = redrawnLine(io, canvas, quiet);
  const warn: Pulling['warn'] = (event, told, fields) => {
    clear();
    const line = show(valueIn(language, told));
    void logTo(io, { event, line, ...(fields && { fields }) });
  };
  const say: Pulling['say'] = (...told) => {
    clear();
    if (!quiet) warn(...told);
  };
  const clocks = (skew = 0): void => {
    if (Math.abs(skew) <= mostSkew || isWarned) return;
    isWarned = true;
    const clock = skewText(skew);
    warn('okta.clock', tell('pull.clockWarning', { clock }), { skewSeconds: skew / 1_000 });
  };
  return {
    page: (progress) => {
      clocks(progress.skew);
      const now = io.now();
      begun ??= now;
      if (now < next) return;
      next = now + (isLive ? pause : longPause);
      const line = pullingLine(progress, { unicode }, now - begun, language);
      const { events, requests } = progress;
      if (isLive) draw(line);
      else say('pull.progress', line, { events, requests });
    },
    wait: (wait) => {
      waiting = wait;
      if (isLive || wait.length < shortWait) return;
      const { reason, attempt, length } = wait;
      const fields = { reason, attempt, seconds: Math.ceil(length / 1_000) };
      say('okta.wait', waitLine(wait, length, language), fields);
    },
    tick: (left) => {
      if (isLive && waiting) draw(waitLine(waiting, left, language));
    },
    clocks,
    say,
    warn,
    clear,
  };
}

/** A line that is drawn over itself, and cleared before anything else is said. */
function redrawnLine({ stderr }: Pick<Io, 'stderr'>, { columns }: Canvas, quiet: boolean) {
  let isDrawn = false;
  const write = (text: string): void => void (quiet || stderr.write(text));
  return {
    draw: (line: string): void => {
      isDrawn = true;
      write(`\r${startOf(line as Safe, Math.max(0, columns - 1))}\x1b[K`);
    },
    clear: (): void => {
      if (isDrawn) write('\r\x1b[K');
      isDrawn = false;
    },
  };
}

/** Shows the notes of a connection; its warnings even if quiet. */
export function tellNotes({ notes }: Pick<Connection, 'notes'>, pulling: Pulling): void {
  for (const note of notes) {
    if (note.kind === 'warning') pulling.warn('okta.warning', note.told);
    else pulling.say('okta.note', note.told);
  }
}

/**
 * `pulling  ████░░░░  56%  day 4 of 7 · 0:42 left · 10,211 events · 8 requests · rate budget 92/120`; `elapsed` is
 * the time since the first page.
 */
export function pullingLine(
  { span, reached, events, requests, rate }: PullProgress,
  canvas: Pick<Canvas, 'unicode'>,
  elapsed = 0,
  language: Language = inEnglish,
): string {
  const length = Math.max(1, span.until - span.since);
  const done = Math.min(1, Math.max(0, ((reached ?? span.since) - span.since) / length));
  const days = Math.max(1, Math.ceil(length / millisecondsInDay));
  const isKnown = elapsed >= leastTime && done > 0;
  const parts = [
    say(language, 'pull.day', { day: Math.min(days, Math.floor(done * days) + 1), days }),
    ...(isKnown
      ? [say(language, 'progress.left', { time: timeText((elapsed * (1 - done)) / done) })]
      : []),
    say(language, 'amount.events', { count: events }),
    say(language, 'pull.requests', { count: requests }),
    ...(rate
      ? [
          say(language, 'pull.rateBudget', {
            remaining: String(rate.remaining),
            limit: String(rate.limit),
          }),
        ]
      : []),
  ];
  const separator = canvas.unicode ? ' · ' : ' - ';
  return `${say(language, 'pull.pulling')}  ${barOf(done, canvas.unicode)} ${percent(done)}  ${parts.join(separator)}`;
}

/** `the clock of this machine is 3600 s slow`. */
export function skewText(skew: number): Message {
  const seconds = String(Math.abs(Math.round(skew / 1_000)));
  return tell(skew > 0 ? 'pull.clockSlow' : 'pull.clockFast', { seconds });
}

const pauses = {
  budget: 'pull.pausedBudget',
  'rate-limit': 'pull.pausedLimit',
} as const satisfies Record<Exclude<Wait['reason'], 'trouble'>, TextName>;

/** `pulling  paused: Okta rate limit, resuming in 00:23 (wait 1)`. */
export function waitLine(
  { reason, because, attempt, retries }: Wait,
  left: number,
  language: Language = inEnglish,
): string {
  const seconds = Math.ceil(left / 1_000);
  const clock = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  if (reason === 'trouble') {
    const why = show(toldIn(language, because ?? tell('pull.noAnswer')), { max: 120 });
    return say(language, 'pull.retry', {
      why,
      attempt: String(attempt),
      retries: String(retries),
      clock,
    });
  }
  const what = say(language, pauses[reason], { clock });
  return attempt > 0 ? say(language, 'pull.waitNumber', { what, wait: String(attempt) }) : what;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

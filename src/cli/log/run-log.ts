import { Writable } from 'node:stream';
import { isoTime } from '../../event/time.ts';
import { withoutLogins } from '../../okta/auth/quotable.ts';
import { strictJsonText } from '../../report/text/json-text.ts';
import type { Io, Output } from '../terminal/io.ts';
import { asideSink } from '../terminal/sink.ts';
import type { LogEntry, LogFields } from './log-entry.ts';
import { logEvents } from './log-events.ts';
import type { LogFormat } from './log-format.ts';

/** Standard error of a run, whose format may be chosen once the configuration was read. */
export interface RunLog {
  readonly stderr: () => Output;
  readonly use: (format: LogFormat) => void;
}

/** The log of a run: in text, standard error itself. */
export function createRunLog(io: Pick<Io, 'stderr' | 'now'>, first: LogFormat): RunLog {
  let json: Output | undefined;
  let format = first;
  return {
    stderr: () => {
      if (format === 'text') return io.stderr;
      json ??= jsonLog(io.stderr, io.now);
      return json;
    },
    use: (chosen) => {
      format = chosen;
    },
  };
}

/**
 * Logs something on standard error: in text, as its line; in JSON, as an object with `time`, `level`, `event`, `message`
 * and `fields`. Never fails: nobody could be told.
 */
export async function logTo({ stderr }: Pick<Io, 'stderr'>, entry: LogEntry): Promise<void> {
  if (stderr.entry) await stderr.entry(entry);
  else await asideSink(stderr).write(`${entry.line}\n`);
}

/** A stream of objects, one to a line, whoever writes to it: what is no entry becomes one, line by line. */
function jsonLog(target: Output, now: () => number): Output {
  const sink = asideSink(target);
  let rest = '';
  const write = ({ event, line, fields }: LogEntry): Promise<void> => {
    const level = logEvents[event];
    const told = { time: isoTime(now()), level, event, message: withoutLogins(line) };
    const whole = fields === undefined ? told : { ...told, fields: bare(fields) };
    return sink.write(`${strictJsonText(whole)}\n`);
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      const written = lines.filter(Boolean).map((line) => write({ event: 'text', line }));
      Promise.all(written).then(() => done(), done);
    },
  });
  return Object.assign(stream, { isTTY: false, isAtTerminal: target.isTTY === true, entry: write });
}

/** No value may carry the login of a URL. */
function bare(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value === 'string') return [name, withoutLogins(value)];
      return [name, Array.isArray(value) ? value.map(withoutLogins) : value];
    }),
  );
}

import type { Readable, Writable } from 'node:stream';
import type { World } from '../../okta/http/world.ts';
import type { LogEntry } from '../log/log-entry.ts';

/** Names of the signals that end a run early. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type Signal = (typeof signals)[number];

/** A stream to write to, which may be a terminal. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Writes something that is logged, if the stream is a log of objects. */
  readonly entry?: (entry: LogEntry) => Promise<void>;
  /** That a log of objects ends in a terminal. */
  readonly isAtTerminal?: boolean;
};

/** A program that shows text a screen at a time. */
export interface PagerProcess {
  /** Resolves when the text was taken, or cannot be any more since the reader has had enough. */
  readonly write: (text: string) => Promise<void>;
  /** Resolves with the exit code, null after a signal, once the reader has quit. */
  readonly end: () => Promise<number | null>;
}

/** Starts a pager, given as one types it into a shell. */
export type StartPager = (command: string, env: Io['env']) => PagerProcess;

/** Everything outside that the command line uses; tests pass their own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** The working directory. */
  readonly cwd: () => string;
  /** The network and its timers; the real ones if not given. */
  readonly world?: World;
  /** Starts a pager; a real process if not given. */
  readonly startPager?: StartPager;
  /** The wall clock, in milliseconds since 1970 UTC; for `--since 7d` and progress only. */
  readonly now: () => number;
  /** Calls `listener` for every signal of {@link signals}, until the returned function is called. */
  readonly onSignal: (listener: (signal: Signal) => void) => () => void;
  /** Ends the process at once, cutting off output; only for a second signal. */
  readonly exit: (code: number) => void;
}

/** The same, with another standard error, which is asked for each time; no stream is opened. */
export function withStderr(io: Io, stderr: () => Output): Io {
  const parts = Object.getOwnPropertyDescriptors(io);
  return Object.defineProperties({}, { ...parts, stderr: { get: stderr, enumerable: true } }) as Io;
}

/** The `Io` of a Node process, which opens each stream when it is asked for: that takes longer than many a run. */
export function processIo(host: NodeJS.Process): Io {
  return {
    get stdin() {
      return host.stdin;
    },
    get stdout() {
      return host.stdout;
    },
    get stderr() {
      return host.stderr;
    },
    env: host.env,
    platform: host.platform,
    cwd: () => host.cwd(),
    now: Date.now,
    onSignal: (listener) => {
      // On Windows SIGTERM never comes, SIGHUP when the window is closed, SIGBREAK for Ctrl-Break.
      const onBreak = (): void => listener('SIGINT');
      for (const signal of signals) host.on(signal, listener);
      if (host.platform === 'win32') host.on('SIGBREAK', onBreak);
      return () => {
        for (const signal of signals) host.off(signal, listener);
        host.off('SIGBREAK', onBreak);
      };
    },
    exit: (code) => host.exit(code),
  };
}

import type { LogFormat } from '../log/log-format.ts';
import type { Speech } from '../option/speech.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import type { Io } from '../terminal/io.ts';

/** What every command gets. */
export interface CommandContext {
  readonly io: Io;
  /** Loads the engine; only for commands that use rules, never for help. */
  readonly load: () => Promise<EngineModules>;
  /** The language of help, errors and status. */
  readonly speech: Speech;
  /** Chooses how lines on standard error are written from now on, in `io`. */
  readonly useLog?: (format: LogFormat) => void;
  /** The command line without the program's name, as typed; empty if it is not known. */
  readonly argv?: readonly string[];
  /** Sets the exit code of the process. */
  readonly end: (exitCode: number) => void;
}

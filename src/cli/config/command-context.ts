import type { EngineModules } from '../scan/load-engine.ts';
import type { Io } from '../terminal/io.ts';

/** What every command is given. */
export interface CommandContext {
  readonly io: Io;
  /** Loads the engine; called by commands that judge or look at rules, never for help. */
  readonly load: () => Promise<EngineModules>;
  /** Says how the process is to end. */
  readonly end: (exitCode: number) => void;
}

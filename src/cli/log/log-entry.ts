import type { LogEvent } from './log-events.ts';

/** What a line says in parts, for programs. Texts may be hostile. */
export type LogFields = Readonly<
  Record<string, string | number | boolean | null | readonly string[] | undefined>
>;

/** One thing that is logged. */
export interface LogEntry {
  readonly event: LogEvent;
  /** The line as people read it, in their language; escaped. */
  readonly line: string;
  readonly fields?: LogFields;
}

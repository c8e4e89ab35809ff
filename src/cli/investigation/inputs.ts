import type { Readable } from 'node:stream';
import { copyStream, type StreamCopy } from '../../input/file/stream-copy.ts';
import { tell } from '../../language/message.ts';
import { isSavedReport, readReport } from '../../saved-report/read-report.ts';
import type { SavedReport } from '../../saved-report/saved-report.ts';
import { misuse } from '../failure.ts';
import type { Io } from '../terminal/io.ts';

/** What was given to look into, told apart by content: logs, which can be read again and again, and a saved report. */
export interface Inputs {
  readonly report: SavedReport | undefined;
  readonly logs: readonly string[];
  /** What `-` reads, from its beginning. */
  readonly stdin: () => Readable;
  /** Removes what was kept of standard input; it may be called more than once. */
  readonly close: () => void;
}

/** Opens files; a log on standard input is kept in a temporary file meanwhile. */
export async function openInputs(
  paths: readonly string[],
  { stdin }: Pick<Io, 'stdin'>,
  signal: AbortSignal,
): Promise<Inputs> {
  const copy: StreamCopy | undefined = paths.includes('-')
    ? await copyStream(stdin, signal)
    : undefined;
  const close = (): void => copy?.close();
  try {
    const sourceOf = (path: string): string => (path === '-' && copy ? copy.path : path);
    const isReport = await Promise.all(paths.map((path) => isSavedReport(sourceOf(path))));
    const [report, second] = paths.filter((_, index) => isReport[index]);
    if (report !== undefined && second !== undefined) {
      throw misuse(tell('misuse.bothReports', { first: report, second }), tell('misuse.giveOne'));
    }
    return {
      report: report === undefined ? undefined : await readReport(sourceOf(report), report),
      logs: paths.filter((_, index) => !isReport[index]),
      stdin: () => copy?.open() ?? stdin,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

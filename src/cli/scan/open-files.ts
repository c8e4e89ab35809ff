import { batchesOf, recordsIn } from '../../event/records.ts';
import type { Doubt } from '../../finding/summary.ts';
import type { RangeReaders } from '../../input/file/file-range.ts';
import type { Language } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { verifyArchives, withoutEmptyArchives } from '../../library/archives.ts';
import type { Io } from '../terminal/io.ts';
import type { Progress } from '../terminal/progress.ts';
import { tellWaiting } from '../terminal/waiting.ts';
import type { EngineModules } from './load-engine.ts';
import type { Admit } from './reading.ts';

/** Which files are read, and how. */
interface FilesRead {
  readonly paths: readonly string[];
  readonly encoding?: string | undefined;
  readonly quiet: boolean;
  /** English if left out. */
  readonly language?: Language;
  /** Who reads ranges of large files at the same time. */
  readonly elsewhere?: RangeReaders | undefined;
}

interface Surroundings {
  readonly io: Io;
  readonly engine: Pick<EngineModules, 'readEvents'>;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Opens files, folders and archives: their events, the file being read, and a summary with what archives lack. */
export function openFiles(
  { paths, encoding, quiet, language = inEnglish, elsewhere }: FilesRead,
  { io, engine, signal, progress }: Surroundings,
) {
  let file = '';
  let doubts: readonly Doubt[] = [];
  const waiting = tellWaiting(io, quiet, language);
  const read = async () =>
    engine.readEvents(await withoutEmptyArchives(paths), {
      ...(paths.includes('-') && { stdin: io.stdin }),
      signal,
      onProgress: (position) => {
        file = position.file;
        progress.update(position);
      },
      ...(encoding !== undefined && { encoding }),
      ...(elsewhere && { elsewhere }),
      onWait: (name, why) => {
        progress.clear();
        waiting(name, why);
      },
    });
  const batches = async function* () {
    doubts = await verifyArchives(paths, signal, language);
    yield* batchesOf(await read());
  };
  const admit: Admit = (summary) => ({ ...summary, doubts: [...summary.doubts, ...doubts] });
  return { events: recordsIn(batches()), admit, file: () => file };
}

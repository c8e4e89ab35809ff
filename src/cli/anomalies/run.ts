import { milliseconds } from 'date-fns/milliseconds';
import type { RejectionReason } from '../../event/event.ts';
import { createFields } from '../../event/field.ts';
import type { Summary } from '../../finding/summary.ts';
import { say } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import { tell } from '../../language/message.ts';
import { unreadIn } from '../../library/rank-log.ts';
import { type RankingReport, rankingFormats } from '../../report/surprise/ranking-report.ts';
import { show } from '../../report/text/escape.ts';
import { createTheme } from '../../report/text/theme.ts';
import { rankSessions } from '../../surprise/rank-sessions.ts';
import type { RankedSession } from '../../surprise/session-schema.ts';
import { createShowings } from '../../surprise/showings.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import { openFiles } from '../scan/open-files.ts';
import { readUntil } from '../scan/reading.ts';
import { themeFor } from '../terminal/canvas.ts';
import { fewRejections, rejectionLine } from '../terminal/closing-summary.ts';
import { type Interrupt, onInterrupt } from '../terminal/interrupt.ts';
import type { Io } from '../terminal/io.ts';
import { type Progress, showProgress } from '../terminal/progress.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import type { AnomalyOptions } from './anomaly-options.ts';

/** The history that is pulled before `--since`, unless told otherwise. */
const usualHistory = milliseconds({ days: 21 });

/** What the steps of a run share. */
interface AnomalyRun {
  readonly options: AnomalyOptions;
  readonly io: Io;
  readonly engine: EngineModules;
  readonly interrupt: Interrupt;
}

/**
 * Ranks the sessions of a log, writes the ranking to standard output, and returns the exit code. `see` gets the
 * sessions that were written.
 */
export async function runAnomalies(
  options: AnomalyOptions,
  { io, load }: CommandContext,
  see: (sessions: readonly RankedSession[]) => void = () => {},
): Promise<number> {
  const engine = await load();
  const interrupt = onInterrupt(io, () => {});
  const stderr = asideSink(io.stderr);
  try {
    const ranking = await rankLog({ options, io, engine, interrupt }, (line) =>
      stderr.write(`${line}\n`),
    );
    const by = interrupt.by();
    const theme = createTheme({
      ...themeFor(options.display, io.stdout, io),
      verbose: options.details,
    });
    const sink = streamSink(io.stdout, tell('output.stdout'));
    await sink.write(rankingFormats[options.format](ranking, theme));
    see(ranking.sessions);
    for (const doubt of ranking.doubts) {
      const line = say(theme.language, 'status.notComplete', { what: theme.show(doubt) });
      await stderr.write(`${line}\n`);
    }
    if (by !== undefined) return exitCodes[by];
    return ranking.doubts.length > 0 && !options.allowPartial ? exitCodes.doubt : exitCodes.clean;
  } finally {
    interrupt.release();
  }
}

async function rankLog(
  run: AnomalyRun,
  warn: (line: string) => Promise<void>,
): Promise<RankingReport> {
  const { options, interrupt } = run;
  const language = languages[options.display.language];
  const progress = progressOf(run);
  const opened = await openEvents(run, progress);
  const { events, admit } = readUntil(interrupt, opened.events, opened.file, language);
  const showings = createShowings(createFields());
  const skippedBy = new Map<RejectionReason, number>();
  let [seen, skipped] = [0, 0];
  try {
    for await (const item of events) {
      if (item.kind === 'event') {
        seen++;
        showings.see(item);
      } else if (item.kind === 'rejection') {
        skipped++;
        skippedBy.set(item.reason, (skippedBy.get(item.reason) ?? 0) + 1);
        progress.clear();
        if (skipped <= fewRejections && !options.quiet) await warn(rejectionLine(item, language));
      }
    }
  } finally {
    progress.clear();
  }
  const { since, until, user, ids, top } = options;
  const ranking = rankSessions(showings.seen(), { since, until, user, ids, top });
  for (const id of ids ?? []) checkNamed(id, ranking.sessions);
  const { doubts } = admit(opened.admit<Pick<Summary, 'doubts'>>({ doubts: [] }));
  const told = [...doubts.map(({ message }) => message), ...unreadIn(seen, skippedBy, language)];
  return { ...ranking, records: seen + skipped, skipped, doubts: told };
}

/** Throws misuse unless an id is the beginning of one session's, with what it could be. */
function checkNamed(id: string, sessions: readonly RankedSession[]): void {
  const found = sessions.filter((one) => one.id.startsWith(id));
  const quoted = show(id, { max: 40 });
  if (found.length === 0) {
    throw misuse(tell('misuse.noSession', { text: quoted }), tell('misuse.sessionIds'));
  }
  if (found.length > 1) {
    const named = found
      .slice(0, 5)
      .map(({ id, actor }) =>
        tell('misuse.recordLabel', { id, title: show(actor.login, { max: 60 }) }),
      );
    throw misuse(
      tell('misuse.severalIds', { text: quoted, count: String(found.length) }),
      tell('misuse.giveMore', { ids: named }),
    );
  }
}

async function openEvents(run: AnomalyRun, progress: Progress) {
  const { options, io, engine, interrupt } = run;
  const { live, quiet, paths, encoding, display } = options;
  const language = languages[display.language];
  if (live) {
    const { openOrgSource } = await import('../scan/org-source.ts');
    const source = await openOrgSource(live, {
      io,
      engine,
      history: usualHistory,
      interrupt,
      quiet,
      plain: display.plain,
      language,
    });
    return { ...source, file: () => 'the log of the org' };
  }
  const signal = interrupt.abort;
  return openFiles({ paths, encoding, quiet, language }, { io, engine, signal, progress });
}

function progressOf({ options: { quiet, display }, io }: AnomalyRun): Progress {
  const { ascii, plain } = display;
  return showProgress(io, { quiet, ascii, plain, language: languages[display.language] });
}

import { tell } from '../../language/message.ts';
import type { RankedSession } from '../../surprise/session-schema.ts';
import { mostSessions, readAnomalyOptions } from '../anomalies/anomaly-options.ts';
import { runAnomalies } from '../anomalies/run.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { misuse } from '../failure.ts';
import { runTimeline } from '../timeline/run.ts';
import { readTimelineOptions } from '../timeline/timeline-options.ts';
import type { ShowFlags } from './show-options.ts';

/**
 * Shows sessions of a ranking: every reason why each is unlike its owner, then what was done in it. The logs are read
 * again for that. Returns the exit code.
 */
export async function showSessions(
  ids: readonly string[],
  paths: readonly string[],
  flags: ShowFlags,
  context: CommandContext,
): Promise<number> {
  if (paths.includes('-')) {
    throw misuse(tell('misuse.readTwice'), tell('misuse.nameFile'));
  }
  const { format } = flags;
  const asked = { ...flags, top: mostSessions, details: true };
  const options = { ...readAnomalyOptions(paths, asked, context.io), ids };
  let sessions: readonly RankedSession[] = [];
  const exitCode = await runAnomalies(options, context, (found) => {
    sessions = found;
  });
  if (format !== 'table' || (exitCode !== exitCodes.clean && exitCode !== exitCodes.doubt))
    return exitCode;
  const codes: number[] = [exitCode];
  for (const session of sessions)
    codes.push(await runTimeline(timelineOf(session, paths, flags, context), context));
  return Math.max(...codes);
}

/** What was done in a session; without one, by its actor in that time. */
function timelineOf(
  { session, actor, when }: RankedSession,
  paths: readonly string[],
  flags: ShowFlags,
  { io }: CommandContext,
) {
  const about =
    session === null
      ? { user: [actor.id], since: when.firstEvent, until: after(when.lastEvent) }
      : { session: [session] };
  return readTimelineOptions(paths, { ...flags, ...about, findings: false }, io);
}

/** The first millisecond that is later than a time. */
function after(time: string): string {
  return new Date(Date.parse(time) + 1).toISOString();
}

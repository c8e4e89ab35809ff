import type { Work } from '../store/pausable-work.ts';
import { cutStretches } from './cut-stretches.ts';
import { isKnown, rounded } from './rank-sessions.ts';
import { hourLength, type Seen } from './showing-book.ts';
import { measureSurprise } from './surprise.ts';

/** How surprising the sessions of a log are. */
export interface SessionSurprise {
  /** Bits of the most surprising of some sessions; undefined if the log is too short to say of any. */
  of(sessions: readonly string[]): number | undefined;
  /** From here on (milliseconds) what sessions showed is known, if what was before had to be forgotten. */
  readonly from: number | undefined;
}

/** Measures a log once, to ask of its sessions by their ids. */
export function* measureSessions(seen: Seen): Work<SessionSurprise> {
  const log = yield* cutStretches(seen);
  yield;
  const most = new Map<string, number>();
  const measured = yield* measureSurprise(log);
  for (const [stretch, unit] of log.stretches.units.entries()) {
    const session = log.units[unit]?.session ?? null;
    if (session === null || !isKnown(measured, stretch)) continue;
    const bits = rounded(measured.bits[stretch] as number);
    if (bits > (most.get(session) ?? Number.NEGATIVE_INFINITY)) most.set(session, bits);
  }
  const { forgottenBefore } = seen;
  return {
    from: forgottenBefore === undefined ? undefined : forgottenBefore * hourLength,
    of(sessions) {
      const known = sessions.flatMap((session) => most.get(session) ?? []);
      return known.length > 0 ? Math.max(...known) : undefined;
    },
  };
}

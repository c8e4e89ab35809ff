import type { RejectionReason } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import type { ReadOptions } from '../input/events.ts';
import { type Language, say } from '../language/language.ts';
import type { LanguageTag } from '../language/language-tag.ts';
import { languages } from '../language/languages.ts';
import type { RankingReport } from '../report/surprise/ranking-report.ts';
import { type RankingAsked, rankSessions } from '../surprise/rank-sessions.ts';
import { createShowings } from '../surprise/showings.ts';
import { type Log, openLog } from './log.ts';

/** Which sessions are ranked, and how many. */
export interface RankLogOptions extends ReadOptions, Omit<RankingAsked, 'top'> {
  /** At most so many; 20 if left out. */
  readonly top?: number;
  /** The language of doubts; English if left out. */
  readonly language?: LanguageTag;
}

/**
 * Ranks the sessions of a log by how unlike their owners they are, the most surprising first. Two weeks of log or
 * more make sense. Rejects as `huntLog` does.
 */
export async function rankLog(log: Log, options: RankLogOptions = {}): Promise<RankingReport> {
  const opened = openLog(log, options);
  const showings = createShowings(createFields());
  const skippedBy = new Map<RejectionReason, number>();
  let [seen, skipped] = [0, 0];
  for await (const item of opened.events) {
    if (item.kind === 'event') {
      seen++;
      showings.see(item);
    } else if (item.kind === 'rejection') {
      skipped++;
      skippedBy.set(item.reason, (skippedBy.get(item.reason) ?? 0) + 1);
    }
  }
  const ranking = rankSessions(showings.seen(), { ...options, top: options.top ?? 20 });
  const doubts = [
    ...opened.doubts().map(({ message }) => message),
    ...unreadIn(seen, skippedBy, languages[options.language ?? 'en']),
  ];
  return { ...ranking, records: seen + skipped, skipped, doubts };
}

/** What the ranking lacks of what was given to it, in words. */
export function unreadIn(
  events: number,
  skippedBy: ReadonlyMap<RejectionReason, number>,
  language: Language,
): readonly string[] {
  const skipped = [...skippedBy.values()].reduce((sum, count) => sum + count, 0);
  const told: string[] = [];
  if (events === 0) told.push(say(language, skipped > 0 ? 'doubt.noEvent' : 'doubt.nothingRead'));
  if (skipped > 0) {
    const list = [...skippedBy].sort(([a], [b]) => (a < b ? -1 : 1));
    const reasons = list.map(([reason, count]) => `${count} ${reason}`);
    const values = {
      skipped,
      records: events + skipped,
      reasons: reasons.join(language.texts['list.comma']),
    };
    told.push(say(language, 'doubt.skipped', values));
  }
  return told;
}

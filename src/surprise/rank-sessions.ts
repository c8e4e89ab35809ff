import { createHash } from 'node:crypto';
import { isoTime } from '../event/time.ts';
import { finish } from '../store/pausable-work.ts';
import { cutStretches } from './cut-stretches.ts';
import { features } from './feature.ts';
import { isPast } from './history.ts';
import type { RankedSession, SurpriseReason } from './session-schema.ts';
import type { Seen, Unit } from './showing-book.ts';
import { isTaught, valueIn } from './shown-entry.ts';
import { type Stretch, type StretchedLog, stretchAt } from './stretch.ts';
import { bitsOf, type MeasuredLog, measureSurprise, strongestOf } from './surprise.ts';

/** Which sessions are ranked; all others teach only. */
export interface RankingAsked {
  /** Only what was still going on at this time, or later; milliseconds since 1970 UTC. */
  readonly since?: number | undefined;
  /** Only what began before this time. */
  readonly until?: number | undefined;
  /** Only those of logins or ids with this in them, whatever the case; their ranks are those among all. */
  readonly user?: string | undefined;
  /** Only those whose ids begin with one of these. */
  readonly ids?: readonly string[] | undefined;
  /** At most so many. */
  readonly top: number;
}

/** The most surprising sessions of a log, and what they were compared with. */
export interface Ranking {
  /** The most surprising first. */
  readonly sessions: readonly RankedSession[];
  /** How many were ranked, and how many of those are undecided. */
  readonly ranked: number;
  /** How many of those the log is too short to judge. */
  readonly undecided: number;
  /** People and programs. */
  readonly subjects: number;
  /** Days with events. */
  readonly days: number;
  /** From when on anything was remembered, if not from the start; milliseconds. */
  readonly rememberedFrom: number | undefined;
}

/** A history shorter than this, in pieces and in days of log, is too short to say what is new. */
const leastEarlier = 3;
const leastDays = 3;

/** Whether a log says enough of a stretch. */
export function isKnown({ novelty }: Pick<MeasuredLog, 'novelty'>, stretch: number): boolean {
  const [earlier, days] = [novelty.earlier[stretch] as number, novelty.days[stretch] as number];
  return earlier >= leastEarlier && days >= leastDays;
}

/** Bits as they are told and ranked by: the last digits of a logarithm are not the same on every machine. */
export const rounded = (bits: number): number => Math.round(bits * 100) / 100;

/** Ranks the sessions of a log by their most surprising piece. */
export function rankSessions(seen: Seen, asked: RankingAsked): Ranking {
  const log = finish(cutStretches(seen));
  const measured = finish(measureSurprise(log));
  const best = mostSurprising(log, measured, asked);
  const wanted = asked.user?.toLowerCase();
  const isWanted = (number: number): boolean => {
    if (wanted === undefined) return true;
    const { actor, login } = subjectOf(number, log);
    return actor.toLowerCase() === wanted || login.toLowerCase().includes(wanted);
  };
  const { ids } = asked;
  const isNamed = (number: number): boolean =>
    ids === undefined || ids.some((id) => idOf(number, log).startsWith(id));
  const told = [...best.entries()]
    .filter(([, number]) => isWanted(number) && isNamed(number))
    .slice(0, asked.top);
  const context = { log, measured };
  return {
    sessions: told.map(([place, number]) => describe(number, place + 1, context)),
    ranked: best.length,
    undecided: best.filter((number) => !isKnown(measured, number)).length,
    subjects: log.subjects.length,
    days: new Set(log.stretches.froms.map((from) => Math.floor(from / 24))).size,
    rememberedFrom:
      seen.forgottenBefore === undefined ? undefined : seen.forgottenBefore * 3_600_000,
  };
}

/** Of each session the most surprising stretch, by number; the most surprising session first. */
function mostSurprising(
  { stretches, units }: StretchedLog,
  { bits }: MeasuredLog,
  { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: RankingAsked,
): readonly number[] {
  const bitsAt = (number: number): number => rounded(bits[number] as number);
  const best = new Map<number | string, number>();
  for (const [number, unit] of stretches.units.entries()) {
    const isBefore = (stretches.lasts[number] as number) < since;
    if (isBefore || (stretches.firsts[number] as number) >= until) continue;
    // Without a session, each day stands for itself.
    const day = Math.floor((stretches.froms[number] as number) / 24);
    const key = units[unit]?.session == null ? `${unit} ${day}` : unit;
    const known = best.get(key);
    if (known === undefined || bitsAt(number) > bitsAt(known)) best.set(key, number);
  }
  return [...best.values()].sort((a, b) => bitsAt(b) - bitsAt(a) || a - b);
}

interface RankingContext {
  readonly log: StretchedLog;
  readonly measured: MeasuredLog;
}

function subjectOf(number: number, { stretches, subjects }: StretchedLog) {
  return subjects[stretches.subjects[number] as number] as StretchedLog['subjects'][number];
}

/** The id of a session, the same in every run over a log that has it. */
function idOf(number: number, log: StretchedLog): string {
  const { unit, kind, first } = stretchAt(log, number);
  const { actor, token } = subjectOf(number, log);
  const { session } = log.units[unit] as Unit;
  const day = session === null ? isoTime(first).slice(0, 10) : '';
  return `oks_${digest([actor, token, session, kind, day]).slice(0, 12)}`;
}

function describe(number: number, rank: number, context: RankingContext): RankedSession {
  const { log, measured } = context;
  const { bits, usual, novelty, newsBits } = measured;
  const stretch = stretchAt(log, number);
  const { actor, token, login } = subjectOf(number, log);
  const { session } = log.units[stretch.unit] as Unit;
  return {
    kind: 'session',
    schemaVersion: '1.0',
    id: idOf(number, log),
    rank,
    surprise: rounded(bits[number] as number),
    usual: rounded(usual[number] as number),
    verdict: isKnown(measured, number) ? 'known' : 'undecided',
    of: stretch.kind,
    actor: { id: actor, login },
    token,
    session,
    when: { firstEvent: isoTime(stretch.first), lastEvent: isoTime(stretch.last) },
    history: {
      earlier: novelty.earlier[number] as number,
      days: novelty.days[number] as number,
    },
    reasons: strongestOf(measured, number)
      .filter((news) => rounded(bitsOf(newsBits, news)) > 0)
      .map((news) => reasonOf(news, stretch, context)),
  };
}

function reasonOf(
  number: number,
  stretch: Stretch,
  { log, measured }: RankingContext,
): SurpriseReason {
  const { novelty, rarity, newsBits, history } = measured;
  const feature = novelty.news.features[number] as number;
  const value = rarity.values[number] as number;
  const { name, aspect } = features[feature] as (typeof features)[number];
  return {
    aspect,
    feature: name,
    value: log.values[value]?.text ?? '',
    count: novelty.news.counts[number] as number,
    bits: rounded(bitsOf(newsBits, number)),
    newness: rounded(newsBits.newness[number] as number),
    amount: rounded(newsBits.amounts[number] as number),
    rarity: rounded(newsBits.rarities[number] as number),
    confirmed: novelty.news.confirmed[number] === 1,
    others: history.othersOf(stretch.subject, value),
    peers: Math.round((rarity.shares[number] as number) * 10_000) / 10_000,
    usually: usualValue(feature, stretch, log),
  };
}

/** What a subject showed most often of a feature before a stretch; of several the first by text. */
function usualValue(feature: number, stretch: Stretch, log: StretchedLog): string | null {
  const { size, subjects, froms, starts } = log.stretches;
  const counts = new Map<number, number>();
  for (let other = 0; other < size; other++) {
    if (!isPast(froms[other] as number, stretch.from)) break;
    if (subjects[other] !== stretch.subject) continue;
    for (const entry of log.shown.subarray(starts[other], starts[other + 1])) {
      const value = valueIn(entry);
      if (!isTaught(entry) || log.values[value]?.feature !== feature) continue;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const [usual] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return usual ? (log.values[usual[0]]?.text ?? null) : null;
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['oks1', ...parts]))
    .digest('hex');
}

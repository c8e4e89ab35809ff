import { createHash } from 'node:crypto';
import { isoTime } from '../event/time.ts';
import { finish } from '../store/pausable-work.ts';
import { cutStretches } from './cut-stretches.ts';
import { features } from './feature.ts';
import type { History } from './history.ts';
import { isPast } from './history.ts';
import type { RankedSession, SurpriseReason } from './session-schema.ts';
import type { Seen, Unit } from './showing-book.ts';
import { isTaught, valueIn } from './shown-entry.ts';
import type { Stretch, StretchedLog } from './stretch.ts';
import { bitsOf, measureSurprise, type Share, type StretchSurprise } from './surprise.ts';

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
export function isKnown({ earlier, days }: Pick<StretchSurprise, 'earlier' | 'days'>): boolean {
  return earlier >= leastEarlier && days >= leastDays;
}

/** Bits as they are told and ranked by: the last digits of a logarithm are not the same on every machine. */
export const rounded = (bits: number): number => Math.round(bits * 100) / 100;

/** Ranks the sessions of a log by their most surprising piece. */
export function rankSessions(seen: Seen, asked: RankingAsked): Ranking {
  const log = cutStretches(seen);
  const { surprises, history } = finish(measureSurprise(log));
  const best = mostSurprising(log, surprises, asked);
  const wanted = asked.user?.toLowerCase();
  const isWanted = (stretch: Stretch): boolean => {
    if (wanted === undefined) return true;
    const { actor, login } = log.subjects[stretch.subject] as StretchedLog['subjects'][number];
    return actor.toLowerCase() === wanted || login.toLowerCase().includes(wanted);
  };
  const { ids } = asked;
  const isNamed = (number: number): boolean =>
    ids === undefined || ids.some((id) => idOf(number, log).startsWith(id));
  const told = [...best.entries()]
    .filter(([, number]) => isWanted(log.stretches[number] as Stretch) && isNamed(number))
    .slice(0, asked.top);
  const context = { log, surprises, history };
  return {
    sessions: told.map(([place, number]) => describe(number, place + 1, context)),
    ranked: best.length,
    undecided: best.filter((number) => !isKnown(surprises[number] as StretchSurprise)).length,
    subjects: log.subjects.length,
    days: new Set(log.stretches.map(({ from }) => Math.floor(from / 24))).size,
    rememberedFrom:
      seen.forgottenBefore === undefined ? undefined : seen.forgottenBefore * 3_600_000,
  };
}

/** Of each session the most surprising stretch, by number; the most surprising session first. */
function mostSurprising(
  { stretches, units }: StretchedLog,
  surprises: readonly StretchSurprise[],
  { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: RankingAsked,
): readonly number[] {
  const bitsAt = (number: number): number => rounded((surprises[number] as StretchSurprise).bits);
  const best = new Map<number | string, number>();
  for (const [number, { unit, first, last, from }] of stretches.entries()) {
    if (last < since || first >= until) continue;
    // Without a session, each day stands for itself.
    const key = units[unit]?.session == null ? `${unit} ${Math.floor(from / 24)}` : unit;
    const known = best.get(key);
    if (known === undefined || bitsAt(number) > bitsAt(known)) best.set(key, number);
  }
  return [...best.values()].sort((a, b) => bitsAt(b) - bitsAt(a) || a - b);
}

interface RankingContext {
  readonly log: StretchedLog;
  readonly surprises: readonly StretchSurprise[];
  readonly history: History;
}

/** The id of a session, the same in every run over a log that has it. */
function idOf(number: number, { stretches, subjects, units }: StretchedLog): string {
  const { subject, unit, kind, first } = stretches[number] as Stretch;
  const { actor, token } = subjects[subject] as StretchedLog['subjects'][number];
  const { session } = units[unit] as Unit;
  const day = session === null ? isoTime(first).slice(0, 10) : '';
  return `oks_${digest([actor, token, session, kind, day]).slice(0, 12)}`;
}

function describe(number: number, rank: number, context: RankingContext): RankedSession {
  const { log, surprises } = context;
  const stretch = log.stretches[number] as Stretch;
  const surprise = surprises[number] as StretchSurprise;
  const { actor, token, login } = log.subjects[stretch.subject] as StretchedLog['subjects'][number];
  const { session } = log.units[stretch.unit] as Unit;
  return {
    kind: 'session',
    schemaVersion: '1.0',
    id: idOf(number, log),
    rank,
    surprise: rounded(surprise.bits),
    usual: rounded(surprise.usual),
    verdict: isKnown(surprise) ? 'known' : 'undecided',
    of: stretch.kind,
    actor: { id: actor, login },
    token,
    session,
    when: { firstEvent: isoTime(stretch.first), lastEvent: isoTime(stretch.last) },
    history: { earlier: surprise.earlier, days: surprise.days },
    reasons: surprise.shares
      .filter((share) => rounded(bitsOf(share)) > 0)
      .map((share) => reasonOf(share, stretch, context)),
  };
}

function reasonOf(
  share: Share,
  stretch: Stretch,
  { log, history }: RankingContext,
): SurpriseReason {
  const { name, aspect } = features[share.feature] as (typeof features)[number];
  return {
    aspect,
    feature: name,
    value: log.values[share.value]?.text ?? '',
    count: share.count,
    bits: rounded(bitsOf(share)),
    newness: rounded(share.newness),
    amount: rounded(share.amount),
    rarity: rounded(share.rarity),
    confirmed: share.isConfirmed,
    others: history.othersOf(stretch.subject, share.value),
    peers: Math.round(share.share * 10_000) / 10_000,
    usually: usualValue(share.feature, stretch, log),
  };
}

/** What a subject showed most often of a feature before a stretch; of several the first by text. */
function usualValue(feature: number, stretch: Stretch, log: StretchedLog): string | null {
  const counts = new Map<number, number>();
  for (const other of log.stretches) {
    if (!isPast(other.from, stretch)) break;
    if (other.subject !== stretch.subject) continue;
    for (let place = other.start; place < other.end; place++) {
      const entry = log.shown[place] as number;
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

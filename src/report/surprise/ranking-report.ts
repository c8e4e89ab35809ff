import { isoTime } from '../../event/time.ts';
import type { Ranking } from '../../surprise/rank-sessions.ts';
import type { RankedSession } from '../../surprise/session-schema.ts';
import { join, type Safe, safe } from '../text/escape.ts';
import { jsonText } from '../text/json-text.ts';
import type { Theme } from '../text/theme.ts';
import { wrap } from '../text/wrap.ts';
import { reasonText } from './surprise-words.ts';

/** What a ranking says of how it came about, beside the sessions. */
export interface RankingReport extends Ranking {
  /** Records that were read, and how many of them are no events. */
  readonly records: number;
  /** Records that are no events. */
  readonly skipped: number;
  /** Why the ranking may lack something; hostile text. */
  readonly doubts: readonly string[];
}

/** Reasons told of each session, unless all were asked for. */
const fewReasons = 3;

/** Where reasons begin. */
const reasonColumn = 10;

/** Writes a ranking, in every format of `anomalies`. */
export const rankingFormats = {
  table: renderTable,
  json: ({ sessions, ...rest }) =>
    `${jsonText({ kind: 'ranking', schemaVersion: '1.0', sessions, ...summaryOf(rest) }, 2)}\n`,
  ndjson: ({ sessions }) => sessions.map((session) => `${jsonText(session)}\n`).join(''),
} as const satisfies Record<string, (ranking: RankingReport, theme: Theme) => string>;

function summaryOf({ rememberedFrom, ...rest }: Omit<RankingReport, 'sessions'>) {
  return { ...rest, rememberedFrom: rememberedFrom === undefined ? null : isoTime(rememberedFrom) };
}

function renderTable(ranking: RankingReport, theme: Theme): string {
  const { sessions, ranked, subjects, days } = ranking;
  const lines: Safe[] = [
    ...wrap(theme.strong(theme.say('surprise.head', { ranked, subjects, days })), theme.columns),
  ];
  if (sessions.length === 0) lines.push(safe``, theme.say('surprise.none'));
  for (const session of sessions) lines.push(safe``, ...sessionLines(session, subjects - 1, theme));
  lines.push(safe``, ...noteLines(ranking, theme));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function sessionLines(session: RankedSession, people: number, theme: Theme): readonly Safe[] {
  const { rank, surprise, actor, when, verdict, history, reasons } = session;
  const head = join(
    [
      theme.strong(safe`${rank}. ${theme.show(actor.login, { max: 60, cut: 'middle' })}`),
      theme.say('surprise.bits', { bits: decimal(surprise) }),
      theme.clock.span(when.firstEvent, when.lastEvent),
      ofText(session, theme),
    ],
    safe` ${theme.glyphs.dot} `,
  );
  const told = theme.verbose ? reasons : reasons.slice(0, fewReasons);
  const left = reasons.length - told.length;
  const body = told.flatMap((reason) => {
    const text = reasonText(reason, people, theme);
    return beside(decimal(reason.bits), wrap(text, theme.columns - reasonColumn));
  });
  const more = left > 0 ? [theme.say('surprise.moreReasons', { count: left })] : [];
  const nothing = reasons.length === 0 ? [theme.say('surprise.nothingNew')] : [];
  const short = verdict === 'undecided' ? [theme.say('surprise.tooShort', history)] : [];
  const rest = [...more, ...nothing, ...short].flatMap((text) =>
    beside(safe``, wrap(text, theme.columns - reasonColumn)),
  );
  return [...wrap(head, theme.columns, 3), ...body, ...rest];
}

/** Lines in the column of reasons, with a number before the first. */
function beside(number: Safe, lines: readonly Safe[]): readonly Safe[] {
  return lines.map((line, index) => {
    const before = index === 0 ? number : safe``;
    return safe`${before.padStart(reasonColumn - 2) as Safe}  ${line}`;
  });
}

function ofText({ of, session, token }: RankedSession, theme: Theme): Safe {
  if (session !== null) {
    return theme.say('surprise.ofSession', {
      session: theme.show(session, { max: 40, cut: 'middle' }),
    });
  }
  if (token !== null) {
    return theme.say('surprise.ofToken', { token: theme.show(token, { max: 40, cut: 'middle' }) });
  }
  return theme.say(of === 'program' ? 'surprise.ofProgram' : 'surprise.ofPerson');
}

function noteLines(
  { sessions, undecided, rememberedFrom }: RankingReport,
  theme: Theme,
): readonly Safe[] {
  const notes: Safe[] = [];
  if (sessions.length > 0) notes.push(theme.say('surprise.note'));
  if (undecided > 0) notes.push(theme.say('surprise.undecidedNote', { count: undecided }));
  if (rememberedFrom !== undefined) {
    notes.push(
      theme.say('surprise.forgotten', { time: theme.clock.stamp(isoTime(rememberedFrom), true) }),
    );
  }
  return notes.flatMap((note) => wrap(note, theme.prose).map(theme.faint));
}

function decimal(bits: number): Safe {
  return bits.toFixed(1) as Safe;
}

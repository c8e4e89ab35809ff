import { Chalk } from 'chalk';
import type { Language, TextName, TextValues } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { fill } from '../../language/phrase.ts';
import type { Level } from '../../rule/level.ts';
import { type Clock, createReportClock, utc } from './clock.ts';
import { type Safe, type ShowOptions, safe, show } from './escape.ts';
import { grouped } from './quantity.ts';

/** What a theme is made for. */
export interface ThemeOptions {
  /** Width of the output in terminal columns; formats for machines ignore it. */
  readonly columns: number;
  /** Whether to colour with ANSI sequences. */
  readonly color: boolean;
  /** Whether the reader's terminal can show more than ASCII. */
  readonly unicode: boolean;
  /** Show details of every finding, not only of those of medium severity or higher. */
  readonly verbose: boolean;
  /** Show, beside reasons in words, what was compared, by the paths of fields. */
  readonly facts?: boolean;
  /** Our own signs in ASCII, whatever else the terminal can show. */
  readonly plain?: boolean;
  /** The reader's language; English if not given. */
  readonly language?: Language;
  /** The reader's time zone, by its name in the tz database; UTC if not given. */
  readonly zone?: string;
}

/** How the report for people looks: sizes, marks, colours. Colour only repeats what the text says. */
export interface Theme {
  /** Columns to use, at least 40. */
  readonly columns: number;
  /** Columns for running text: lines longer than 100 are hard to read. */
  readonly prose: number;
  readonly verbose: boolean;
  readonly facts: boolean;
  readonly glyphs: Glyphs;
  readonly language: Language;
  /** Times in the reader's zone. */
  readonly clock: Clock;
  /** A sentence of the reader's language, its places filled with what is safe to show. */
  readonly say: <Name extends TextName>(name: Name, ...values: TextValues<Name, Safe>) => Safe;
  /** {@link show}, in the characters that the terminal can draw. */
  readonly show: (text: string, options?: Omit<ShowOptions, 'ascii'>) => Safe;
  /** The severity as shape and word, always of the same width. */
  readonly mark: (level: Level) => Safe;
  readonly paint: Readonly<Record<Level, Paint>>;
  readonly strong: Paint;
  readonly faint: Paint;
}

/** Colours a piece of a line. Painted text is not measured or wrapped any more. */
export type Paint = (text: Safe) => Safe;

/** Our own signs; each has an ASCII stand-in. */
export interface Glyphs {
  readonly dot: Safe;
  readonly dash: Safe;
  readonly arrow: Safe;
  readonly success: Safe;
  readonly failure: Safe;
  readonly neutral: Safe;
  /** Marks the event that a finding explains. */
  readonly decisive: Safe;
  /** Marks the other events for which the rule held. */
  readonly match: Safe;
}

const glyphs = {
  unicode: {
    dot: safe`·`,
    dash: safe`–`,
    arrow: safe`→`,
    success: safe`✓`,
    failure: safe`✗`,
    neutral: safe`·`,
    decisive: safe`►`,
    match: safe`▹`,
  },
  ascii: {
    dot: safe`-`,
    dash: safe`-`,
    arrow: safe`->`,
    success: safe`+`,
    failure: safe`x`,
    neutral: safe`.`,
    decisive: safe`>`,
    match: safe`:`,
  },
} satisfies Record<string, Glyphs>;

const signs = {
  unicode: {
    critical: safe`■`,
    high: safe`▲`,
    medium: safe`◆`,
    low: safe`●`,
    informational: safe`·`,
  },
  ascii: {
    critical: safe`!!`,
    high: safe`! `,
    medium: safe`* `,
    low: safe`- `,
    informational: safe`. `,
  },
} satisfies Record<string, Record<Level, Safe>>;

/** The theme for these options. */
export function createTheme(options: ThemeOptions): Theme {
  const columns = Math.max(40, Math.floor(options.columns));
  const drawn = options.unicode && !options.plain ? 'unicode' : 'ascii';
  const ink = new Chalk({ level: options.color ? 1 : 0 });
  const paint = (colour: (text: string) => string) => (text: Safe) => colour(text) as Safe;
  const language = options.language ?? inEnglish;
  const say: Theme['say'] = (name, ...[values = {}]) =>
    fill(language.texts[name], values, grouped) as Safe;
  return {
    language,
    clock: createReportClock(options.zone ?? utc, language, glyphs[drawn].dash),
    say,
    columns,
    prose: Math.min(columns, 100),
    verbose: options.verbose,
    facts: options.facts === true,
    glyphs: glyphs[drawn],
    show: (text, how) => show(text, { ...how, ascii: !options.unicode }),
    mark: (level) => safe`${signs[drawn][level]} ${say(`mark.${level}`)}`,
    paint: {
      critical: paint(ink.inverse.bold),
      high: paint(ink.bold.yellow),
      medium: paint(ink.cyan),
      low: (text) => text,
      informational: paint(ink.dim),
    },
    strong: paint(ink.bold),
    faint: paint(ink.dim),
  };
}

import type { Language } from '../../language/language.ts';
import { languages } from '../../language/languages.ts';
import type { Display } from '../option/display-options.ts';
import { type ColorChoice, type ColorEnvironment, isColored } from './color.ts';
import type { Io, Output } from './io.ts';

/** The drawing capabilities of an output. */
export interface Canvas {
  readonly columns: number;
  readonly color: boolean;
  readonly unicode: boolean;
}

/** For files and pipes: the same for all, since nothing is known about the reader. */
const paper = { columns: 100, color: false, unicode: true } as const satisfies Canvas;

/** The canvas of a report in a file. */
export function fileCanvas(): Canvas {
  return paper;
}

/** The canvas of a stream: the terminal's width (80 if it does not say), or 100 columns when piped. */
export function streamCanvas(
  stream: Pick<Output, 'isTTY' | 'columns'>,
  env: ColorEnvironment,
  platform: string,
  color: ColorChoice,
): Canvas {
  const isTerminal = stream.isTTY === true;
  return {
    columns: isTerminal ? stream.columns || 80 : paper.columns,
    color: isColored(color, env, isTerminal),
    unicode: hasUnicode(env, platform),
  };
}

/**
 * Whether characters beyond ASCII can be shown: the locale (LC_ALL, LC_CTYPE, LANG; the first that
 * is set) names UTF-8. Without any, yes, except on Windows, where only the newer terminals can, and on
 * the Linux console (`TERM=linux`).
 */
export function hasUnicode(env: ColorEnvironment, platform: string): boolean {
  if (env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  if (locale) return /utf-?8/i.test(locale);
  if (platform !== 'win32') return true;
  return Boolean(env['WT_SESSION'] || env['TERM_PROGRAM']);
}

/** What a report's theme is made with: what its output can draw, and how its readers want it. */
export interface DisplayTheme extends Canvas {
  readonly plain: boolean;
  readonly language: Language;
  readonly zone: string;
}

/** How to draw a report, on a stream or in a file. Who asks for Japanese can read it. */
export function themeFor(
  { language: tag, zone, color, ascii, plain }: Display,
  stream: Pick<Output, 'isTTY' | 'columns'> | undefined,
  { env, platform }: Pick<Io, 'env' | 'platform'>,
): DisplayTheme {
  const canvas = stream ? streamCanvas(stream, env, platform, color) : fileCanvas();
  const unicode = !ascii && (canvas.unicode || tag !== 'en');
  return { ...canvas, unicode, plain, language: languages[tag], zone };
}

/** Whether a line may be redrawn on `stream`: a terminal that a person watches. */
export function canRedraw(stream: Pick<Output, 'isTTY'>, env: ColorEnvironment): boolean {
  return stream.isTTY === true && env['TERM'] !== 'dumb' && (!env['CI'] || env['CI'] === 'false');
}

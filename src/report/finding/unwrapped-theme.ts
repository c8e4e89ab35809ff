import type { Safe } from '../text/escape.ts';
import { createTheme, type Theme, type ThemeOptions } from '../text/theme.ts';

/** Wider than any sentence of ours. */
const endless = 20_000;

/** A theme for what the reader's program wraps and colours by itself: a browser, a ticket. */
export function createUnwrappedTheme({ language, zone }: ThemeOptions): Theme {
  const plain = { columns: endless, color: false, unicode: true, verbose: true };
  const theme = createTheme({ ...plain, ...(language && { language }), ...(zone && { zone }) });
  return { ...theme, prose: endless };
}

/** The lines of a sentence that was rendered for a terminal, as one. */
export function unwrapped(lines: readonly Safe[]): Safe {
  return lines.map((line) => line.trim()).join(' ') as Safe;
}

import type { AddHelpTextContext } from 'commander';
import type { PlainText, Say } from '../option/speech.ts';
import { linesOf, listOf } from './help-text.ts';

/** A command line as one types it, and what it does. */
export type Example = readonly [command: string, text?: PlainText];

/** What stands below the options of a command: examples, then paragraphs. */
export function notesIn(
  say: Say,
  examples: readonly Example[],
  paragraphs: readonly PlainText[] = [],
): (context: AddHelpTextContext) => string {
  return ({ command }) => {
    const width = command.configureOutput().getOutHelpWidth?.() ?? 80;
    const rows = examples.map(([line, text]) =>
      text === undefined ? ([line] as const) : ([line, say(text)] as const),
    );
    const blocks = [
      [say('help.examples'), ...listOf(rows, { width, widest: 48, gap: 3 })],
      ...paragraphs.map((name) => linesOf(say(name), width)),
    ];
    return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}`;
  };
}

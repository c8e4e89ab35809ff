import { englishPage } from './english/english-page.ts';
import { englishScreen } from './english/english-screen.ts';

/**
 * Every sentence in English, the language in which they are thought: the key of a text here is its name everywhere,
 * and a translation has the same keys. A file in `english/` for each thing that people read.
 */
export const english = {
  ...englishPage,
  ...englishScreen,
} as const;

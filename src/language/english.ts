import { englishActs } from './english/english-acts.ts';
import { englishNouns } from './english/english-nouns.ts';
import { englishReasons } from './english/english-reasons.ts';
import { englishScreen } from './english/english-screen.ts';

/**
 * Every sentence in English, the language in which they are thought: the key of a text here is its name everywhere,
 * and a translation has the same keys. A file in `english/` for each thing that people read.
 */
export const english = {
  ...englishActs,
  ...englishNouns,
  ...englishReasons,
  ...englishScreen,
} as const;

import { englishAmount } from './english/english-amount.ts';
import { englishCase } from './english/english-case.ts';
import { englishClock } from './english/english-clock.ts';
import { englishCompleteness } from './english/english-completeness.ts';
import { englishDoubt } from './english/english-doubt.ts';
import { englishFilter } from './english/english-filter.ts';
import { englishFinding } from './english/english-finding.ts';
import { englishLevel } from './english/english-level.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishStatus } from './english/english-status.ts';
import { englishSurprise } from './english/english-surprise.ts';
import { englishUnseen } from './english/english-unseen.ts';

/**
 * Every sentence in English, the language in which they are thought: the key of a text here is its name everywhere,
 * and a translation has the same keys. A file in `english/` for each thing that people read.
 */
export const english = {
  ...englishAmount,
  ...englishCase,
  ...englishClock,
  ...englishCompleteness,
  ...englishDoubt,
  ...englishFilter,
  ...englishFinding,
  ...englishLevel,
  ...englishScreen,
  ...englishStatus,
  ...englishSurprise,
  ...englishUnseen,
} as const;

import { englishFocus } from './english/english-focus.ts';
import { englishScreen } from './english/english-screen.ts';
import { englishStory } from './english/english-story.ts';
import { englishTimeline } from './english/english-timeline.ts';

/**
 * Every sentence in English, the language in which they are thought: the key of a text here is its name everywhere,
 * and a translation has the same keys. A file in `english/` for each thing that people read.
 */
export const english = {
  ...englishFocus,
  ...englishScreen,
  ...englishStory,
  ...englishTimeline,
} as const;

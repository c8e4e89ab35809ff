import type { Storyline } from '../storyline.ts';
import { directoryStories } from './directory.ts';
import { lootStories } from './loot.ts';
import { phishingStories } from './phishing.ts';
import { sprayStories } from './spray.ts';
import { supportStories } from './support.ts';
import { takeoverStories } from './takeover.ts';
import { theftStories } from './theft.ts';
import { tokenStories } from './token.ts';

/** All storylines. The place of one in the list is its number; new ones are added at the end of a file's list. */
export const storylines: readonly Storyline[] = [
  ...theftStories,
  ...supportStories,
  ...takeoverStories,
  ...phishingStories,
  ...sprayStories,
  ...directoryStories,
  ...lootStories,
  ...tokenStories,
].sort((a, b) => (a.id < b.id ? -1 : 1));

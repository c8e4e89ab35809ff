import type { Level } from '../../src/rule/level.ts';
import type { Stage } from './stage.ts';

/** An attack as somebody described it, and the harmless thing that looks like it. */
export interface Storyline {
  /** `S08b`: the storyline, and its variant. */
  readonly id: string;
  readonly title: string;
  /** A finding of this level at least is expected. */
  readonly level: Level;
  /** The ideas of the catalogue that it shows. */
  readonly fires: readonly string[];
  readonly attack: (stage: Stage) => void;
  readonly twin: (stage: Stage) => void;
}

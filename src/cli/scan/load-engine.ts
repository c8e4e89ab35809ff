import type { hunt } from '../../hunt.ts';
import type { readEvents } from '../../input/events.ts';
import type { builtInRules, loadRules } from '../../input/rule-files.ts';
import type { loadList } from '../../input/value-lists.ts';
import type { reporters } from '../../report/finding/reporters.ts';

/** The modules that do the work of the commands. */
export interface EngineModules {
  readonly hunt: typeof hunt;
  readonly readEvents: typeof readEvents;
  readonly loadRules: typeof loadRules;
  readonly loadList: typeof loadList;
  readonly builtInRules: typeof builtInRules;
  readonly reporters: typeof reporters;
}

/** Loads the engine, which takes a while: only for commands that are about to use it. */
export async function loadEngine(): Promise<EngineModules> {
  const [{ hunt }, { readEvents }, { loadList }, { builtInRules, loadRules }, { reporters }] =
    await Promise.all([
      import('../../hunt.ts'),
      import('../../input/events.ts'),
      import('../../input/value-lists.ts'),
      import('../../input/rule-files.ts'),
      import('../../report/finding/reporters.ts'),
    ]);
  return { hunt, readEvents, loadRules, loadList, builtInRules, reporters };
}

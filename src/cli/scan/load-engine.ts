import type { Event, Rejection, Source } from '../../event/event.ts';
import type { createOngoingHunt, hunt } from '../../hunt.ts';
import type { builtInRules } from '../../input/built-in-rules.ts';
import type { ReadOptions } from '../../input/events.ts';
import type { loadRules } from '../../input/rule-files.ts';
import type { loadList } from '../../input/value-lists.ts';
import type { ReportFormat, ReportFormatName } from '../../report/finding/reporters.ts';
import type { loadBundledRules } from '../rules/shelf-file.ts';

/** The modules that do the work of the commands. */
export interface EngineModules {
  readonly hunt: typeof hunt;
  readonly createOngoingHunt: typeof createOngoingHunt;
  readonly readEvents: (
    paths: readonly string[],
    options: ReadOptions,
  ) => AsyncIterable<Event | Rejection | Source>;
  readonly loadRules: typeof loadRules;
  readonly loadList: typeof loadList;
  readonly builtInRules: typeof builtInRules;
  /** The bundled rules as the build compiled them; without it they are loaded from their files. */
  readonly loadBundledRules?: typeof loadBundledRules;
  readonly loadReporter: (format: ReportFormatName) => Promise<Pick<ReportFormat, 'create'>>;
}

/** Loads the engine, which takes a while: only for commands that are about to use it. */
export async function loadEngine(): Promise<EngineModules> {
  const [{ hunt, createOngoingHunt }, { readRecords }, { builtInRules }, { loadBundledRules }] =
    await Promise.all([
      import('../../hunt.ts'),
      import('../../input/events.ts'),
      import('../../input/built-in-rules.ts'),
      import('../rules/shelf-file.ts'),
    ]);
  return {
    ...{ hunt, createOngoingHunt, builtInRules, loadBundledRules, loadReporter },
    readEvents: readRecords,
    // What reads the rule language is not needed for rules that are compiled already.
    loadRules: async (paths, options) =>
      (await import('../../input/rule-files.ts')).loadRules(paths, options),
    loadList: async (path) => (await import('../../input/value-lists.ts')).loadList(path),
  };
}

/** What people mostly look at is not loaded along with every format for machines. */
const loadReporter: EngineModules['loadReporter'] = async (format) => {
  if (format === 'table') {
    const { createTableReporter } = await import('../../report/finding/table/table-report.ts');
    return { create: createTableReporter };
  }
  return (await import('../../report/finding/reporters.ts')).reporters[format];
};

import { resolve, sep } from 'node:path';
import { InputError } from '../../input/input-error.ts';
import type { LoadedRules } from '../../input/rule-files.ts';
import { type Message, tell, toldIn } from '../../language/message.ts';
import { listsOf } from '../../report/rule/rule-details.ts';
import { show } from '../../report/text/escape.ts';
import { everyRule, type Lists } from '../../rule/rule.ts';
import { didYouMean } from '../../rule/yaml/did-you-mean.ts';
import { misuse } from '../failure.ts';
import type { LogEvent } from '../log/log-events.ts';
import { logTo } from '../log/run-log.ts';
import type { Speech } from '../option/speech.ts';
import type { EngineModules } from '../scan/load-engine.ts';
import type { Io } from '../terminal/io.ts';
import { ignoredOf, silentOf } from './left-out.ts';
import type { NamedList, RuleFiles } from './rule-options.ts';

export { digestOf } from '../../rule/rules-digest.ts';
/** Where notes about rules go, and the language that they are told in. */
export interface NoteTarget {
  readonly io: Pick<Io, 'stderr'>;
  readonly speech: Speech;
}

/**
 * Loads the rules of a run: the bundled ones, then the user's, with the user's lists, and with what they say in
 * another language, if one is asked for. Warns on standard
 * error about paths without rules and unused lists. An unreadable path is misuse.
 */
export async function loadRuleSet(
  engine: Pick<EngineModules, 'loadRules' | 'loadList' | 'builtInRules'>,
  files: RuleFiles,
  target: NoteTarget,
  language?: string,
): Promise<LoadedRules> {
  const builtIn = files.builtIn ? [engine.builtInRules()] : [];
  const set = await ofCaller(async () => {
    const lists = await loadLists(files.lists, engine.loadList);
    return engine.loadRules([...builtIn, ...files.paths], {
      lists,
      ...(language !== undefined && { language }),
    });
  }, engine.builtInRules());
  await warnOfPaths(set, target);
  await warnOfLists(everyRule(set), files.lists, target);
  return set;
}

/** Notes on standard error what was left out, unless quiet. Throws misuse with the same if no rule reports. */
export async function checkReports(
  set: LoadedRules,
  files: Pick<RuleFiles, 'paths'>,
  { quiet, ...target }: NoteTarget & { readonly quiet: boolean },
): Promise<void> {
  if (!set.rules.some(({ generate }) => generate)) {
    throw nothingIn('ruleRun.noneReportsAt', files.paths, silentOf(set));
  }
  if (!quiet) await noteLeftOut(set, target);
}

/** Notes on standard error what was given along with rules and is ignored. */
export async function noteLeftOut(
  set: Pick<LoadedRules, 'foreign' | 'passedOver'>,
  target: NoteTarget,
): Promise<void> {
  await note(
    'rules.left-out',
    ignoredOf(set).map((what) => tell('status.note', { what: tell('ruleRun.leftOut', { what }) })),
    target,
  );
}

/** The misuse of giving paths that lack what is needed. */
export function nothingIn(
  what: 'ruleRun.noneAt' | 'ruleRun.noneToTestAt' | 'ruleRun.noneReportsAt',
  paths: readonly string[],
  [first, ...others]: readonly Message[],
): Error {
  const rest = first
    ? tell('ruleRun.leftOutToo', {
        what: others.reduce(
          (before, next) => tell('ruleRun.then', { first: before, second: next }),
          first,
        ),
      })
    : '';
  return misuse(
    tell(what, { paths, rest }),
    tell('ruleRun.nameRules', { example: '{product: okta, service: okta}' }),
  );
}

/** Loads the lists that `--list` names. */
export async function loadLists(
  named: readonly NamedList[],
  loadList: (file: string) => Promise<readonly string[]>,
): Promise<Lists> {
  const lists = new Map<string, readonly string[]>();
  for (const list of named) {
    lists.set(list.name, 'file' in list ? await loadList(list.file) : list.values);
  }
  return lists;
}

/** Faults of the machine, which the caller cannot fix by other options. */
const faults: readonly unknown[] = ['EIO', 'EMFILE', 'ENFILE', 'ENOMEM'];

/**
 * Reads rules and lists; an unreadable one is misuse, like one with a mistake in it, unless it is
 * bundled.
 */
export async function ofCaller<T>(read: () => Promise<T>, bundled: string): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    const isBundled = `${resolve(error.path)}${sep}`.startsWith(`${resolve(bundled)}${sep}`);
    if (isBundled || faults.includes(code)) throw error;
    throw misuse(error.told, error.toldAdvice);
  }
}

/** Warns on standard error about rule paths without rules. */
export async function warnOfPaths(
  { passedOver }: Pick<LoadedRules, 'passedOver'>,
  target: NoteTarget,
): Promise<void> {
  await note(
    'rules.empty-path',
    passedOver.paths.map((path) =>
      tell('status.warning', { what: tell('ruleRun.noFileAt', { path }) }),
    ),
    target,
  );
}

/** Warns on standard error about unused lists: their names may be misspelt. */
export async function warnOfLists(
  rules: readonly Parameters<typeof listsOf>[0][],
  named: readonly NamedList[],
  target: NoteTarget,
): Promise<void> {
  if (named.length === 0) return;
  const used = new Set(rules.flatMap(listsOf));
  const unused = named.filter(({ name }) => !used.has(name));
  await note(
    'rules.unused-list',
    unused.map(({ name }) => {
      const hint = didYouMean(name, used);
      return tell('status.warning', { what: tell('ruleRun.unusedList', { name, hint }) });
    }),
    target,
  );
}

async function note(
  event: LogEvent,
  lines: readonly Message[],
  { io, speech }: NoteTarget,
): Promise<void> {
  for (const line of lines) {
    await logTo(io, { event, line: show(toldIn(speech.language, line), { max: 500 }) });
  }
}

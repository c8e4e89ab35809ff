import { placeholdersOf } from '../explain/summary-text.ts';
import { type Message, tell } from '../language/message.ts';
import { formulasOf } from '../rule/expression.ts';
import { placesOfReasons } from '../rule/reason-template.ts';
import { formulaText, operandsOf } from '../rule/window/formula.ts';
import { groupingsOf, keyFields, type Window } from '../rule/window/window.ts';
import type { Node } from '../rule/yaml/yaml-source.ts';
import { fieldsOf } from '../window/aggregate/bound-aggregate.ts';
import {
  type Check,
  type FilterSubject,
  type LintedSelection,
  type LintSubject,
  type Remark,
  type RuleSubject,
  remark,
  selectionsIn,
  testsIn,
} from './lint-context.ts';

/** Selections that no condition names; of one that several documents share, no condition of any. */
export function checkSelections(
  subjects: readonly Pick<LintSubject, 'conditions' | 'selections'>[],
): readonly Remark[] {
  const all = new Map<Node, LintedSelection>();
  const used = new Set<Node>();
  for (const subject of subjects) {
    const named = selectionsIn(subject);
    for (const selection of subject.selections) {
      all.set(selection.key, selection);
      if (named.has(selection.name)) used.add(selection.key);
    }
  }
  return [...all.values()]
    .filter(({ key }) => !used.has(key))
    .map(({ name, place }) =>
      remark(place, 'unused-selection', tell('remark.unusedSelection', { name })),
    );
}

/** Windows and facts that nothing uses, and what windows over all events cost. */
export const checkWindows: Check<RuleSubject> = (subject) => {
  const { windows, summary, reasons } = subject.rule;
  const told = placesOfReasons(reasons).map(({ path }) => path);
  return checkUse(windows, namedFacts(subject, [...placeholdersOf(summary), ...told]));
};

/** The same for the windows of a filter. */
export const checkFilterWindows: Check<FilterSubject> = (subject) =>
  checkUse(subject.filter.windows, namedFacts(subject, []));

function checkUse(windows: readonly Window[], named: ReadonlySet<string>): readonly Remark[] {
  return windows.flatMap((window) => {
    const { name, facts, place } = window;
    const used = facts.filter((fact) => named.has(`${name}.${fact.name}`));
    const unused = facts.filter((fact) => !used.includes(fact));
    const remarks: Remark[] = [];
    if (used.length === 0) {
      remarks.push(remark(place, 'unused-window', tell('remark.unusedWindow', { name })));
    } else {
      for (const fact of unused) {
        const told = tell('remark.unusedFact', { window: name, fact: fact.name });
        remarks.push(remark(place, 'unused-window', told));
      }
    }
    if (isIdle(window)) {
      const told = tell('remark.idleLearn', { name });
      remarks.push(remark(place, 'idle-learn', told));
    }
    const cost = window.list === undefined ? costOf(window, windows) : undefined;
    if (cost !== undefined) remarks.push(remark(place, 'state', cost));
    return remarks;
  });
}

/** Whether a log that has run for `learn` covers the window anyway. */
function isIdle({ before, until = 0, learn }: Window): boolean {
  return before !== undefined && learn !== undefined && learn + until > before;
}

/** What a window costs, if it is much: all events are remembered, or all are neighbours. */
function costOf(window: Window, windows: readonly Window[]): Message | undefined {
  const { name, events } = window;
  const takesAll = window.rules.length === 0 && events === undefined;
  if (!takesAll && groupingsOf(window).every(({ length }) => length > 0)) return undefined;
  const bytes = bytesPerEvent(windows);
  const megabytes = String(Math.ceil((bytes * 1_000_000) / 1_048_576));
  const million = tell('remark.megabytes', { megabytes });
  return takesAll
    ? tell('remark.takesEveryEvent', { name, bytes: String(bytes), million })
    : tell('remark.noGroupBy', { name, bytes: String(bytes), million });
}

function namedFacts(subject: LintSubject, told: readonly string[]): ReadonlySet<string> {
  const tested = testsIn(subject).flatMap((test) =>
    test.kind === 'field'
      ? [
          ...(test.fact ? [`${test.fact.window}.${test.fact.name}`] : []),
          ...formulasOf(test).flatMap((formula) => [...operandsOf(formula)].map(formulaText)),
        ]
      : [],
  );
  return new Set([...tested, ...told]);
}

/** What is kept of every remembered event, whatever rules ask for: time, identifier, shown fields. */
const bytesOfRow = 8 + 16 + 18 * 2;
/** A number in a dictionary takes one to four bytes. */
const bytesOfField = 4;
/** A member of a window is grouped by key: its rank, its key, and its place among both. */
const bytesOfMember = 12;

function bytesPerEvent(windows: readonly Window[]): number {
  const fields = new Set(
    windows.flatMap((window) => [...keyFields(window), ...window.facts.flatMap(fieldsOf)]),
  );
  return bytesOfRow + fields.size * bytesOfField + windows.length * bytesOfMember;
}

import { placeholdersOf } from '../finding/fill-in.ts';
import type { Rule } from '../rule/rule.ts';
import { type Check, type Remark, remark, selectionsIn, testsIn } from './subject.ts';

/** Selections that no condition names. */
export const checkSelections: Check = ({ rule, selections }) => {
  const named = selectionsIn(rule);
  return selections
    .filter(({ name }) => !named.has(name))
    .map(({ name, place }) =>
      remark(place, 'unused-selection', `no condition names the selection "${name}"`),
    );
};

/** Windows and facts that nothing asks for, and what windows over all events cost. */
export const checkWindows: Check = ({ rule }) => {
  const asked = askedFacts(rule);
  return rule.windows.flatMap((window) => {
    const { name, facts, place } = window;
    const used = facts.filter((fact) => asked.has(`${name}.${fact.name}`));
    const unused = facts.filter((fact) => !used.includes(fact));
    const remarks: Remark[] = [];
    if (used.length === 0) {
      remarks.push(remark(place, 'unused-window', `nothing asks for the window "${name}"`));
    } else {
      for (const fact of unused) {
        const message = `nothing asks for "${name}.${fact.name}"`;
        remarks.push(remark(place, 'unused-window', message));
      }
    }
    if (window.list === undefined && window.rules.length === 0) {
      const bytes = bytesPerEvent(rule);
      const message =
        `the window "${name}" takes every event of the log: about ${bytes} bytes each, ` +
        `${Math.ceil((bytes * 1_000_000) / 1_048_576)} MB for a million; name rules to narrow it`;
      remarks.push(remark(place, 'state', message));
    }
    return remarks;
  });
};

function askedFacts(rule: Rule): ReadonlySet<string> {
  const tested = testsIn(rule).flatMap((test) =>
    test.kind === 'field' && test.fact ? [`${test.fact.window}.${test.fact.name}`] : [],
  );
  return new Set([...tested, ...placeholdersOf(rule.summary)]);
}

/** What is kept of every remembered event, whatever rules ask for: time, identifier, shown fields. */
const bytesOfRow = 8 + 16 + 18 * 2;
/** A number in a dictionary takes one to four bytes. */
const bytesOfField = 4;
/** A member of a window is grouped by key: its rank, its key, and its place among both. */
const bytesOfMember = 12;

function bytesPerEvent({ windows }: Rule): number {
  const fields = new Set(
    windows.flatMap(({ groupBy, facts }) => [
      ...groupBy,
      ...facts.flatMap(({ of, among }) => [...of, ...among]),
    ]),
  );
  return bytesOfRow + fields.size * bytesOfField + windows.length * bytesOfMember;
}

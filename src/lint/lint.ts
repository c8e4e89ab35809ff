import { parseRuleFile, type RuleFile } from '../rule/document.ts';
import { linkRules } from '../rule/link.ts';
import { type Problem, RuleError } from '../rule/problem.ts';
import type { Rule } from '../rule/rule.ts';
import { type Entry, entriesOf, isMap, readSource } from '../rule/source.ts';
import { type Code, codes, type Severity } from './codes.ts';
import { checkEventTypes, checkFields } from './fields.ts';
import { checkKeys } from './keys.ts';
import { checkLogic } from './logic.ts';
import { type Check, type Remark, remark, type Subject, type World } from './subject.ts';
import { checkValues } from './values.ts';
import { checkSelections, checkWindows } from './windows.ts';

export type { Remark, World } from './subject.ts';

/** A rule file, unread. */
export interface RuleText {
  readonly file: string;
  readonly text: string;
}

/** What was found out about rule files. */
export interface Report {
  /** In order of file and place. */
  readonly remarks: readonly Remark[];
  /** How many files and rules were looked at; of a file that does not load its rules are unknown. */
  readonly files: number;
  readonly rules: number;
}

/** One check per kind of mistake; a new one is a function and a row in the table of codes. */
const checks: readonly Check[] = [
  checkKeys,
  checkFields,
  checkEventTypes,
  checkValues,
  checkSelections,
  checkWindows,
  checkLogic,
];

/**
 * Looks at rules for every mistake that can be seen without a log. `beside` are files that the rules
 * may refer to; nothing is said about them.
 */
export function lint(
  texts: readonly RuleText[],
  beside: readonly RuleText[],
  world: World,
): Report {
  const files = texts.map(({ file, text }) => ({ file, text, read: parseRuleFile(text, file) }));
  const others = beside.map(({ file, text }) => parseRuleFile(text, file));
  const read = files.map((one) => one.read);
  const own = new Set(texts.map(({ file }) => file));
  const problems = problemsOf([...others, ...read], world).filter(({ file }) => own.has(file));
  const broken = problems.map((problem) => remark(problem, 'broken', problem.message));
  const remarks = files.flatMap((one) => remarksOn(one.text, one.read, world));
  const rules = read.flatMap((one) => one.rules);
  const twins = duplicates([...others.flatMap((one) => one.rules), ...rules]);
  const all = [...broken, ...remarks, ...twins.filter(({ file }) => own.has(file))];
  return { remarks: inOrder(all, [...own]), files: texts.length, rules: rules.length };
}

export function severityOf(code: Code): Severity {
  return codes[code].severity;
}

/** The mistakes because of which the files do not load together. */
function problemsOf(files: readonly RuleFile[], { lists }: World): readonly Problem[] {
  try {
    linkRules(files, lists);
    return [];
  } catch (error) {
    if (error instanceof RuleError) return error.problems;
    throw error;
  }
}

function remarksOn(text: string, { rules }: RuleFile, world: World): readonly Remark[] {
  const [first] = rules;
  if (!first) return [];
  const source = readSource(text, first.place.file);
  const roots = source.roots.filter(isMap);
  return rules.flatMap((rule) => {
    const root = roots.find((candidate) => {
      const { line, column } = source.place(candidate);
      return line === rule.place.line && column === rule.place.column;
    });
    const entries = root ? entriesOf(root, source) : [];
    const find = (key: string): Entry | undefined => entries.find((entry) => entry.key === key);
    const detection = find('detection')?.value;
    const subject: Subject = {
      rule,
      has: (key) => find(key) !== undefined,
      placeOf: (key) => {
        const entry = find(key);
        return entry ? source.place(entry.keyNode) : rule.place;
      },
      selections: (isMap(detection) ? entriesOf(detection, source) : [])
        .filter(({ key }) => key !== 'condition')
        .map(({ key, keyNode }) => ({ name: key, place: source.place(keyNode) })),
      world,
    };
    return checks.flatMap((check) => check(subject));
  });
}

/** Rules that ask for the same as one before them, whatever they are called. */
function duplicates(rules: readonly Rule[]): readonly Remark[] {
  const first = new Map<string, Rule>();
  return rules.flatMap((rule) => {
    const asked = JSON.stringify([rule.condition, rule.windows], withoutPlaces);
    const other = first.get(asked);
    if (!other) {
      first.set(asked, rule);
      return [];
    }
    const { file, line } = other.place;
    const message = `the rule asks for the same as "${other.name}" (${file}:${line})`;
    return [remark(rule.place, 'duplicate', message)];
  });
}

/** The text of what a rule asks for; maps count, places and names of selections do not. */
function withoutPlaces(key: string, value: unknown): unknown {
  if (key === 'place') return undefined;
  if (value instanceof Map) return [...value];
  const selection = value as { readonly kind?: unknown; readonly of?: unknown } | null;
  return selection !== null && typeof value === 'object' && selection.kind === 'selection'
    ? selection.of
    : value;
}

function inOrder(remarks: readonly Remark[], files: readonly string[]): readonly Remark[] {
  const rank = new Map(files.map((file, index) => [file, index]));
  return remarks.toSorted(
    (a, b) =>
      (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}

import { windowKeys } from './window.ts';
import { functions } from './window-function.ts';

/** Keys that mean nothing but in a window, so that one elsewhere is misplaced; `fields` is Sigma's as well. */
export const onlyOfWindows: ReadonlySet<string> = new Set(
  windowKeys.filter((key) => key !== 'fields'),
);

/** Keys of a correlation that windows do not have, and what a window has for them. */
const ofCorrelations: Readonly<Record<string, string>> = {
  timespan: 'before or after',
  timeframe: 'before or after',
  condition: 'fields, which the detection compares',
};

/** Where a key that stands among the windows belongs; undefined if it may be the name of one. */
export function placeAmongWindows(key: string): string | undefined {
  if (!onlyOfWindows.has(key) && key !== 'fields') return undefined;
  return `"${key}" belongs in a window, one level deeper: my_window: {${key}: ...}`;
}

/** Where a key that no window has belongs; `functionOfValue` is the first key of its value. */
export function placeInWindow(
  key: string,
  functionOfValue: string | undefined,
): string | undefined {
  if (Object.hasOwn(functions, key)) {
    return `"${key}" is a function, which belongs in fields: {my_fact: {${key}: ...}}`;
  }
  if (key === 'among') return 'among belongs beside similar, in one of the fields';
  if (functionOfValue !== undefined && Object.hasOwn(functions, functionOfValue)) {
    return `"${key}" computes ${functionOfValue}, so it belongs in fields: {${key}: {${functionOfValue}: ...}}`;
  }
  const instead = Object.hasOwn(ofCorrelations, key) ? ofCorrelations[key] : undefined;
  return instead && `a window has no "${key}"; it has ${instead}`;
}

/** Where a key that stands in the fact `fact`, beside its function or inside it, belongs. */
export function placeInFact(key: string, fact: string): string | undefined {
  if (!onlyOfWindows.has(key) || Object.hasOwn(functions, key)) return undefined;
  if (key === 'compute') return `compute has a window of its own, ${formulaWindow(fact)}`;
  return `"${key}" belongs in the window, beside its fields`;
}

/** How a formula named `name` is written, as an example. */
export function formulaWindow(name: string): string {
  return `such as my_sums: {compute: {${name}: my_window.a / my_window.b}}`;
}

/** Keys of a section, where they stand at the top of a document. */
const ofSections: ReadonlyMap<string, string> = new Map([
  ...['before', 'until', 'after', 'learn', 'every'].map((key): [string, string] => [
    key,
    `a window: context: {my_window: {${key}: ...}}`,
  ]),
  ['group-by', 'a window of the context, or the correlation'],
  ['aliases', 'a window of the context, or the correlation'],
  ['condition', 'the detection, beside its selections'],
  ['timespan', 'the correlation'],
]);

/** Where a key at the top of a document belongs; undefined if it may be the author's own. */
export function placeInDocument(key: string): string | undefined {
  const section = ofSections.get(key);
  return section && `"${key}" belongs in ${section}`;
}

/** The keys that belong somewhere else than at the top of a document. */
export const elsewhereInDocument: readonly string[] = [...ofSections.keys()];

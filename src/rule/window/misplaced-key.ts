import { type Message, tell } from '../../language/message.ts';
import { windowKeys } from './window.ts';
import { functions } from './window-function.ts';

/** Keys that mean nothing but in a window, so that one elsewhere is misplaced; `fields` is Sigma's as well. */
export const onlyOfWindows: ReadonlySet<string> = new Set(
  windowKeys.filter((key) => key !== 'fields'),
);

/** Keys of a correlation that windows do not have, and what a window has for them. */
const ofCorrelations = {
  timespan: 'windowMistake.insteadReach',
  timeframe: 'windowMistake.insteadReach',
  condition: 'windowMistake.insteadFields',
} as const;

/** Where a key that stands among the windows belongs; undefined if it may be the name of one. */
export function placeAmongWindows(key: string): Message | undefined {
  if (!onlyOfWindows.has(key) && key !== 'fields') return undefined;
  return tell('windowMistake.keyInWindow', { key, example: `{${key}: ...}` });
}

/** Where a key that no window has belongs; `functionOfValue` is the first key of its value. */
export function placeInWindow(
  key: string,
  functionOfValue: string | undefined,
): Message | undefined {
  if (Object.hasOwn(functions, key)) {
    return tell('windowMistake.functionInFields', { key, example: `{my_fact: {${key}: ...}}` });
  }
  if (key === 'among') return tell('windowMistake.amongBesideSimilar');
  if (functionOfValue !== undefined && Object.hasOwn(functions, functionOfValue)) {
    return tell('windowMistake.computesInFields', {
      key,
      function: functionOfValue,
      example: `{${key}: {${functionOfValue}: ...}}`,
    });
  }
  return Object.hasOwn(ofCorrelations, key)
    ? tell(ofCorrelations[key as keyof typeof ofCorrelations], { key })
    : undefined;
}

/** Where a key that stands in the fact `fact`, beside its function or inside it, belongs. */
export function placeInFact(key: string, fact: string): Message | undefined {
  if (!onlyOfWindows.has(key) || Object.hasOwn(functions, key)) return undefined;
  if (key === 'compute')
    return tell('windowMistake.computeOwnWindow', { example: formulaWindow(fact) });
  return tell('windowMistake.besideFields', { key });
}

/** How a formula named `name` is written, as an example. */
export function formulaWindow(name: string): string {
  return `my_sums: {compute: {${name}: my_window.a / my_window.b}}`;
}

/** Keys of a section, where they stand at the top of a document. */
const ofSections: ReadonlyMap<string, Message> = new Map([
  ...['before', 'until', 'after', 'learn', 'every'].map((key): [string, Message] => {
    const example = `{my_window: {${key}: ...}}`;
    return [key, tell('mistake.belongsInWindow', { key, example })];
  }),
  ['group-by', tell('mistake.belongsInGroup', { key: 'group-by' })],
  ['aliases', tell('mistake.belongsInGroup', { key: 'aliases' })],
  ['condition', tell('mistake.belongsInDetection', { key: 'condition' })],
  ['timespan', tell('mistake.belongsInCorrelation', { key: 'timespan' })],
]);

/** Where a key at the top of a document belongs; undefined if it may be the author's own. */
export function placeInDocument(key: string): Message | undefined {
  return ofSections.get(key);
}

/** The keys that belong somewhere else than at the top of a document. */
export const elsewhereInDocument: readonly string[] = [...ofSections.keys()];

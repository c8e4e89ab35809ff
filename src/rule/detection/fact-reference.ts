import { isMessage, type Message, tell } from '../../language/message.ts';
import type { FieldTest, Formula } from '../expression.ts';
import { logName, numberIn } from '../window/computed-fields.ts';
import type { Window } from '../window/window.ts';
import type { Entry } from '../yaml/yaml-source.ts';
import type { Scope } from './expected-value.ts';
import type { Chain } from './modifier.ts';

/** The window that a path begins with, if it is one. */
export function windowIn(path: string, windows: ReadonlyMap<string, Window>): Window | undefined {
  const dot = path.indexOf('.');
  return dot > 0 ? windows.get(path.slice(0, dot)) : undefined;
}

/** The number at a path: of a window, or of the event; or why there is none. */
export function numberAt(path: string, windows: ReadonlyMap<string, Window>): Formula | Message {
  const window = windowIn(path, windows);
  if (!window) return { kind: 'field', path };
  const name = path.slice(window.name.length + 1);
  const own = window.name === logName ? undefined : window.computed?.get(name);
  return own ?? numberIn(window, name);
}

/**
 * The test as one of numbers, if it compares a fact with others or is about a field computed from
 * facts; as it is, if it is neither. Undefined after a report.
 */
export function withNumbers(
  test: FieldTest,
  chain: Chain,
  entry: Entry,
  { source, windows, within }: Scope,
): FieldTest | undefined {
  const refuse = (what: Message): undefined => {
    source.report(entry.keyNode, what);
    return undefined;
  };
  const others = test.values.flatMap((value) => (value.kind === 'field' ? [value] : []));
  const isOrder = others.length > 0 && chain.comparison !== 'equals' && chain.comparison !== 'neq';
  const isFact = within === undefined && (test.fact || others.some(({ formula }) => formula));
  if (!isFact) {
    if (!isOrder) return test;
    const where = within === undefined ? '' : tell('detectionMistake.noneInBlocks');
    return refuse(tell('detectionMistake.fieldrefFacts', { comparison: chain.comparison, where }));
  }
  const own = numberAt(test.path, windows);
  if (others.length === 0) {
    const window = windowIn(test.path, windows);
    if (!window?.computed) return test;
    return isMessage(own) ? refuse(own) : { ...test, formula: own };
  }
  if (isMessage(own)) return refuse(own);
  if (chain.openStart || chain.openEnd || chain.cased) {
    return refuse(tell('detectionMistake.fieldrefText'));
  }
  return {
    ...test,
    formula: own,
    values: others.map((value) => {
      return { ...value, formula: value.formula ?? { kind: 'field', path: value.path } };
    }),
  };
}

import { type Message, tell } from '../language/message.ts';
import { type ExpectedValue, type FieldTest, literalText } from '../rule/expression.ts';
import type { Fact, Window } from '../rule/window/window.ts';
import { type Check, once, remark, testsIn } from './lint-context.ts';

/** Facts that are numbers of one, of which people think in per cent or in counts. */
const parts: ReadonlySet<Fact['compute']> = new Set(['portion', 'share', 'familiar', 'similar']);
/** Facts that are texts of the log. */
const texts: ReadonlySet<Fact['compute']> = new Set(['values', 'last']);

/** The fact of a window that a test asks for. */
function factOf({ fact: named }: FieldTest, windows: readonly Window[]): Fact | undefined {
  const window = windows.find(({ name }) => name === named?.window);
  return window?.facts.find(({ name }) => name === named?.name);
}

/** What the fact of a test can be, for one that it never is; undefined if that says nothing. */
export function natureOf(test: FieldTest, windows: readonly Window[]): Message | undefined {
  const fact = factOf(test, windows);
  if (!fact || texts.has(fact.compute)) return undefined;
  const { path, values } = test;
  if (fact.compute === 'new') return tell('remark.factIsBoolean', { path });
  const bound = values.map(orderIn).find((order) => order !== undefined);
  if (bound !== undefined) return tell('remark.factIsBound', { path, bound });
  if (values.some(isWord)) return tell('remark.factIsNumber', { path });
  return parts.has(fact.compute)
    ? tell('remark.factIsShare', { path })
    : tell('remark.factNeverMeets', { path });
}

const orders: Readonly<Record<string, string>> = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte' };

/** The comparison that a text such as `>=15` was meant as. */
function orderIn(value: ExpectedValue): string | undefined {
  const [, sign, number] = /^ *([<>]=?) *(\d+(?:\.\d+)?) *$/.exec(plainIn(value) ?? '') ?? [];
  return sign === undefined ? undefined : `${orders[sign]}: ${number}`;
}

function isWord(value: ExpectedValue): boolean {
  const text = plainIn(value);
  return text !== undefined && text !== '' && Number.isNaN(Number(text));
}

function plainIn(value: ExpectedValue): string | undefined {
  return value.kind === 'pattern' ? literalText(value) : undefined;
}

/** What a word says between the wildcards with which it is sought. */
function wordIn(value: ExpectedValue): string {
  if (value.kind !== 'pattern') return '';
  return value.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('*');
}

/** Comparisons that hold whatever a share is, because they take it for a count or per cent. */
export const checkShares: Check = ({ windows, ...subject }) =>
  once(
    testsIn(subject).flatMap((test) => {
      if (test.kind !== 'field' || (test.comparison !== 'lt' && test.comparison !== 'lte'))
        return [];
      const fact = factOf(test, windows);
      if (!fact || !parts.has(fact.compute)) return [];
      const isAbove = test.values.some((value) => value.kind === 'number' && value.value > 1);
      const told = tell('remark.shareAlways', { path: test.path });
      return isAbove ? [remark(test.place, 'always-matches', told)] : [];
    }),
  );

/** Words that name a fact: they are sought in the event as they stand. */
export const checkFactWords: Check = ({ windows, ...subject }) => {
  const facts = windows.flatMap(({ name, facts: all }) =>
    all.map((fact) => `${name}.${fact.name}`),
  );
  return once(
    testsIn(subject).flatMap((test) => {
      if (test.kind !== 'keyword') return [];
      return test.values.flatMap((value) => {
        const text = wordIn(value);
        const named = facts.find((fact) => text.split(/[\s|=<>(]+/).includes(fact));
        if (named === undefined) return [];
        const told = tell('remark.factAsWord', { text, example: `{${named}|gte: 1}` });
        return [remark(test.place, 'fact-as-word', told)];
      });
    }),
  );
};

import { type Message, tell } from '../language/message.ts';
import { fieldNamed, parseValuePath } from './detection/field-spelling.ts';
import type { RuleDocument } from './metadata.ts';
import {
  actPlace,
  factAspects,
  noReasons,
  placesOfTemplate,
  type ReasonPlace,
  type Reasons,
  wholeRule,
} from './reason-template.ts';
import { factNamesOf, type Window } from './window/window.ts';
import { didYouMean } from './yaml/did-you-mean.ts';
import { type Entry, entriesOf, isMap, isScalar, textsOf } from './yaml/yaml-source.ts';

/** What the sentences of a rule can tell of, and name. */
export interface Tellable {
  readonly selections: Iterable<string>;
  readonly windows: ReadonlyMap<string, Window>;
  /** Names that stand for no field of the event: the groups of a correlation, and its number. */
  readonly names?: readonly string[];
}

/**
 * Reads `reasons`: sentences by what they tell of. Reports what the rule does not have, with its place; the names of
 * fields are put as the log spells them.
 */
export function parseReasons(document: RuleDocument, tellable: Tellable): Reasons {
  const { source, entries } = document;
  const entry = entries.get('reasons');
  if (!entry) return noReasons;
  const { keyNode, value } = entry;
  if (!isMap(value)) {
    source.report(value ?? keyNode, tell('mistake.reasonsNotMap'));
    return noReasons;
  }
  const facts = [...tellable.windows.values()].flatMap((window) =>
    factNamesOf(window).map((fact) => `${window.name}.${fact}`),
  );
  const selections = [...tellable.selections];
  const known = [...selections, ...facts, wholeRule];
  const reasons = new Map<string, readonly string[]>();
  for (const own of entriesOf(value, source)) {
    const told = own.key.replace(/^not /, '');
    if (!known.includes(told) || (told !== own.key && !selections.includes(told))) {
      const what = told === own.key ? 'mistake.noSelectionOrFact' : 'mistake.noSuchSelection';
      source.report(own.keyNode, tell(what, { told, hint: didYouMean(told, known) }));
      continue;
    }
    reasons.set(own.key, sentencesOf(own, document, tellable, facts));
  }
  return reasons;
}

function sentencesOf(
  entry: Entry,
  { source }: RuleDocument,
  { windows, names = [] }: Tellable,
  facts: readonly string[],
): readonly string[] {
  const at = entry.value ?? entry.keyNode;
  const report = (what: Message): void => source.report(at, what);
  if (!entry.value || (isScalar(entry.value) && entry.value.value === null)) return [];
  return textsOf(entry, source).map((template) => {
    const bare = template.replace(/\{[^{}]+\}/g, '');
    if (/[{}]/.test(bare)) report(tell('mistake.strayBrace'));
    if (template.trim() === '') report(tell('mistake.emptySentence'));
    for (const place of placesOfTemplate(template)) {
      const flaw = flawOf(place, windows, facts);
      if (flaw !== undefined) report(flaw);
    }
    return template.replace(
      /\{([^{}:|]+(?:\|[^{}:|]+)?)(:[^{}]*)?\}/g,
      (whole, inside, choice = '') => {
        const path = String(inside).replace(/\|(values|apart)$/, '');
        const [first = ''] = path.split('.', 1);
        if (path === actPlace || names.includes(path) || windows.has(first)) return whole;
        const read = parseValuePath(path);
        if ('path' in read) {
          const named = fieldNamed(read.path, entry.keyNode, source);
          return `{${named}${String(inside).slice(path.length)}${choice}}`;
        }
        report(read.flaw);
        return whole;
      },
    );
  });
}

/** What is wrong with a place that means a fact; fields are looked at by themselves. */
function flawOf(
  { path, aspect, choice }: ReasonPlace,
  windows: ReadonlyMap<string, Window>,
  facts: readonly string[],
): Message | undefined {
  const [first = '', ...rest] = path.split('.');
  const window = windows.get(first);
  const isFact = facts.includes(path);
  if (window && !isFact) {
    const bar = path.lastIndexOf('|');
    if (bar > 0 && facts.includes(path.slice(0, bar))) {
      const word = path.slice(bar + 1);
      return tell('mistake.noAspect', {
        word,
        hint: didYouMean(word, factAspects),
        aspects: tell('mistake.aspects', { first: factAspects[0], second: factAspects[1] }),
      });
    }
    return tell('windowMistake.noFact', {
      window: first,
      fact: rest.join('.'),
      hint: didYouMean(path, facts),
    });
  }
  if (aspect && !isFact) return tell('mistake.aspectOfNoFact', { path, aspect });
  if (choice && !isFact && !path.startsWith('correlation.')) {
    return tell('mistake.choiceOfNoNumber', { path });
  }
  return undefined;
}

import type { Pack } from './pack.ts';
import type { Rule, RuleSet } from './rule.ts';
import { type Diagnostic, RuleError, type SourcePlace } from './yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf } from './yaml/did-you-mean.ts';
import { type Entry, entriesOf, isMap, readSource, textOf, textsOf } from './yaml/yaml-source.ts';

/** What a file of translations says of one rule or pack, in place of its own texts; undefined: nothing. */
export interface Translation {
  /** The rule's name, or the pack's. */
  readonly name: string;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly falsepositives: readonly string[] | undefined;
  readonly response: readonly string[] | undefined;
  /** Only a pack has a question, and needs that tell something, in the order of its file. */
  readonly question: string | undefined;
  readonly tells: readonly string[] | undefined;
  readonly place: SourcePlace;
}

/** Texts in one language for rules and packs, by name. */
export interface Translations {
  readonly rules: ReadonlyMap<string, Translation>;
  readonly packs: ReadonlyMap<string, Translation>;
}

/** No translations at all. */
export const noTranslations: Translations = { rules: new Map(), packs: new Map() };

const ruleKeys = ['title', 'summary', 'falsepositives', 'response'] as const;
const packKeys = ['question', 'tells'] as const;
const keys = [...ruleKeys, ...packKeys] as const;
type Key = (typeof keys)[number];

/** What a file of translations gave. */
export interface TranslationFile {
  readonly translations: readonly Translation[];
  readonly problems: readonly Diagnostic[];
}

/** Parses a file of translations: a map from names to texts. Every mistake is a problem with its place. */
export function parseTranslations(text: string, file: string): TranslationFile {
  const source = readSource(text, file);
  const { roots, problems } = source;
  const [root, second] = roots;
  if (problems.length > 0) return { translations: [], problems };
  if (!root || !isMap(root) || second) {
    const message = 'a file of translations is one map from names of rules to their texts';
    return { translations: [], problems: [{ file, line: 1, column: 1, message }] };
  }
  const translations = entriesOf(root, source).flatMap(({ key: name, keyNode, value }) => {
    if (!isMap(value)) {
      source.report(value ?? keyNode, `the texts of "${name}" must be a map`);
      return [];
    }
    const entries = new Map<string, Entry>();
    for (const entry of entriesOf(value, source)) {
      entries.set(entry.key, entry);
      if (keys.some((key) => key === entry.key)) continue;
      source.report(
        entry.keyNode,
        `a translation has no "${entry.key}"${didYouMeanOf(entry.key, keys)}`,
      );
    }
    const one = (key: Key): string | undefined => {
      const entry = entries.get(key);
      return entry && textOf(entry, source);
    };
    const several = (key: Key): readonly string[] | undefined => {
      const entry = entries.get(key);
      return entry && textsOf(entry, source);
    };
    return {
      name,
      title: one('title'),
      summary: one('summary'),
      falsepositives: several('falsepositives'),
      response: several('response'),
      question: one('question'),
      tells: several('tells'),
      place: source.place(keyNode),
    };
  });
  return { translations, problems };
}

/**
 * Translations that fit rules and packs. Throws a {@link RuleError} for a name that there is not, a name
 * translated twice, and texts that say more or less than the original: other placeholders, another number of
 * steps.
 */
export function linkTranslations(
  files: readonly TranslationFile[],
  rules: readonly Rule[],
  packs: readonly Pack[],
): Translations {
  const problems = files.flatMap((file) => file.problems);
  const names = [...rules, ...packs].map(({ name }) => name);
  const found = { rules: new Map<string, Translation>(), packs: new Map<string, Translation>() };
  for (const translation of files.flatMap(({ translations }) => translations)) {
    const { name, place, question, tells } = translation;
    const isPack = question !== undefined || tells !== undefined;
    const rule = isPack ? undefined : rules.find((one) => one.name === name);
    const pack = isPack ? packs.find((one) => one.name === name) : undefined;
    const kind = isPack ? found.packs : found.rules;
    const before = kind.get(name);
    const messages = before
      ? [`"${name}" is translated in ${before.place.file}:${before.place.line} as well`]
      : rule
        ? misfitsOfRule(translation, rule)
        : pack
          ? misfitsOfPack(translation, pack)
          : [`no ${isPack ? 'pack' : 'rule'} is called "${name}"${didYouMean(name, names)}`];
    problems.push(...messages.map((message) => ({ ...place, message })));
    kind.set(name, translation);
  }
  if (problems.length > 0) throw new RuleError(problems);
  return found;
}

function misfitsOfRule(translation: Translation, rule: Rule): readonly string[] {
  const { name, summary } = translation;
  const [own, theirs] = [rule.summary, summary ?? rule.summary].map((text) =>
    [...new Set(placeholdersOf(text))].sort().map((place) => `{${place}}`),
  ) as [string[], string[]];
  return [
    ...(own.join() === theirs.join()
      ? []
      : [
          `the summary of "${name}" has the placeholders ${own.join(', ') || '(none)'}, its translation ${theirs.join(', ') || '(none)'}`,
        ]),
    ...otherNumber(`falsepositives of "${name}"`, rule.falsepositives, translation.falsepositives),
    ...otherNumber(`steps of the response of "${name}"`, rule.response, translation.response),
  ];
}

/** The fields named in braces in a summary. */
function placeholdersOf(summary: string): readonly string[] {
  return [...summary.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

function misfitsOfPack({ name, tells }: Translation, pack: Pack): readonly string[] {
  return otherNumber(`needs of "${name}"`, pack.needs, tells);
}

function otherNumber(
  what: string,
  original: readonly unknown[],
  translated: readonly unknown[] | undefined,
): readonly string[] {
  if (!translated || translated.length === original.length) return [];
  return [`there are ${original.length} ${what}, but ${translated.length} in the translation`];
}

/** The same rules and packs, which say what their translations say, where there are any. */
export function translated<
  Set extends Pick<RuleSet, 'rules'> & {
    readonly packs: readonly Pack[];
    readonly translations: Translations;
  },
>(set: Set): Set {
  const { rules, packs, translations } = set;
  if (translations.rules.size + translations.packs.size === 0) return set;
  return {
    ...set,
    rules: rules.map((rule) => inWords(rule, translations.rules.get(rule.name))),
    packs: packs.map((pack) => asking(pack, translations.packs.get(pack.name))),
  };
}

function inWords(rule: Rule, translation: Translation | undefined): Rule {
  if (!translation) return rule;
  const { title, summary, falsepositives, response } = translation;
  return {
    ...rule,
    title: title ?? rule.title,
    summary: summary ?? (title === undefined ? rule.summary : retitled(rule, title)),
    falsepositives: falsepositives ?? rule.falsepositives,
    response: response ?? rule.response,
  };
}

/** A rule without a summary is told by its title, a correlation by what it groups by before that. */
function retitled({ summary, title }: Rule, into: string): string {
  return summary.endsWith(title)
    ? `${summary.slice(0, summary.length - title.length)}${into}`
    : summary;
}

function asking(pack: Pack, translation: Translation | undefined): Pack {
  if (!translation) return pack;
  const { question, tells } = translation;
  return {
    ...pack,
    question: question ?? pack.question,
    needs: pack.needs.map((need, at) => ({ ...need, tells: tells?.[at] ?? need.tells })),
  };
}

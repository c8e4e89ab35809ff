import { type Message, tell } from '../language/message.ts';
import type { Expression } from './expression.ts';
import type { Pack } from './pack.ts';
import { placesOfTemplate, type Reasons } from './reason-template.ts';
import { rewriting } from './rewriting.ts';
import type { Rule, RuleSet } from './rule.ts';
import { type Diagnostic, mistakeAt, RuleError, type SourcePlace } from './yaml/diagnostic.ts';
import { didYouMean, didYouMeanOf } from './yaml/did-you-mean.ts';
import {
  type Entry,
  entriesOf,
  isMap,
  readSource,
  textOf,
  textsOf,
  type YamlSource,
} from './yaml/yaml-source.ts';

/** What a file of translations says of one rule or pack, in place of its own texts; undefined: nothing. Its inside is no part of the public API. */
export interface Translation {
  /** The rule's name, or the pack's. */
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly summary: string | undefined;
  readonly falsepositives: readonly string[] | undefined;
  readonly response: readonly string[] | undefined;
  /** Sentences by what they tell of; what they leave out stays as the rule has it. */
  readonly reasons: Reasons | undefined;
  /** Only a pack has a question, and needs that tell something, in the order of its file. */
  readonly question: string | undefined;
  readonly tells: readonly string[] | undefined;
  readonly place: SourcePlace;
}

/** Texts in one language for rules and packs, by name. Its inside is no part of the public API. */
export interface Translations {
  readonly rules: ReadonlyMap<string, Translation>;
  readonly packs: ReadonlyMap<string, Translation>;
}

/** No translations at all. */
export const noTranslations: Translations = { rules: new Map(), packs: new Map() };

const ruleKeys = [
  'title',
  'description',
  'summary',
  'falsepositives',
  'response',
  'reasons',
] as const;
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
    const told = tell('mistake.translationsNotMap');
    return { translations: [], problems: [mistakeAt({ file, line: 1, column: 1 }, told)] };
  }
  const translations = entriesOf(root, source).flatMap(({ key: name, keyNode, value }) => {
    if (!isMap(value)) {
      source.report(value ?? keyNode, tell('mistake.textsNotMap', { name }));
      return [];
    }
    const entries = new Map<string, Entry>();
    for (const entry of entriesOf(value, source)) {
      entries.set(entry.key, entry);
      if (keys.some((key) => key === entry.key)) continue;
      source.report(
        entry.keyNode,
        tell('mistake.translationKey', { key: entry.key, hint: didYouMeanOf(entry.key, keys) }),
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
      description: one('description'),
      summary: one('summary'),
      falsepositives: several('falsepositives'),
      response: several('response'),
      reasons: reasonsIn(entries.get('reasons'), source),
      question: one('question'),
      tells: several('tells'),
      place: source.place(keyNode),
    };
  });
  return { translations, problems };
}

/** The sentences of a translation; undefined without any. */
function reasonsIn(entry: Entry | undefined, source: YamlSource): Reasons | undefined {
  if (!entry) return undefined;
  const { keyNode, value } = entry;
  if (isMap(value)) {
    return new Map(entriesOf(value, source).map((own) => [own.key, textsOf(own, source)]));
  }
  source.report(value ?? keyNode, tell('mistake.reasonsNotMap'));
  return undefined;
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
    const mistakes = before
      ? [
          tell('mistake.translatedTwice', {
            name,
            place: `${before.place.file}:${before.place.line}`,
          }),
        ]
      : rule
        ? misfitsOfRule(translation, rule)
        : pack
          ? misfitsOfPack(translation, pack)
          : [
              tell(isPack ? 'mistake.noPackTranslated' : 'mistake.noRuleTranslated', {
                name,
                hint: didYouMean(name, names),
              }),
            ];
    problems.push(...mistakes.map((mistake) => mistakeAt(place, mistake)));
    kind.set(name, translation);
  }
  if (problems.length > 0) throw new RuleError(problems);
  return found;
}

function misfitsOfRule(translation: Translation, rule: Rule): readonly Message[] {
  const { name, summary } = translation;
  const [own, theirs] = [rule.summary, summary ?? rule.summary].map((text) =>
    [...new Set(placeholdersOf(text))].sort().map((place) => `{${place}}`),
  ) as [string[], string[]];
  return [
    ...(own.join() === theirs.join()
      ? []
      : [
          tell('mistake.otherPlaceholders', {
            name,
            own: listed(own),
            theirs: listed(theirs),
          }),
        ]),
    ...misfitsOfReasons(translation, rule),
    ...otherNumber(
      'mistake.otherFalsepositives',
      name,
      rule.falsepositives,
      translation.falsepositives,
    ),
    ...otherNumber('mistake.otherSteps', name, rule.response, translation.response),
  ];
}

/** A translated sentence tells of what the rule has one for, and names nothing that it does not name there. */
function misfitsOfReasons({ name, reasons }: Translation, rule: Rule): readonly Message[] {
  return [...(reasons ?? [])].flatMap(([told, sentences]) => {
    const own = rule.reasons.get(told);
    if (!own || own.length === 0) {
      return [
        tell('mistake.noReasonFor', { name, told, hint: didYouMean(told, rule.reasons.keys()) }),
      ];
    }
    const named = new Set(own.flatMap(placesOfTemplate).map(({ path }) => path));
    const strange = sentences.flatMap(placesOfTemplate).filter(({ path }) => !named.has(path));
    return strange.map(({ path }) =>
      tell('mistake.reasonNames', { told, name, placeholder: `{${path}}` }),
    );
  });
}

/** The fields named in braces in a summary. */
function placeholdersOf(summary: string): readonly string[] {
  return [...summary.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

/** Placeholders as a message lists them. */
function listed(placeholders: readonly string[]): Message | readonly string[] {
  return placeholders.length === 0 ? tell('mistake.noPlaceholders') : placeholders;
}

function misfitsOfPack({ name, tells }: Translation, pack: Pack): readonly Message[] {
  return otherNumber('mistake.otherNeeds', name, pack.needs, tells);
}

function otherNumber(
  what: 'mistake.otherFalsepositives' | 'mistake.otherSteps' | 'mistake.otherNeeds',
  name: string,
  original: readonly unknown[],
  translated: readonly unknown[] | undefined,
): readonly Message[] {
  if (!translated || translated.length === original.length) return [];
  return [tell(what, { name, own: original.length, theirs: translated.length })];
}

/** The same rules and packs, which say what their translations say, where there are any. */
export function translated<
  Set extends Pick<RuleSet, 'rules'> & {
    /** Questions, which are told as well. */
    readonly packs: readonly Pack[];
    /** What is said of rules and packs in another language. */
    readonly translations: Translations;
  },
>(set: Set): Set {
  const { rules, packs, translations } = set;
  if (translations.rules.size + translations.packs.size === 0) return set;
  const sayOfMatched = rewriting((part): Expression | undefined => {
    if (part.kind !== 'matches' || !part.reasons) return undefined;
    const reasons = reasonsFor(part.reasons, translations.rules.get(part.name));
    return { ...part, reasons, of: sayOfMatched(part.of) };
  });
  const retold = rules.map((rule) => {
    const raises = rule.raises.map((raise) => {
      return { ...raise, condition: sayOfMatched(raise.condition) };
    });
    const condition = sayOfMatched(rule.condition);
    const isSame =
      condition === rule.condition &&
      raises.every((raise, at) => raise.condition === rule.raises[at]?.condition);
    return isSame ? rule : { ...rule, condition, raises };
  });
  return {
    ...set,
    rules: retold.map((rule) => inWords(rule, translations.rules.get(rule.name))),
    packs: packs.map((pack) => asking(pack, translations.packs.get(pack.name))),
  };
}

function inWords(rule: Rule, translation: Translation | undefined): Rule {
  if (!translation) return rule;
  const { title, description, summary, falsepositives, response } = translation;
  return {
    ...rule,
    title: title ?? rule.title,
    description: description ?? rule.description,
    summary: summary ?? (title === undefined ? rule.summary : retitled(rule, title)),
    falsepositives: falsepositives ?? rule.falsepositives,
    response: response ?? rule.response,
    reasons: reasonsFor(rule.reasons, translation),
  };
}

/** The sentences in the order of the rule, those that are translated in their words. */
function reasonsFor(reasons: Reasons, translation: Translation | undefined): Reasons {
  const own = translation?.reasons;
  if (!own) return reasons;
  return new Map([...reasons].map(([told, sentences]) => [told, own.get(told) ?? sentences]));
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

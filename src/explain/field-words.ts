import { parseEmbedded } from '../event/embedded.ts';
import { basePath } from '../event/field-part.ts';
import { isObject, type Json, own } from '../event/json.ts';
import { stretchesOf } from '../event/member-filter.ts';
import { pathOf } from '../event/path-stretch.ts';
import { type Language, say, type TextName } from '../language/language.ts';
import { remembered } from '../language/remembered.ts';
import { rememberedIn } from '../language/remembered-words.ts';
import { isPlaceholder } from '../window/dictionary.ts';
import { typeText } from './act-words.ts';
import { agentTexts } from './agent-words.ts';
import { clip } from './fact-text.ts';
import { listText } from './worded-list.ts';

/** Fields whose values say nothing to a reader: hashes, ids, long maps. Only how many there are is said. */
const opaque: ReadonlySet<string> = new Set([
  'dtHash',
  'deviceFingerprint',
  'ja4',
  'actor.id',
  'account.id',
  'entity.id',
  'target.id',
  'device.id',
  'client.id',
  'target.detailEntry.oktaDeviceId',
  'transaction.id',
  'authenticationContext.rootSessionId',
  'authenticationContext.externalSessionId',
  'securityContext.asNumber',
]);

/** Fields that most events of a kind have alike: said only where there is nothing better. */
const ordinary: ReadonlySet<string> = new Set([
  'eventType',
  'outcome.result',
  'actor.id',
  'actor.type',
  'client.device',
  'displayMessage',
  'legacyEventType',
  'published',
  'target.type',
  'authenticationContext.externalSessionId',
  'transaction.detail.requestApiTokenId',
  'requestUri',
]);

/** A path without what all paths of its kind begin with, and for Okta's two places of one verdict the same. */
export function shortPath(path: string): string {
  return path.replace(/^debugContext\.debugData\.(?:logOnlySecurityData\.(?=[a-z]))?/, '');
}

/** The ways in which a path may be known, from the narrowest: whole, without filters of members, without its part. */
const spellingsOf = remembered((path): readonly string[] => {
  const whole = shortPath(path);
  const plain = whole.includes('[') ? withoutFilters(whole) : whole;
  return [...new Set([whole, plain, basePath(whole), basePath(plain)])];
});

function withoutFilters(path: string): string {
  return stretchesOf(path)
    .filter(({ names }) => names.length > 0)
    .map(({ names }) => pathOf(names))
    .join('.');
}

/** Whether a field tells an event from few others only. */
export function isOrdinary(path: string): boolean {
  return spellingsOf(path).some((spelling) => ordinary.has(spelling));
}

function isOpaque(path: string): boolean {
  return spellingsOf(path).some((spelling) => opaque.has(spelling));
}

/** The first of the texts that a language has under one of these names. */
function named(names: readonly string[], { texts }: Language): TextName | undefined {
  return names.find((name): name is TextName => Object.hasOwn(texts, name));
}

/** What a field is called, for one value of it or several; a field that is not in the table, by the end of its path. */
export function nounOf(path: string, n: number, language: Language): string {
  const { name, words } = nounNamed(path, language);
  return name === undefined ? words : say(language, name as 'noun.actor.id', { n });
}

const nounNamed = rememberedIn((path, language) => {
  const names = spellingsOf(path).map((spelling) => `noun.${spelling}`);
  return { name: named(names, language), words: plainWords(path) };
});

/** Several fields as one. */
export function nounOfAll(paths: readonly string[], n: number, language: Language): string {
  return listText(
    paths.map((path) => nounOf(path, n, language)),
    language,
  );
}

/** The last name of a path in words: `target.detailEntry.signOnModeType` is `sign on mode type`. */
function plainWords(path: string): string {
  const end = withoutFilters(basePath(path)).split('.').at(-1) ?? path;
  return end
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
}

/** What events that share a value have in common: `in this session`. */
export function sameOf(paths: readonly string[], language: Language): string {
  const phrases = paths.map((path) => sameAs(path, language));
  return [...new Set(phrases)].reduce(
    (text, last) => (text === '' ? last : say(language, 'same.join', { first: text, last })),
    '',
  );
}

const sameAs = rememberedIn((path, language) => {
  const names = spellingsOf(path).map((spelling) => `same.${spelling}`);
  const name = named(names, language);
  return name === undefined
    ? say(language, 'same.other', { noun: nounOf(path, 1, language) })
    : say(language, name as 'same.actor.id');
});

/** What it means that a field has a value, where there are words for that. */
export function meaningOf(path: string, value: string, language: Language): string | undefined {
  const spellings = meaningSpellings(path, language);
  if (spellings.length === 0) return undefined;
  const folded = value.toLowerCase();
  const name = named(
    spellings.map((spelling) => `holds.${spelling}=${folded}`),
    language,
  );
  return name && say(language, name as 'holds.actor.type=user');
}

/** The spellings of a field under which some value of it has a meaning. */
const meaningSpellings = rememberedIn((path, language): readonly string[] => {
  const known = fieldsWithMeanings.get(language) ?? findMeanings(language);
  fieldsWithMeanings.set(language, known);
  return spellingsOf(path).filter((spelling) => known.has(spelling));
});

const fieldsWithMeanings = new WeakMap<Language, ReadonlySet<string>>();

/** What stands before an equals sign in the names of a language's meanings: fields. */
function findMeanings({ texts }: Language): ReadonlySet<string> {
  const beginning = 'holds.';
  const names = Object.keys(texts).filter((name) => name.startsWith(beginning));
  return new Set(
    names.flatMap((name) =>
      Array.from(name.matchAll(/=/g), ({ index }) => name.slice(beginning.length, index)),
    ),
  );
}

/** Whether a field is Okta's map of what it found new, or one that holds it. */
export function isBehaviors(path: string): boolean {
  return /^(?:behaviors|logOnlySecurityData)$/.test(shortPath(path));
}

/** What Okta found new, by its own names, in the text of `behaviors` or of a map with it. */
function newBehaviors(values: readonly string[], language: Language): readonly string[] {
  const found = values.flatMap((value) => {
    const map = parseEmbedded(value);
    const behaviors = isObject(map) ? (own(map, 'behaviors') ?? map) : undefined;
    const opened: Json | undefined =
      typeof behaviors === 'string' ? parseEmbedded(behaviors) : behaviors;
    return isObject(opened)
      ? Object.entries(opened).flatMap(([name, verdict]) => (verdict === 'POSITIVE' ? [name] : []))
      : [];
  });
  return [...new Set(found)].flatMap((name) => {
    const text = named([`behavior.${name}`], language);
    return text === undefined ? [] : [language.texts[text]];
  });
}

/** Values of a field as a sentence lists them; none where they would tell nobody anything. */
export function shownValues(
  path: string,
  values: readonly string[],
  language: Language,
): readonly string[] {
  return isOpaque(path) ? [] : wordedValues(path, values, language);
}

/** Values of a field that a sentence asks for; what only fills the place of a value is left out. */
export function wordedValues(
  path: string,
  values: readonly string[],
  language: Language,
): readonly string[] {
  if (path === 'eventType') return values.map((type) => typeText(type, language));
  if (isBehaviors(path)) return newBehaviors(values, language);
  const told = values.filter((value) => !isPlaceholder(value) && !/^[[{]/.test(value));
  return shortPath(path) === 'client.userAgent.rawUserAgent'
    ? agentTexts(told, language)
    : told.map(clip);
}

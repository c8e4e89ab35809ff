import { type Language, say } from '../language/language.ts';
import { rememberedIn } from '../language/remembered-words.ts';

/** Browsers by what they write of themselves; of several that fit, the first is meant. */
const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdgA?(?:iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[^ ]* (?:Mobile\/\S+ )?Safari\//],
  ['Internet Explorer', /\bTrident\/.*\brv:(\d+)/],
];

const systems: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Windows', /Windows NT/],
  ['iOS', /iPhone|iPad/],
  ['Android', /Android/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** Characters of a user agent that no browser sends. */
const maxLength = 60;

/** A user agent as people speak of it, `Chrome 117 on macOS`; of a program its own name. Hostile text, as it was. */
export const agentText = rememberedIn((raw, language): string => {
  if (raw.startsWith('Mozilla/')) {
    const program = browsers.flatMap(([name, pattern]) => {
      const version = pattern.exec(raw)?.[1];
      return version === undefined ? [] : [`${name} ${version}`];
    })[0];
    const system = systems.find(([, pattern]) => pattern.test(raw))?.[0];
    if (program && system) return say(language, 'agent.on', { program, system });
  }
  return raw.length > maxLength ? `${raw.slice(0, maxLength)}…` : raw;
});

/** User agents as people speak of them; as they are, where two would look alike. */
export function agentTexts(raws: readonly string[], language: Language): readonly string[] {
  const texts = raws.map((raw) => agentText(raw, language));
  return new Set(texts).size === texts.length ? texts : raws.map(shortened);
}

/** The end tells more than the beginning, which all browsers share. */
function shortened(raw: string): string {
  return raw.length > maxLength ? `…${raw.slice(-maxLength)}` : raw;
}

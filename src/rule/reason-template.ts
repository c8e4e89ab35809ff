/**
 * The author's sentences for what a rule found, by what they tell of, the most telling first: the name of a
 * selection, `not` and the name of one, `window.fact`, or `condition` for the rule as a whole. Of several the first
 * whose places can all be filled is said; of none, nothing is said.
 */
export type Reasons = ReadonlyMap<string, readonly string[]>;

/** No sentences. */
export const noReasons: Reasons = new Map();

/** What tells of the rule as a whole: where another rule matches it, and of a correlation. */
export const wholeRule = 'condition';

/** What stands for the deed of an event, in words: no field, in summaries and reasons alike. */
export const actPlace = 'act';

/** What can be said of a fact beside its value. */
export const factAspects = ['values', 'apart'] as const;
export type FactAspect = (typeof factAspects)[number];

/** A place of a sentence. */
export interface ReasonPlace {
  /** A field of the event, `window.fact`, or `act`. */
  readonly path: string;
  /** `{window.fact|values}`: the values that it was computed from; `apart`: how close in time two of them were. */
  readonly aspect?: FactAspect;
  /** `{window.fact:time|times}`: a word for 1 and a word for other numbers. */
  readonly choice?: readonly [one: string, many: string];
}

const braces = /\{([^{}]+)\}/g;

/** The parts of a sentence: texts, and places to be filled. */
export function partsOfTemplate(template: string): readonly (string | ReasonPlace)[] {
  const parts: (string | ReasonPlace)[] = [];
  let end = 0;
  for (const match of template.matchAll(braces)) {
    if (match.index > end) parts.push(template.slice(end, match.index));
    parts.push(readPlace(match[1] as string));
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push(template.slice(end));
  return parts;
}

/** The places of a sentence, in order. */
export function placesOfTemplate(template: string): readonly ReasonPlace[] {
  return partsOfTemplate(template).filter((part) => typeof part !== 'string');
}

/** Every place of some sentences. */
export function placesOfReasons(reasons: Reasons): readonly ReasonPlace[] {
  return [...reasons.values()].flat().flatMap(placesOfTemplate);
}

function readPlace(inside: string): ReasonPlace {
  const choice = /^([^:]+):([^|]*)\|(.*)$/s.exec(inside);
  if (choice) {
    const [, path = '', one = '', many = ''] = choice;
    return { path, choice: [one, many] };
  }
  const bar = inside.lastIndexOf('|');
  const aspect = factAspects.find((name) => name === inside.slice(bar + 1));
  return bar > 0 && aspect ? { path: inside.slice(0, bar), aspect } : { path: inside };
}

import { isDeeper, maxNesting, parseEmbedded } from './embedded.ts';
import { hasText, opensAt, type Shape, shapeUnder } from './event-shape.ts';
import { isObject, type Json } from './json.ts';

/** Deeper values than this have no text; `input/` refuses records that hold any. */
const maxDepth = 64;

/** What stands between the members of a list that Okta writes as one text. */
const separator = ', ';

/** The map or list that a value is or, where text is opened, stands for; undefined for any other. */
export function opened(value: Json, shape: Shape | undefined): Json | undefined {
  if (typeof value === 'object' && value !== null) return value;
  if (typeof value !== 'string' || shape === undefined) return undefined;
  const opens = opensAt(shape);
  const inner = opens === 'none' ? undefined : parseEmbedded(value, opens);
  if (inner !== undefined || !isTextList(shape)) return inner;
  return value.includes(separator) ? value.split(separator) : undefined;
}

function isTextList(shape: Shape): boolean {
  return shape.kind === 'list' && shape.of.kind === 'text';
}

/** What each member of a list is; of what is no list, the same. */
export function memberShape(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === 'list' ? shape.of : shape;
}

/**
 * The values that a value is, whichever form it has: members of a list one by one, null, and for a map
 * its canonical text. Of a map that has no text, the map.
 */
export function valuesOf(value: Json, shape: Shape | undefined, depth = 0): readonly Json[] {
  if (shape === undefined) return members(value);
  const inner = opened(value, shape);
  if (inner === undefined) return [value];
  if (Array.isArray(inner)) {
    if (depth > maxNesting) return [value];
    const own = memberShape(shape);
    return inner.flatMap((member: Json) => valuesOf(member, own, depth + 1));
  }
  return [hasText(shape) ? canonicalText(inner, shape) : inner];
}

/** The values as {@link valuesOf} gives them, without those that are maps. */
export function plainValuesOf(value: Json, shape: Shape | undefined, depth = 0): readonly Json[] {
  const inner = shape === undefined ? value : opened(value, shape);
  if (inner === undefined || !(typeof inner === 'object' && inner !== null)) return [value];
  if (!Array.isArray(inner) || depth > maxNesting) return [];
  const own = memberShape(shape);
  return inner.flatMap((member: Json) => plainValuesOf(member, own, depth + 1));
}

/** Arrays within arrays beyond this are not looked into; no real event comes near it. */
function members(value: Json, depth = 0): readonly Json[] {
  if (!Array.isArray(value) || depth > maxNesting) return [value];
  return value.flatMap((member: Json) => members(member, depth + 1));
}

/**
 * What comparisons with text look at: of a map or a list each text that stands for it, and what the
 * members of a list are; a text that stands for a map or list also as it is.
 */
export function viewsOf(value: Json, shape: Shape | undefined, depth = 0): readonly Json[] {
  if (shape === undefined) return members(value);
  const inner = opened(value, shape);
  if (inner === undefined) return [value];
  const own = typeof value === 'string' && hasText(shape) ? [value] : [];
  return [...new Set([...own, ...viewsOfOpened(inner, shape, depth)])];
}

function viewsOfOpened(value: Json, shape: Shape, depth: number): readonly Json[] {
  const texts = hasText(shape) ? textsOf(value, shape) : [];
  if (!Array.isArray(value)) return hasText(shape) ? texts : [value];
  if (depth > maxNesting) return texts;
  const own = memberShape(shape);
  return [...value.flatMap((member: Json) => viewsOf(member, own, depth + 1)), ...texts];
}

/** Every text that stands for a map or a list: as Okta writes it, and as JSON. */
function textsOf(value: Json, shape: Shape): readonly string[] {
  if (isDeeper(value, maxDepth)) return [];
  const deep = openedThrough(value, shape);
  return (deep === value ? [value] : [value, deep]).flatMap((one) => [
    javaText(one, shape),
    JSON.stringify(one),
    spacedJson(one),
  ]);
}

/** One text for a map, the same for all its forms: as Okta writes it, if that loses nothing; else JSON. */
function canonicalText(value: Json, shape: Shape): string {
  if (isDeeper(value, maxDepth)) return '';
  const deep = openedThrough(value, shape);
  const java = javaText(deep, shape);
  const json = JSON.stringify(deep);
  const again = parseEmbedded(java, 'java');
  const isWhole = again !== undefined && JSON.stringify(openedThrough(again, shape)) === json;
  return isWhole ? java : json;
}

/** A value with all text inside it opened; the value itself if there is none to open. */
function openedThrough(value: Json, shape: Shape | undefined, depth = 0): Json {
  if (depth > maxDepth) return value;
  const inner = opened(value, shape);
  if (inner === undefined) return value;
  let changed = inner !== value;
  const visit = (member: Json, own: Shape | undefined): Json => {
    const through = openedThrough(member, own, depth + 1);
    if (through !== member) changed = true;
    return through;
  };
  const own = memberShape(shape);
  const result = Array.isArray(inner)
    ? inner.map((member: Json) => visit(member, own))
    : Object.fromEntries(
        Object.entries(inner as object).map(([key, member]) => [
          key,
          visit(member as Json, shape && shapeUnder(shape, key)),
        ]),
      );
  return changed ? result : inner;
}

/** As Okta writes maps and lists: `{a=b, c=[d, e]}`; a list of plain texts that it knows has no brackets. */
function javaText(value: Json, shape: Shape | undefined): string {
  if (Array.isArray(value)) {
    const inner = value.map((member: Json) => javaText(member, memberShape(shape)));
    const text = inner.join(separator);
    return shape && isTextList(shape) ? text : `[${text}]`;
  }
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(
    ([key, member]) => `${key}=${javaText(member, shape && shapeUnder(shape, key))}`,
  );
  return `{${entries.join(separator)}}`;
}

/** JSON with blanks behind colons and commas, as many programs write it. */
function spacedJson(value: Json): string {
  if (Array.isArray(value))
    return `[${value.map((member: Json) => spacedJson(member)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${spacedJson(member)}`,
  );
  return `{${entries.join(', ')}}`;
}

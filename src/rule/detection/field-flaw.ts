import {
  type Followed,
  follow,
  hasText,
  type MapShape,
  pathsIn,
  type Shape,
} from '../../event/event-shape.ts';
import { basePath, partPathOf } from '../../event/field-part.ts';
import { fieldsRead, filterText, stretchesOf } from '../../event/member-filter.ts';
import { pathOf } from '../../event/path-stretch.ts';
import { type Message, tell } from '../../language/message.ts';
import { meantHint, nearest } from '../yaml/did-you-mean.ts';

/** Why a field means nothing where a rule names it. */
export type FieldFlaw =
  /** No event can have it; `meant` is one that there is. */
  | { readonly kind: 'absent'; readonly why: Message | ''; readonly meant: string | undefined }
  /** It is a map of these fields, or a list of such maps, and so has no text and no value. */
  | { readonly kind: 'map'; readonly fields: readonly string[] };

/** What is wrong with a path as that of a value; undefined if an event can have one there. */
export function flawOfField(path: string, root: MapShape): FieldFlaw | undefined {
  const derived = partPathOf(path);
  if (derived) return flawOfPart(path.slice(derived.base.length), derived.base, root);
  const [names = [], ...asked] = fieldsRead(path);
  const followed = follow(names, root);
  const { shape } = followed;
  if (!shape) {
    const meant = nearestField(names.join('.'), root);
    const why = meant === undefined ? whyOf(followed) : '';
    return { kind: 'absent', why, meant: meant && withFilters(meant, path) };
  }
  const unmet = asked.map((way) => unmetFilter(way, root)).find((why) => why !== undefined);
  if (unmet !== undefined) return { kind: 'absent', why: unmet, meant: undefined };
  const inner = innermost(shape);
  return inner.kind === 'map' && !hasText(shape)
    ? { kind: 'map', fields: [...inner.fields.keys()] }
    : undefined;
}

/** What is wrong with the field of which a part is named; `end` is the bar and the part. */
function flawOfPart(end: string, base: string, root: MapShape): FieldFlaw | undefined {
  const flaw = flawOfField(base, root);
  if (flaw?.kind !== 'absent' || flaw.meant === undefined) return flaw;
  return { ...flaw, meant: `${flaw.meant}${end}` };
}

/** Why no member has what a filter compares; undefined if one may have. */
function unmetFilter(asked: readonly string[], root: MapShape): Message | undefined {
  const path = pathOf(asked);
  const flaw = flawOfField(path, root);
  if (flaw?.kind === 'map') {
    return tell('detectionMistake.inItsFilter', { what: describeFlaw(path, flaw) });
  }
  if (flaw === undefined) return undefined;
  const hint = flaw.meant === undefined ? flaw.why : meantHint(flaw.meant);
  return tell('detectionMistake.filterAsks', { path, hint });
}

/** A path with the filters of another one that goes the same way. */
function withFilters(plain: string, path: string): string {
  const names = plain.split('.');
  let [filtered, at] = ['', 0];
  for (const { names: own, filter } of stretchesOf(path)) {
    const isSame = own.every((name, more) => names[at + more] === name);
    if (!filter || !isSame) break;
    filtered += (at > 0 && own.length > 0 ? '.' : '') + own.join('.') + filterText(filter);
    at += own.length;
  }
  return [...(at > 0 ? [filtered] : []), ...names.slice(at)].join('.');
}

/** A flaw of a path as one sentence without a full stop. */
export function describeFlaw(path: string, flaw: FieldFlaw): Message {
  if (flaw.kind === 'map')
    return tell('detectionMistake.isMap', { path: basePath(path), fields: flaw.fields });
  const hint = flaw.meant === undefined ? flaw.why : meantHint(flaw.meant);
  return tell('detectionMistake.noField', { path, hint });
}

/** Few enough for a message. */
const fewFields = 16;

function whyOf({ known: { steps, shape } }: Followed): Message | '' {
  const holder = innermost(shape);
  const fields = holder.kind === 'map' ? [...holder.fields.keys()] : [];
  if (steps.length === 0 || fields.length === 0 || fields.length > fewFields) return '';
  return tell('detectionMistake.hasFields', { path: steps.join('.'), fields });
}

function innermost(shape: Shape): Shape {
  return shape.kind === 'list' ? innermost(shape.of) : shape;
}

/** The field that a path was probably meant to be: always one that there is. */
export function nearestField(path: string, root: MapShape): string | undefined {
  const known = pathsIn(root);
  const steps = path.split('.');
  const bare = bareOf(path);
  return (
    known.find((one) => bareOf(one) === bare) ??
    // Products put the event under a name of their own (`okta.eventType`).
    withoutFront(steps, known) ??
    stepwise(steps, root) ??
    end(steps, known)
  );
}

/** A path without what people write in different ways: case, underscores, dots. */
function bareOf(path: string): string {
  return path.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function withoutFront(steps: readonly string[], known: readonly string[]): string | undefined {
  for (let from = 1; from < steps.length; from++) {
    const rest = bareOf(steps.slice(from).join('.'));
    const found = known.find((one) => bareOf(one) === rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The path with each step that is none replaced by the nearest one there is. */
function stepwise(steps: readonly string[], root: Shape): string | undefined {
  let shape = innermost(root);
  const taken: string[] = [];
  for (const step of steps) {
    // What stands below a text or an unknown map was meant to be that itself.
    if (shape.kind !== 'map' || (shape.isOpen && shape.fields.size === 0)) break;
    const names = [...shape.fields.keys()];
    const name =
      names.find((one) => one.toLowerCase() === step.toLowerCase()) ??
      names.find((one) => bareOf(one) === bareOf(step)) ??
      only(names.filter((one) => beginsAs(one, step))) ??
      nearest(step, names);
    if (name === undefined) return undefined;
    taken.push(name);
    shape = innermost(shape.fields.get(name) as Shape);
  }
  return taken.length > 0 ? taken.join('.') : undefined;
}

/** Whether one of two words is the beginning of the other: `lat` and `latitude`. */
function beginsAs(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return Math.min(a.length, b.length) >= 2 && (a.startsWith(b) || b.startsWith(a));
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** The field that ends in these steps, or in the last of them, if it is the only one or the shortest. */
function end(steps: readonly string[], known: readonly string[]): string | undefined {
  const endingIn = (tail: readonly string[]): readonly string[] => {
    const bare = tail.map(bareOf).join('.');
    return known.filter((one) => `.${one.split('.').map(bareOf).join('.')}`.endsWith(`.${bare}`));
  };
  const whole = steps.length > 1 ? endingIn(steps) : [];
  const shortest = whole.toSorted((a, b) => a.length - b.length)[0];
  return shortest ?? only(endingIn(steps.slice(-1)));
}

import { foldCase } from '../detection/fold.ts';
import { compileWanted } from '../detection/matcher.ts';
import { placeholdersOf } from '../finding/fill-in.ts';
import { eventFields } from '../rule/context.ts';
import type { FieldTest, Wanted } from '../rule/expression.ts';
import { nearest } from '../rule/nearest.ts';
import type { Place } from '../rule/problem.ts';
import type { Window } from '../rule/window.ts';
import { type Check, once, type Remark, remark, testsIn } from './subject.ts';

/** Fields that no System Log event has: their first part is unknown. */
export const checkFields: Check = ({ rule, placeOf }) => {
  const tested = testsIn(rule).flatMap((test) =>
    test.kind === 'field' && !test.fact ? unknownField(test.path, test.place) : [],
  );
  const windowed = rule.windows.flatMap((window) =>
    fieldsOf(window).flatMap((path) => unknownField(path, window.place)),
  );
  const names = new Set(rule.windows.map(({ name }) => name));
  const told = rule.fingerprint.flatMap((path) => unknownField(path, placeOf('fingerprint')));
  const filled = placeholdersOf(rule.summary).flatMap((path) => {
    const [first = '', ...rest] = path.split('.');
    const window = names.has(first) && rule.windows.find(({ name }) => name === first);
    const known = window
      ? window.facts.some(({ name }) => name === rest.join('.'))
      : eventFields.has(first);
    const message = `{${path}} names no field of an event and no fact of a window`;
    return known ? [] : [remark(placeOf('summary'), 'placeholder', message)];
  });
  return once([...tested, ...windowed, ...told, ...filled]);
};

/** The fields that a window reads: its keys, by their names in each rule, and those of its facts. */
function fieldsOf(window: Window): readonly string[] {
  const keys = window.groupBy.flatMap((name) => {
    const renamed = window.aliases.get(name);
    return renamed ? [...renamed.values()] : [name];
  });
  return [...keys, ...window.facts.flatMap(({ of, among }) => [...of, ...among])];
}

function unknownField(path: string, place: Place): Remark[] {
  const first = path.split(/[.[]/, 1)[0] as string;
  if (eventFields.has(first)) return [];
  const near = nearest(first, eventFields);
  const hint = near ? `; did you mean "${near}${path.slice(first.length)}"?` : '';
  return [remark(place, 'field', `no System Log event has a field "${path}"${hint}`)];
}

/** Of one test no more unknown types than this are told: looking for what was meant takes its time. */
const fewTypes = 20;

/** Event types that Okta does not document, and patterns that fit none. */
export const checkEventTypes: Check = ({ rule, world }) => {
  const isAboutType = (test: { kind: string }): test is FieldTest =>
    test.kind === 'field' && (test as FieldTest).path === 'eventType';
  const documented = new Set(world.eventTypes.map(foldCase));
  const known = (value: Wanted): boolean => {
    if (value.kind !== 'pattern' && value.kind !== 'regex') return true;
    const text = textOf(value);
    if (text !== undefined) return documented.has(foldCase(text));
    return world.eventTypes.some(compileWanted(value, world.lists));
  };
  return once(
    testsIn(rule)
      .filter(isAboutType)
      .flatMap((test) => {
        const strange = test.values.filter((value) => !known(value));
        const told = strange
          .slice(0, fewTypes)
          .map((value) => unknownType(value, world.eventTypes, world.release));
        if (strange.length > fewTypes) told.push(`${strange.length - fewTypes} more are unknown`);
        return told.map((message) => remark(test.place, 'event-type', message));
      }),
  );
};

function unknownType(value: Wanted, types: readonly string[], release: string): string {
  const text = textOf(value);
  const since = `Okta's documentation of release ${release}`;
  if (text === undefined) return `"${patternText(value)}" fits no event type of ${since}`;
  const near = nearest(text, types);
  const hint = near ? `; did you mean "${near}"?` : '';
  return `"${text}" is no event type of ${since}${hint}`;
}

/** A pattern as one would write it, or a regular expression between slashes. */
function patternText(value: Wanted): string {
  if (value.kind === 'regex') return `/${value.source}/${value.flags}`;
  const signs = { run: '*', character: '?' } as const;
  const parts = value.kind === 'pattern' ? value.parts : [];
  return parts.map((part) => (part.kind === 'text' ? part.text : signs[part.kind])).join('');
}

/** The text of a pattern without wildcards. */
function textOf(value: Wanted): string | undefined {
  const [only] = value.kind === 'pattern' ? value.parts : [];
  const plain = value.kind === 'pattern' && value.parts.length === 1 && only?.kind === 'text';
  return plain ? only.text : undefined;
}

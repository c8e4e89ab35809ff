import { subjectOf } from './logsource.ts';
import { noReasons } from './reason-template.ts';
import type { Filter, UnlinkedRule } from './rule.ts';
import type { Window } from './window/window.ts';

/** What a window's own events are called in its aliases. */
export const ownEvents = 'events';

/**
 * The rules, each after silent ones for the windows that say their own events: these become windows over
 * the events of a rule like any other. No document has such a rule.
 */
export function withWindowRules(rules: readonly UnlinkedRule[]): readonly UnlinkedRule[] {
  return rules.flatMap((rule) => {
    const selecting = rule.windows.filter(({ events }) => events !== undefined);
    if (selecting.length === 0) return [rule];
    const windows = rule.windows.map((window) => overRule(window, rule));
    return [...selecting.map((window) => ruleOf(window, rule)), { ...rule, windows }];
  });
}

/** The same for the windows of filters: the filters with such windows, and the silent rules. */
export function withFilterRules(filters: readonly Filter[]): {
  readonly filters: readonly Filter[];
  readonly rules: readonly UnlinkedRule[];
} {
  return {
    filters: filters.map((filter) => {
      return { ...filter, windows: filter.windows.map((window) => overRule(window, filter)) };
    }),
    rules: filters.flatMap((filter) =>
      filter.windows
        .filter(({ events }) => events !== undefined)
        .map((window) => ruleOf(window, ownerOf(filter))),
    ),
  };
}

/** A filter as the owner of rules. */
function ownerOf({ name, logsource }: Filter): Owner {
  const about = subjectOf(logsource);
  return { name, status: 'stable', score: undefined, logsource, about };
}

/** What a silent rule has from the rule or filter of whose window it is. */
type Owner = Pick<UnlinkedRule, 'name' | 'status' | 'score' | 'logsource' | 'about'>;

/** The name of the rule behind a window's own events. */
function nameFor({ name }: Window, owner: Pick<Owner, 'name'>): string {
  return `${owner.name}/${name}`;
}

function overRule({ events, ...window }: Window, owner: Pick<Owner, 'name'>): Window {
  if (events === undefined) return window;
  const name = nameFor(window, owner);
  const aliases = new Map(
    [...window.aliases].map(([key, byRule]) => [
      key,
      new Map([...byRule].map(([rule, field]) => [rule === ownEvents ? name : rule, field])),
    ]),
  );
  return { ...window, rules: [name], aliases, selects: true };
}

function ruleOf(
  window: Window,
  { status, score, logsource, about, ...owner }: Owner,
): UnlinkedRule {
  const name = nameFor(window, owner);
  return {
    name,
    id: name,
    title: `Events of the window "${window.name}" of ${owner.name}`,
    description: '',
    tags: [],
    references: [],
    falsepositives: [],
    response: [],
    catalogue: [],
    summary: '',
    reasons: noReasons,
    level: 'informational',
    status,
    score,
    logsource,
    about,
    filters: [],
    correlation: undefined,
    raises: [],
    fingerprint: [],
    generate: false,
    windows: [],
    condition: window.events as NonNullable<Window['events']>,
    place: window.place,
    within: owner.name,
  };
}

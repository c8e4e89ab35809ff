import type { UnlinkedRule } from './rule.ts';
import type { Window } from './window/window.ts';

/** What a window's own events are called in its aliases. */
const ownEvents = 'events';

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

/** The name of the rule behind a window's own events. */
function nameFor({ name }: Window, owner: UnlinkedRule): string {
  return `${owner.name}/${name}`;
}

function overRule({ events, ...window }: Window, owner: UnlinkedRule): Window {
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

function ruleOf(window: Window, owner: UnlinkedRule): UnlinkedRule {
  const name = nameFor(window, owner);
  return {
    ...owner,
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
    level: 'informational',
    raises: [],
    fingerprint: [],
    generate: false,
    windows: [],
    condition: window.events as NonNullable<Window['events']>,
    place: window.place,
    within: owner.name,
  };
}

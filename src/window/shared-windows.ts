import type { CompiledRule } from '../detection/compiled-rule.ts';
import { planWindows } from '../plan/window-plan.ts';
import type { Fact, Window } from '../rule/window/window.ts';
import type { IntColumn } from '../store/column.ts';
import type { Work } from '../store/pausable-work.ts';
import type { Scratch, Store } from '../store/store.ts';
import { isOfRules } from './aggregate/bound-aggregate.ts';
import type { EventTable } from './event-table.ts';
import {
  createPartitionKeys,
  createRowKeys,
  type PartitionKeys,
  type RowKeys,
} from './partition-keys.ts';
import type { WindowMembers } from './window-members.ts';

/** Windows of rules that are evaluated one after the other: what several of them need is made once. */
export interface SharedWindows {
  of(window: Window): SharedWindow;
  /** Lets go of what no rule needs behind the one at a place. */
  release(rule: number): void;
}

/** What a window may have in common with others. */
export interface SharedWindow {
  readonly keys: RowKeys;
  /** The keys by which its members are gathered. */
  readonly gathered: PartitionKeys;
  /** Whether it has to be kept which rule a member matches. */
  readonly apart: boolean;
  /** The members, gathered when they are first asked for. */
  members(gather: (keys: PartitionKeys, store: Store) => Work<WindowMembers>): Work<WindowMembers>;
  /** A byte for each key, about what its members can make of a fact. */
  book(fact: Fact): IntColumn;
}

/** Whether a window must know which of its rules an event matches. */
export function keepsApart({ aliases, facts }: Pick<Window, 'aliases' | 'facts'>): boolean {
  return aliases.size > 0 || facts.some(isOfRules);
}

/** Prepares {@link SharedWindows} for rules in the order in which they will be evaluated. */
export function createSharedWindows(
  rules: readonly Pick<CompiledRule, 'windows'>[],
  table: EventTable,
  store: Store,
): SharedWindows {
  const plan = planWindows(rules, keepsApart);
  const keyings = createEntries(plan.keyings, store, (keying, own) =>
    createRowKeys(keying, table, own),
  );
  const memberships = createEntries(plan.memberships, store, ({ keying, apart }, own) =>
    createSharedWindow(keyings.of(keying), apart, own),
  );
  const places = new Map<Window, number>();
  for (const [place, { windows }] of rules.entries()) {
    for (const window of windows) {
      const membership = plan.windows[place]?.get(window.name);
      if (membership !== undefined) places.set(window, membership);
    }
  }
  return {
    of: (window) => memberships.of(places.get(window) as number),
    release(rule) {
      memberships.release(rule);
      keyings.release(rule);
    },
  };
}

function createSharedWindow(keys: RowKeys, apart: boolean, store: Store): SharedWindow {
  const gathered = createPartitionKeys(keys, store);
  const books = new Map<string, IntColumn>();
  let members: WindowMembers | undefined;
  return {
    keys,
    gathered,
    apart,
    *members(gather) {
      members ??= yield* gather(gathered, store);
      return members;
    },
    book({ compute, of }) {
      const key = JSON.stringify([compute, of]);
      const known = books.get(key) ?? store.column(8);
      books.set(key, known);
      return known;
    },
  };
}

/** Makes what is planned when it is first asked for, each on pages of its own. */
function createEntries<Planned extends { readonly until: number }, Made>(
  planned: readonly Planned[],
  store: Store,
  make: (planned: Planned, store: Store) => Made,
) {
  const made: ({ readonly thing: Made; readonly scratch: Scratch } | undefined)[] = [];
  return {
    of(place: number): Made {
      const known = made[place];
      if (known) return known.thing;
      const scratch = store.scratch();
      const thing = make(planned[place] as Planned, scratch);
      made[place] = { thing, scratch };
      return thing;
    },
    release(rule: number): void {
      for (const [place, entry] of made.entries()) {
        if (!entry || (planned[place] as Planned).until > rule) continue;
        entry.scratch.free();
        made[place] = undefined;
      }
    },
  };
}

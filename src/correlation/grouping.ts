import type { CompiledRule } from '../detection/compiled-rule.ts';
import type { Correlation } from '../rule/correlation/correlation.ts';
import { isCalled } from '../rule/rule.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import { type SortedOrder, sortByKey } from '../store/external-sort.ts';
import { type Add, createGroupIndex } from '../store/group-index.ts';
import { createPace, type Work } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import { createTupleDictionary } from '../store/tuple-dictionary.ts';
import { maxMembers } from '../window/dictionary.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { TimeIndex } from '../window/time-index.ts';
import type { LogHistory } from '../window/window-index.ts';
import type { RuleMatches } from '../window/window-members.ts';
import { createWeights } from './aggregate.ts';
import { type GroupMember, type GroupMembers, listOf } from './group-members.ts';
import { arrange } from './instant-order.ts';

/** A rule whose alerts take part in correlations and windows. */
export interface AlertSource {
  readonly rule: CompiledRule;
  readonly members: RuleMatches;
  /**
   * An alert of a correlation is an event whose group fields have the values of its group; undefined
   * for any other field.
   */
  readonly groupTexts?: (row: Row, name: string) => readonly string[] | undefined;
  /** The events that an alert of a correlation rests on. */
  readonly rowsBehind?: (row: Row) => readonly Row[];
}

/** The members that share a key. */
export interface CorrelationGroup {
  readonly members: GroupMembers;
  /** The values they share, by name in `groupBy`. */
  readonly key: ReadonlyMap<string, string>;
}

export interface CorrelationGroups {
  groups(): Generator<CorrelationGroup>;
  /** How many events lack a part of the key, and so belong to no group. */
  readonly keyless: number;
}

/** Groups alerts by a correlation's key. `feeders` stand in the order of its rules. */
export function* groupAlerts(
  correlation: Correlation,
  feeders: readonly AlertSource[],
  { table, timeIndex, store }: Pick<LogHistory, 'table' | 'timeIndex' | 'store'>,
): Work<CorrelationGroups> {
  const tuples = createTupleDictionary(store);
  const listers = feeders.map((feeder) => createLister(correlation, feeder, table));
  const keysOf = (lists: readonly (readonly number[])[]): readonly number[] =>
    tuples.combine(lists, maxMembers);
  const width = feeders.length * 2;
  const codes = yield* sortCodes(feeders, timeIndex, store);
  const rowAt = (code: number): Row => timeIndex.rowAt(Math.floor(code / width));
  let keyless = 0;
  const grouped = yield* createGroupIndex(function* (add: Add) {
    const isTime = createPace();
    // All codes of an event stand together; it is without a key if it has none as an alert of any rule.
    let [last, hasKey] = [-1, true];
    for (let index = 0; index < codes.length; index++) {
      if (isTime(1)) yield;
      const code = codes.keyAt(index);
      const row = rowAt(code);
      if (row !== last) {
        if (!hasKey) keyless++;
        [last, hasKey] = [row, false];
      }
      const keys = keysOf((listers[(code % width) >> 1] as Lister)(row));
      hasKey ||= keys.length > 0;
      for (const key of keys) add(key, index);
    }
    if (!hasKey) keyless++;
  }, store);
  const weightOf = createWeights(correlation, table, store);
  return {
    keyless,
    *groups() {
      for (const key of grouped.keys()) {
        const own = grouped.of(key);
        const first = codes.keyAt(own.get(0));
        const lists = (listers[(first % width) >> 1] as Lister)(rowAt(first));
        const texts = textsOf(lists, table)[keysOf(lists).indexOf(key)] ?? [];
        const members = membersOf(own, { codes, width, timeIndex, store });
        yield {
          members: arrange(members, correlation, weightOf, store),
          key: new Map(correlation.groupBy.map((name, at) => [name, texts[at] ?? ''])),
        };
      }
    },
  };
}

/** Numbers for alerts, each made of its rank, its rule, and whether it is in doubt; as keys, ascending. */
function* sortCodes(
  feeders: readonly AlertSource[],
  timeIndex: TimeIndex,
  store: Store,
): Work<SortedOrder> {
  const isTime = createPace();
  const width = feeders.length * 2;
  const codes = store.wideColumn();
  for (const [rule, { members }] of feeders.entries()) {
    const add = (row: Row, doubt: 0 | 1): void => {
      codes.push(timeIndex.rankOf(row) * width + rule * 2 + doubt);
    };
    for (const row of members.sure) {
      add(row, 0);
      if (isTime(1)) yield;
    }
    for (const row of members.doubtful) {
      add(row, 1);
      if (isTime(1)) yield;
    }
  }
  return yield* sortByKey(store, codes.length, codes.get, (a, b) => a - b);
}

interface Coded {
  readonly codes: SortedOrder;
  readonly width: number;
  readonly timeIndex: TimeIndex;
  readonly store: Store;
}

/** So many members of a group stand on the heap; those of a larger one are read whenever they are asked for. */
const mostOnHeap = 4_096;

/** The members of a group, of which `own` are the places of the codes. */
function membersOf(own: IntView, coded: Coded): GroupMembers {
  const { codes, width, timeIndex, store } = coded;
  const rankAt = (at: number): number => Math.floor(codes.keyAt(own.get(at)) / width);
  if (own.length <= store.atHand(mostOnHeap)) {
    const members: GroupMember[] = [];
    for (let at = 0; at < own.length; ) {
      const start = at;
      const rank = rankAt(start);
      while (at < own.length && rankAt(at) === rank) at++;
      members.push(memberOf(own, start, at, coded));
    }
    return listOf(members);
  }
  const starts: IntColumn = store.column(32);
  for (let at = 0, last = -1; at < own.length; at++) {
    const rank = rankAt(at);
    if (rank !== last) starts.push(at);
    last = rank;
  }
  const endOf = (index: number): number =>
    index + 1 < starts.length ? starts.get(index + 1) : own.length;
  return {
    length: starts.length,
    at: (index) => memberOf(own, starts.get(index), endOf(index), coded),
    timeAt: (index) => timeIndex.timeAt(rankAt(starts.get(index))),
  };
}

/** The member that the codes from `start` up to `end` make up. */
function memberOf(own: IntView, start: number, end: number, coded: Coded): GroupMember {
  const { codes, width, timeIndex } = coded;
  const rank = Math.floor(codes.keyAt(own.get(start)) / width);
  const rules: number[] = [];
  const doubtful: number[] = [];
  for (let at = start; at < end; at++) {
    const code = codes.keyAt(own.get(at));
    const rule = (code % width) >> 1;
    // A sure alert of a rule comes before a doubtful one of the same rule.
    if (code % 2 === 0) {
      if (rules.at(-1) !== rule) rules.push(rule);
    } else if (rules.at(-1) !== rule && doubtful.at(-1) !== rule) doubtful.push(rule);
  }
  return { row: timeIndex.rowAt(rank), rank, time: timeIndex.timeAt(rank), rules, doubtful };
}

/** The values of each part of the key of a row, as numbers of the dictionary. */
type Lister = (row: Row) => readonly (readonly number[])[];

function createLister(correlation: Correlation, feeder: AlertSource, table: EventTable): Lister {
  const { dictionary } = table;
  const readers = correlation.groupBy.map((name): ((row: Row) => readonly number[]) => {
    const path = keyField(correlation, name, feeder.rule);
    const { groupTexts } = feeder;
    if (groupTexts && feeder.rule.correlation?.groupBy.includes(path)) {
      return (row) => dictionary.members(dictionary.intern(groupTexts(row, path) ?? []));
    }
    const column = table.column(path);
    return (row) => dictionary.members(column(row));
  });
  return (row) => readers.map((read) => read(row));
}

/** What a name in `group-by` is called in the events of a rule. */
export function keyField(correlation: Correlation, name: string, rule: CompiledRule): string {
  for (const [called, field] of correlation.aliases.get(name) ?? []) {
    if (isCalled(rule, called)) return field;
  }
  return name;
}

/** The texts of combined keys, in the order in which they are combined. */
function textsOf(
  lists: readonly (readonly number[])[],
  { dictionary }: EventTable,
): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, list) =>
      rows
        .flatMap((row) => list.map((member) => [...row, dictionary.text(member)]))
        .slice(0, maxMembers),
    [[]],
  );
}

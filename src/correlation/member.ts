import { maxMembers } from '../context/dictionary.ts';
import { groupNumbers } from '../context/groups.ts';
import type { Memory, Row } from '../context/memory.ts';
import type { Members } from '../context/neighbours.ts';
import type { Timeline } from '../context/timeline.ts';
import { createTuples } from '../context/tuples.ts';
import type { Correlation } from '../rule/correlation.ts';
import { isCalled } from '../rule/reference.ts';
import type { Rule } from '../rule/rule.ts';

/** A rule whose alerts take part in correlations and windows. */
export interface Feeder {
  readonly rule: Rule;
  readonly members: Members;
  /**
   * An alert of a correlation is an event whose group fields have the values of its group; undefined
   * for any other field.
   */
  readonly groupTexts?: (row: Row, name: string) => readonly string[] | undefined;
  /** The events that an alert of a correlation rests on. */
  readonly rowsBehind?: (row: Row) => readonly Row[];
}

/** An event as an alert of rules; the same event is one member, however many rules it alerts. */
export interface Member {
  readonly row: Row;
  readonly rank: number;
  /** Milliseconds. */
  readonly time: number;
  /** The rules it surely alerts, by their place in the correlation. */
  readonly rules: readonly number[];
  /** The rules of which that is undecided. */
  readonly doubtful: readonly number[];
}

/** The members that share a key, in order of time. */
export interface Group {
  readonly members: readonly Member[];
  /** The values they share, by name in `groupBy`. */
  readonly key: ReadonlyMap<string, string>;
}

export interface Groups {
  groups(): Generator<Group>;
  /** How many events lack a part of the key, and so belong to no group. */
  readonly keyless: number;
}

interface Log {
  readonly memory: Memory;
  readonly timeline: Timeline;
}

/** Groups alerts by a correlation's key. `feeders` stand in the order of its rules. */
export function gatherMembers(
  correlation: Correlation,
  feeders: readonly Feeder[],
  { memory, timeline }: Log,
): Groups {
  const tuples = createTuples();
  const listers = feeders.map((feeder) => createLister(correlation, feeder, memory));
  const keysOf = (lists: readonly (readonly number[])[]): readonly number[] =>
    tuples.combine(lists, maxMembers);
  const width = feeders.length * 2;
  const codes = sortedCodes(feeders, timeline);
  const rowAt = (code: number): Row => timeline.rows[Math.floor(code / width)] as Row;
  const withKey = new Set<Row>();
  const without = new Set<Row>();
  const grouped = groupNumbers((add) => {
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] as number;
      const row = rowAt(code);
      const keys = keysOf((listers[(code % width) >> 1] as Lister)(row));
      (keys.length > 0 ? withKey : without).add(row);
      for (const key of keys) add(key, index);
    }
  });
  for (const row of withKey) without.delete(row);
  return {
    keyless: without.size,
    *groups() {
      for (const key of grouped.keys) {
        const own = grouped.of(key);
        const first = codes[own[0] as number] as number;
        const lists = (listers[(first % width) >> 1] as Lister)(rowAt(first));
        const texts = textsOf(lists, memory)[keysOf(lists).indexOf(key)] ?? [];
        yield {
          members: membersOf(own, codes, width, timeline),
          key: new Map(correlation.groupBy.map((name, at) => [name, texts[at] ?? ''])),
        };
      }
    },
  };
}

/** One number for each alert: its rank, its rule, and whether it is in doubt; ascending. */
function sortedCodes(feeders: readonly Feeder[], timeline: Timeline): Float64Array {
  const width = feeders.length * 2;
  const codes: number[] = [];
  for (const [rule, { members }] of feeders.entries()) {
    const add = (row: Row, doubt: 0 | 1): void => {
      codes.push((timeline.ranks[row] as number) * width + rule * 2 + doubt);
    };
    for (const row of members.sure) add(row, 0);
    for (const row of members.doubtful) add(row, 1);
  }
  return Float64Array.from(codes).sort();
}

function membersOf(
  own: Int32Array,
  codes: Float64Array,
  width: number,
  timeline: Timeline,
): Member[] {
  const members: Member[] = [];
  for (let at = 0; at < own.length; ) {
    const rank = Math.floor((codes[own[at] as number] as number) / width);
    const rules: number[] = [];
    const doubtful: number[] = [];
    for (; at < own.length; at++) {
      const code = codes[own[at] as number] as number;
      if (Math.floor(code / width) !== rank) break;
      const rule = (code % width) >> 1;
      // A sure alert of a rule comes before a doubtful one of the same rule.
      if (code % 2 === 0) {
        if (rules.at(-1) !== rule) rules.push(rule);
      } else if (rules.at(-1) !== rule && doubtful.at(-1) !== rule) doubtful.push(rule);
    }
    const row = timeline.rows[rank] as Row;
    members.push({ row, rank, time: timeline.times[rank] as number, rules, doubtful });
  }
  return members;
}

/** The values of each part of the key of a row, as numbers of the dictionary. */
type Lister = (row: Row) => readonly (readonly number[])[];

function createLister(correlation: Correlation, feeder: Feeder, memory: Memory): Lister {
  const { dictionary } = memory;
  const readers = correlation.groupBy.map((name): ((row: Row) => readonly number[]) => {
    const path = keyField(correlation, name, feeder.rule);
    const { groupTexts } = feeder;
    if (groupTexts && feeder.rule.correlation?.groupBy.includes(path)) {
      return (row) => dictionary.members(dictionary.intern(groupTexts(row, path) ?? []));
    }
    const column = memory.column(path);
    return (row) => dictionary.members(column(row));
  });
  return (row) => readers.map((read) => read(row));
}

/** What a name in `group-by` is called in the events of a rule. */
export function keyField(correlation: Correlation, name: string, rule: Rule): string {
  for (const [called, field] of correlation.aliases.get(name) ?? []) {
    if (isCalled(rule, called)) return field;
  }
  return name;
}

/** The texts of combined keys, in the order in which they are combined. */
function textsOf(
  lists: readonly (readonly number[])[],
  { dictionary }: Memory,
): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, list) =>
      rows
        .flatMap((row) => list.map((member) => [...row, dictionary.text(member)]))
        .slice(0, maxMembers),
    [[]],
  );
}

import { no, type Truth, yes } from '../detection/truth.ts';
import type { IntColumn, IntView } from '../store/column.ts';
import { type Add, createGroupIndex, type GroupIndex } from '../store/group-index.ts';
import { createPace, finish } from '../store/pausable-work.ts';
import type { Store } from '../store/store.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { CorrelationMatch } from './correlation-match.ts';
import type { GroupMembers } from './group-members.ts';
import type { CorrelationGroup } from './grouping.ts';

/** A match in its group: an alert begins an episode, of which its event is the first. */
export interface Episode extends CorrelationMatch {
  /** The values that the group's events share, by name in `groupBy`. */
  readonly key: CorrelationGroup['key'];
  readonly row: Row;
  /** The window's events, in order of time. */
  rows(): readonly Row[];
  /** The group's members; only for events that are asked about, and until the rule is evaluated. */
  readonly members?: GroupMembers;
}

/** A correlation's episodes, for rules that refer to it: rows and numbers, some twenty bytes an episode. */
export interface AlertIndex {
  /** Begins a group; what it gives keeps a match of the group, unless its truth is no. */
  open(group: CorrelationGroup): (match: CorrelationMatch) => Episode;
  /** The events of alerts, or of what stayed undecided; an event of several groups comes several times. */
  rows(truth: Truth): Iterable<Row>;
  /** The values of a part of the key, of all groups of which an event is an alert, in order. */
  texts(row: Row, name: string): readonly string[];
  /** The events behind the alerts that an event is, each once. */
  rowsBehind(row: Row): readonly Row[];
}

/** Makes an empty index. A group's events are kept once, from its first match on. */
export function createAlertIndex(
  groupBy: readonly string[],
  { dictionary }: EventTable,
  store: Store,
): AlertIndex {
  const column = (): IntColumn => store.column(32);
  // By episode: its event, its truth, its window among the kept members, the values of its key.
  const [events, starts, ends] = [column(), column(), column()];
  const truths = store.column(8);
  const keys = groupBy.map(column);
  const kept = createKeptMembers(store);
  let byEvent: GroupIndex | undefined;
  /** The episodes of an event: alerts if it is any, else what stayed undecided. */
  const episodesOf = (event: Row): readonly number[] => {
    byEvent ??= indexByEvent(events, store);
    const own = byEvent.of(event);
    const all = Array.from({ length: own.length }, (_, at) => own.get(at));
    const sure = all.filter((episode) => truths.get(episode) === yes);
    return sure.length > 0 ? sure : all;
  };
  return {
    open({ members, key }) {
      let offset: number | undefined;
      const numbers = groupBy.map((name) => dictionary.single(key.get(name) ?? ''));
      return (match) => {
        offset ??= kept.add(members);
        const [start, end] = [offset + match.first, offset + match.end];
        const { row } = members.at(match.at);
        if (match.truth !== no) {
          events.push(row);
          truths.push(match.truth);
          starts.push(start);
          ends.push(end);
          for (const [at, number] of numbers.entries()) (keys[at] as IntColumn).push(number);
        }
        return { ...match, key, row, rows: () => kept.rows(start, end) };
      };
    },
    *rows(truth) {
      for (let episode = 0; episode < events.length; episode++) {
        if (truths.get(episode) === truth) yield events.get(episode);
      }
    },
    texts(event, name) {
      const numbers = keys[groupBy.indexOf(name)] as IntColumn;
      const texts = episodesOf(event).map((episode) => dictionary.text(numbers.get(episode)));
      return [...new Set(texts)].sort();
    },
    rowsBehind(event) {
      const rows = episodesOf(event).flatMap((episode) =>
        kept.rows(starts.get(episode), ends.get(episode)),
      );
      return [...new Set(rows)];
    },
  };
}

/** The members of groups, one after the other: 0 is one that only may be an alert, else its row plus one. */
function createKeptMembers(store: Store) {
  const members = store.column(32);
  return {
    /** Keeps the members of a group; gives the place of the first. */
    add(group: GroupMembers): number {
      const start = members.length;
      for (let at = 0; at < group.length; at++) {
        const member = group.at(at);
        members.push(member.rules.length > 0 ? member.row + 1 : 0);
      }
      return start;
    },
    /** The rows of sure alerts, from a place up to and without another. */
    rows(start: number, end: number): readonly Row[] {
      const rows: Row[] = [];
      for (let at = start; at < end; at++) if (members.get(at) > 0) rows.push(members.get(at) - 1);
      return rows;
    },
  };
}

function indexByEvent(events: IntView, store: Store): GroupIndex {
  const byEpisode = function* (add: Add) {
    const isTime = createPace();
    for (let episode = 0; episode < events.length; episode++) {
      add(events.get(episode), episode);
      if (isTime(1)) yield;
    }
  };
  return finish(createGroupIndex(byEpisode, store));
}

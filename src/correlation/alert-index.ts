import { type Truth, yes } from '../detection/truth.ts';
import type { IntColumn } from '../store/column.ts';
import { type Add, createGroupIndex, type GroupIndex } from '../store/group-index.ts';
import { createPace, finish } from '../store/pausable-work.ts';
import type { EventTable, Row } from '../window/event-table.ts';
import type { CorrelationMatch } from './aggregation.ts';
import type { Episode } from './correlation-runner.ts';
import type { CorrelationGroup } from './grouping.ts';

/** What a correlation was judged to, for those that it feeds: rows and numbers, some twenty bytes an episode. */
export interface AlertIndex {
  /** Begins a group; what it gives keeps a judgement about the group. */
  open(group: CorrelationGroup): (judgement: CorrelationMatch) => Episode;
  /** The events of alerts, or of what stayed undecided; an event of several groups comes several times. */
  rows(truth: Truth): Iterable<Row>;
  /** The values of a part of the key, of all groups of which an event is an alert, in order. */
  texts(row: Row, name: string): readonly string[];
  /** The events behind the alerts that an event is, each once. */
  rowsBehind(row: Row): readonly Row[];
}

/** Makes an empty standing. A group's events are kept once, from its first judgement on. */
export function createAlertIndex(groupBy: readonly string[], memory: EventTable): AlertIndex {
  const { store, dictionary } = memory;
  const row = (): IntColumn => store.column(32);
  // By episode: its event, what it was judged to, its window in `near`, the values of its key.
  const [events, starts, ends, truths] = [row(), row(), row(), store.column(8)];
  const keys = groupBy.map(row);
  // The members of groups, one after the other; 0 is one that only may be an alert, else its row plus one.
  const near = row();
  let byEvent: GroupIndex | undefined;

  const within = (start: number, end: number): readonly Row[] => {
    const rows: Row[] = [];
    for (let at = start; at < end; at++) if (near.get(at) > 0) rows.push(near.get(at) - 1);
    return rows;
  };
  /** The episodes of an event: alerts if it is any, else what stayed undecided. */
  const episodesOf = (event: Row): readonly number[] => {
    const byEpisode = function* (add: Add) {
      const isTime = createPace();
      for (let episode = 0; episode < events.length; episode++) {
        add(events.get(episode), episode);
        if (isTime(1)) yield;
      }
    };
    byEvent ??= finish(createGroupIndex(byEpisode, store));
    const own = byEvent.of(event);
    const all = Array.from({ length: own.length }, (_, at) => own.get(at));
    const sure = all.filter((episode) => truths.get(episode) === yes);
    return sure.length > 0 ? sure : all;
  };
  return {
    open({ members, key }) {
      let offset: number | undefined;
      const keepMembers = (): number => {
        const start = near.length;
        for (let at = 0; at < members.length; at++) {
          const member = members.at(at);
          near.push(member.rules.length > 0 ? member.row + 1 : 0);
        }
        return start;
      };
      const numbers = groupBy.map((name) => dictionary.single(key.get(name) ?? ''));
      return (judgement) => {
        offset ??= keepMembers();
        const [start, end] = [offset + judgement.first, offset + judgement.end];
        const { row } = members.at(judgement.at);
        events.push(row);
        truths.push(judgement.truth);
        starts.push(start);
        ends.push(end);
        for (const [at, number] of numbers.entries()) (keys[at] as IntColumn).push(number);
        return { ...judgement, key, row, rows: () => within(start, end) };
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
      const rows = new Set<Row>();
      for (const episode of episodesOf(event)) {
        for (const one of within(starts.get(episode), ends.get(episode))) rows.add(one);
      }
      return [...rows];
    },
  };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { featureNumbers } from '../../src/surprise/feature.ts';
import {
  firstHour,
  type History,
  recordFirsts,
  recordHistory,
} from '../../src/surprise/history.ts';
import { createPeers } from '../../src/surprise/peers.ts';
import { valueIn } from '../../src/surprise/shown-entry.ts';
import type { StretchedLog } from '../../src/surprise/stretch.ts';
import { oracleRuns } from '../effort.ts';
import { stretchedLog, stretchesOf } from './stretched-logs.ts';

/** Six applications, and four values that say nothing of who are peers. */
const values = Array.from({ length: 10 }, (_, at) => ({
  feature: at < 6 ? featureNumbers.application : featureNumbers.country,
  text: String(at),
}));

const logs = fc
  .array(fc.uniqueArray(fc.nat(9), { maxLength: 8 }), { minLength: 1, maxLength: 20 })
  .map((shown) => logOf(shown));

/** Everybody has one stretch; by subject, the values that it shows. */
function logOf(shown: readonly (readonly number[])[]): StretchedLog {
  const pieces = shown.map((list, subject) => {
    return { subject, from: subject, shows: list.map((value) => ({ value })) };
  });
  return stretchedLog(pieces, shown.length, values);
}

/** The values that somebody shows, ascending. */
function taughtBy(who: number, { stretches, shown }: StretchedLog): readonly number[] {
  return [...shown.subarray(stretches.starts[who], stretches.starts[who + 1])].map(valueIn);
}

/** Which share of the others shows a value, each weighted by what it has in common with a subject: word for word. */
function naiveShare(log: StretchedLog, subject: number, value: number): number {
  const stretches = stretchesOf(log);
  const people = stretches.length;
  const shows = (who: number, what: number): boolean => taughtBy(who, log).includes(what);
  const users = (what: number): number => stretches.filter((_, who) => shows(who, what)).length;
  const weight = (what: number): number =>
    what < 6 ? Math.max(0.1, Math.log2((people + 1) / (users(what) + 1))) : 0;
  const others = stretches.map((_, who) => who).filter((who) => who !== subject);
  const inCommon = (who: number): number =>
    taughtBy(subject, log)
      .filter((what) => shows(who, what))
      .reduce((sum, what) => sum + weight(what), 0);
  const all = others.reduce((sum, who) => sum + inCommon(who), 0);
  const base = Math.max(0.5 * (all / people), 0.25);
  const total = others.reduce((sum, who) => sum + inCommon(who) + base, 0);
  const showing = others.filter((who) => shows(who, value));
  if (showing.length === 0) return 0;
  return showing.reduce((sum, who) => sum + inCommon(who) + base, 0) / total;
}

function usersOf(value: number, { users }: History): Int32Array {
  return users.subjects.subarray(users.starts[value], users.starts[value + 1]);
}

test('the share of peers is that of all others, weighted by what they have in common', () => {
  fc.assert(
    fc.property(logs, fc.array(fc.nat(19), { minLength: 1, maxLength: 3 }), (log, some) => {
      const history = recordHistory(log, new Uint8Array(log.stretches.size));
      const peers = createPeers(history, values.length);
      // One after the other, also the same one again.
      for (const subject of some.map((who) => who % log.subjects.length)) {
        peers.begin(subject);
        for (const taught of taughtBy(subject, log)) peers.learn(taught);
        for (const value of values.keys()) {
          expect(peers.shareOf(value)).toBeCloseTo(naiveShare(log, subject, value), 9);
        }
      }
    }),
    { numRuns: oracleRuns(1_000, 200) },
  );
});

test('what is odd is nobody’s habit, and is counted all the same', () => {
  const log = logOf([[1], [1], [2]]);
  const history = recordHistory(log, Uint8Array.of(0, 1, 0));
  expect([...usersOf(1, history)]).toEqual([0]);
  expect(history.othersOf(2, 1)).toBe(2);
  expect(history.othersOf(1, 1)).toBe(1);
  expect(history.people).toBe(2);
  expect(firstHour(recordFirsts(log), 1, 1)).toBe(1);
  expect(firstHour(recordFirsts(log), 1, 2)).toBeUndefined();
});

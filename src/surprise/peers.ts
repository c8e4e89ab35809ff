import type { History } from './history.ts';

/** The peers of one subject: how much each of the others has in common with it, as far as was known up to a moment. */
export interface Peers {
  /** Begins with another subject, who has no peers yet: everybody is alike, until something is learnt. */
  begin(subject: number): void;
  /** Takes a value that the subject showed. */
  learn(value: number): void;
  /** The share of its peers that show a value, each with the weight of what is in common; from 0 to 1. */
  shareOf(value: number): number;
}

/** Of a value that more people use than this, the share of all of them is asked: peers would say the same. */
const many = 64;

/** What even those have in common with whom nothing is, as a part of what an average pair has. */
const orgWeight = 0.5;

/** Those about whom nothing is known yet have this much in common with everybody. */
const leastBase = 0.25;

/** Prepares to look for the peers of one subject after the other, among so many values. */
export function createPeers(history: History, values: number): Peers {
  const { subjects: users, starts } = history.users;
  const ties: number[] = [];
  // By value, in which round it was last learnt: each subject is one.
  const learnt = new Int32Array(values);
  let [round, subject, inCommon] = [0, -1, 0];
  return {
    begin(next) {
      round++;
      [subject, inCommon] = [next, 0];
      ties.length = 0;
    },
    learn(value) {
      const weight = history.weightOf(value);
      if (weight === 0 || learnt[value] === round) return;
      learnt[value] = round;
      ties.push(value);
      const others = history.countOf(value) - (history.has(subject, value) ? 1 : 0);
      inCommon += weight * others;
    },
    shareOf(value) {
      const count = history.countOf(value);
      const others = count - (history.has(subject, value) ? 1 : 0);
      const all = Math.max(1, history.people - 1);
      if (others === 0 || count > many) return others / all;
      const base = Math.max(orgWeight * (inCommon / history.people), leastBase);
      let sum = 0;
      for (let at = starts[value] as number; at < (starts[value + 1] as number); at++) {
        const user = users[at] as number;
        if (user === subject) continue;
        sum += base;
        for (const tie of ties) if (history.has(user, tie)) sum += history.weightOf(tie);
      }
      return sum / (inCommon + base * all);
    },
  };
}

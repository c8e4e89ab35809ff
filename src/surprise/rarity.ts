import { createPace, type Work } from '../store/pausable-work.ts';
import { type History, isPast } from './history.ts';
import { featuresOf, type Novelty, newsAt } from './novelty.ts';
import { createPeers, type Peers } from './peers.ts';
import { hourIn, isTaught, valueIn } from './shown-entry.ts';
import { type StretchedLog, stepsOfStretch } from './stretch.ts';

/** How rare the news of a log are among the peers of their subjects, by the numbers of news. */
export interface Rarity {
  /** Of the values that are new, the one that the fewest peers show, and which share of them does. */
  readonly values: Int32Array;
  readonly shares: Float64Array;
}

/** What was found with another history, of the same stretches; it is written over. */
export interface RarityBefore {
  readonly rarity: Rarity;
  readonly history: History;
}

/** Finds how rare the news are, subject by subject. What is the same as it was before is left as it is. */
export function* findRarity(
  log: StretchedLog,
  novelty: Novelty,
  history: History,
  before?: RarityBefore,
): Work<Rarity> {
  const isTime = createPace();
  const { length } = novelty.news.counts;
  const rarity = before?.rarity ?? {
    values: new Int32Array(length),
    shares: new Float64Array(length),
  };
  const isSame = before && unchangedSubjects(log, novelty, history, before.history);
  const { members, starts } = novelty.bySubject;
  const peers = createPeers(history, log.values.length);
  const look = createLook(log, novelty, peers, rarity);
  for (let subject = 0; subject < log.subjects.length; subject++) {
    if (isSame?.[subject] === 1) continue;
    const own = members.subarray(starts[subject], starts[subject + 1]);
    peers.begin(subject);
    let learnt = 0;
    for (const stretch of own) {
      if (isTime(stepsOfStretch)) yield;
      const past = novelty.earlier[stretch] as number;
      for (; learnt < past; learnt++) learnFrom(own[learnt] as number, stretch, log, peers);
      look(stretch);
    }
  }
  return rarity;
}

/**
 * A one for each subject to whom nothing looks otherwise than with another history: no value that ever was new to it, as
 * all were by which it has peers, has other users.
 */
function unchangedSubjects(
  { stretches, shown, subjects, values }: StretchedLog,
  { isFresh }: Novelty,
  history: History,
  before: History,
): Uint8Array {
  const isSame = new Uint8Array(subjects.length);
  if (history.people !== before.people) return isSame;
  isSame.fill(1);
  // Those with one history are among those with the other, since no stretch is odd with one of them.
  const isChanged = Uint8Array.from(values, (_, value) =>
    history.countOf(value) === before.countOf(value) ? 0 : 1,
  );
  for (let stretch = 0; stretch < stretches.size; stretch++) {
    const subject = stretches.subjects[stretch] as number;
    const end = stretches.starts[stretch + 1] as number;
    for (let at = stretches.starts[stretch] as number; at < end && isSame[subject] === 1; at++) {
      if (isFresh[at] === 1 && isChanged[valueIn(shown[at] as number)] === 1) isSame[subject] = 0;
    }
  }
  return isSame;
}

/** Has a subject learn from one of its stretches, which was past when another began, what was past then. */
function learnFrom(
  earlier: number,
  stretch: number,
  { stretches, shown }: StretchedLog,
  peers: Peers,
): void {
  const { froms, starts } = stretches;
  const begun = froms[earlier] as number;
  const now = froms[stretch] as number;
  for (let at = starts[earlier] as number; at < (starts[earlier + 1] as number); at++) {
    const entry = shown[at] as number;
    if (isTaught(entry) && isPast(begun + hourIn(entry), now)) peers.learn(valueIn(entry));
  }
}

/** Looks how rare the news of a stretch are. */
function createLook(
  log: StretchedLog,
  novelty: Novelty,
  peers: Peers,
  { values, shares }: Rarity,
): (stretch: number) => void {
  const { starts } = log.stretches;
  const { isFresh, starts: newsStarts } = novelty;
  const featureOf = featuresOf(log);
  return (stretch) => {
    shares.fill(Number.POSITIVE_INFINITY, newsStarts[stretch], newsStarts[stretch + 1]);
    for (let at = starts[stretch] as number; at < (starts[stretch + 1] as number); at++) {
      if (isFresh[at] === 0) continue;
      const value = valueIn(log.shown[at] as number);
      const news = newsAt(novelty, stretch, featureOf[value] as number);
      const share = peers.shareOf(value);
      if (share >= (shares[news] as number)) continue;
      values[news] = value;
      shares[news] = share;
    }
  };
}

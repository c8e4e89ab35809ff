import { createPace, type Work } from '../store/pausable-work.ts';
import { featureNumbers, features } from './feature.ts';
import { type History, isPast } from './history.ts';
import { createPeers, type Peers } from './peers.ts';
import { hourIn, isTaught, isVouched, valueIn } from './shown-entry.ts';
import { type Stretch, type StretchedLog, stepsOfStretch } from './stretch.ts';

/** What of one feature a stretch showed that its subject had not shown before. */
export interface News {
  readonly feature: number;
  /** How many values are new. */
  readonly count: number;
  /** The one that the fewest peers show, and which share of them does. */
  readonly value: number;
  readonly share: number;
  /**
   * Whether something known speaks for it: of a new place, that every event from there came from a device that Okta Verify
   * vouches for and that is not new itself; of a new machine, that the place is not new.
   */
  readonly isConfirmed: boolean;
}

/** What is new in a stretch, and how much there was to compare it with. */
export interface Novelty {
  /** Stretches of the subject that were past when it began, and the hours in which it was seen in them. */
  readonly earlier: number;
  readonly earlierHours: number;
  /** Days of the log before it. */
  readonly days: number;
  /** The features it shows at all, a bit each. */
  readonly shown: number;
  /** At most one entry for each feature, in their order. */
  readonly news: readonly News[];
}

/** What one subject has done so far. */
interface Past {
  readonly stretches: number[];
  /** So many of them were past at the latest stretch, with so many hours. */
  learnt: number;
  hours: number;
  readonly peers: Peers;
}

/** What was found with another history, in which the same stretches showed the same. */
export interface NoveltyBefore {
  readonly novelty: readonly Novelty[];
  readonly history: History;
}

/** Finds what is new in each stretch; in the order of the stretches. What is the same as it was before is taken over. */
export function* findNovelty(
  log: StretchedLog,
  history: History,
  before?: NoveltyBefore,
): Work<readonly Novelty[]> {
  const isTime = createPace();
  const found: Novelty[] = [];
  const pasts: (Past | undefined)[] = log.subjects.map(() => undefined);
  const isSame = before && unchangedSubjects(log, history, before.history);
  const featureOf = Uint8Array.from(log.values, ({ feature }) => feature);
  let [days, day] = [-1, Number.NaN];
  for (const [number, stretch] of log.stretches.entries()) {
    if (isTime(stepsOfStretch)) yield;
    const { subject } = stretch;
    const today = Math.floor(stretch.from / 24);
    if (today !== day) {
      day = today;
      days++;
    }
    if (before && isSame?.[subject] === 1) {
      found.push(before.novelty[number] as Novelty);
      continue;
    }
    const past = pasts[subject] ?? {
      stretches: [],
      learnt: 0,
      hours: 0,
      peers: createPeers(subject, history),
    };
    pasts[subject] = past;
    catchUp(past, stretch, log);
    past.stretches.push(number);
    const { learnt: earlier, hours: earlierHours, peers } = past;
    const { shown, news } = newsOf(stretch, log, featureOf, history, peers);
    found.push({ earlier, earlierHours, days, shown, news });
  }
  return found;
}

/**
 * A one for each subject to whom nothing looks otherwise than with another history: no value that ever was new to it, as
 * all were by which it has peers, has other users.
 */
function unchangedSubjects(
  { stretches, shown, subjects, values }: StretchedLog,
  history: History,
  before: History,
): Uint8Array {
  const isSame = new Uint8Array(subjects.length);
  if (history.people !== before.people) return isSame;
  isSame.fill(1);
  // Those with one history are among those with the other, since no stretch is odd with one of them.
  const changed = Uint8Array.from(values, (_, value) =>
    history.countOf(value) === before.countOf(value) ? 0 : 1,
  );
  for (const stretch of stretches) {
    const { subject, start, end } = stretch;
    for (let place = start; place < end && isSame[subject] === 1; place++) {
      const value = valueIn(shown[place] as number);
      if (changed[value] === 1 && isNew(value, stretch, history)) isSame[subject] = 0;
    }
  }
  return isSame;
}

/** Learns from the stretches that are past by now. */
function catchUp(past: Past, stretch: Stretch, { stretches, shown }: StretchedLog): void {
  for (; past.learnt < past.stretches.length; past.learnt++) {
    const earlier = stretches[past.stretches[past.learnt] as number] as Stretch;
    if (!isPast(earlier.from, stretch)) break;
    past.hours += earlier.hours;
    for (let place = earlier.start; place < earlier.end; place++) {
      const entry = shown[place] as number;
      if (!isTaught(entry) || !isPast(earlier.from + hourIn(entry), stretch)) continue;
      past.peers.learn(valueIn(entry));
    }
  }
}

/** Whether the subject of a stretch had not shown a value before. */
function isNew(value: number, stretch: Stretch, history: History): boolean {
  const first = history.firstHour(stretch.subject, value);
  return first === undefined || !isPast(first, stretch);
}

function newsOf(
  stretch: Stretch,
  log: StretchedLog,
  featureOf: Uint8Array,
  history: History,
  peers: Peers,
): Pick<Novelty, 'shown' | 'news'> {
  let shown = 0;
  const found: (Found | undefined)[] = new Array(features.length).fill(undefined);
  for (let place = stretch.start; place < stretch.end; place++) {
    const entry = log.shown[place] as number;
    const value = valueIn(entry);
    const feature = featureOf[value] as number;
    shown |= 1 << feature;
    if (!isNew(value, stretch, history)) continue;
    const share = peers.shareOf(value);
    const known = found[feature];
    if (!known) found[feature] = { count: 1, value, share, isVouched: isVouched(entry) };
    else {
      known.count++;
      known.isVouched &&= isVouched(entry);
      if (share < known.share) [known.value, known.share] = [value, share];
    }
  }
  return { shown, news: newsAmong(found) };
}

/** What was found of each feature, with what speaks for it. */
function newsAmong(found: readonly (Found | undefined)[]): readonly News[] {
  const isNewDevice = found[featureNumbers.device] !== undefined;
  const isNewPlace = homeFeatures.some((feature) => found[feature] !== undefined);
  const news: News[] = [];
  for (const [feature, entry] of found.entries()) {
    if (!entry) continue;
    const { count, value, share } = entry;
    const { aspect } = features[feature] as (typeof features)[number];
    const isConfirmed =
      (aspect === 'place' && entry.isVouched && !isNewDevice) ||
      (aspect === 'machine' && !isNewPlace);
    news.push({ feature, count, value, share, isConfirmed });
  }
  return news;
}

interface Found {
  count: number;
  value: number;
  share: number;
  isVouched: boolean;
}

/** What makes a place another place: addresses change by themselves. */
const homeFeatures = [featureNumbers.country, featureNumbers.region, featureNumbers.network];

import { createPace, type Work } from '../store/pausable-work.ts';
import { featureNumbers, features } from './feature.ts';
import { type History, isPast } from './history.ts';
import { createPeers, type Peers } from './peers.ts';
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

/** Finds what is new in each stretch; in the order of the stretches. */
export function* findNovelty(log: StretchedLog, history: History): Work<readonly Novelty[]> {
  const isTime = createPace();
  const found: Novelty[] = [];
  const pasts: (Past | undefined)[] = log.subjects.map(() => undefined);
  let [days, day] = [-1, Number.NaN];
  for (const [number, stretch] of log.stretches.entries()) {
    if (isTime(stepsOfStretch)) yield;
    const { subject } = stretch;
    const today = Math.floor(stretch.from / 24);
    if (today !== day) {
      day = today;
      days++;
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
    found.push({ earlier, earlierHours, days, ...newsOf(stretch, log, history, peers) });
  }
  return found;
}

/** Learns from the stretches that are past by now. */
function catchUp(past: Past, stretch: Stretch, { stretches }: StretchedLog): void {
  for (; past.learnt < past.stretches.length; past.learnt++) {
    const earlier = stretches[past.stretches[past.learnt] as number] as Stretch;
    if (!isPast(earlier.from, stretch)) break;
    past.hours += earlier.hours;
    const { taught, taughtAt } = earlier;
    const learnt = new Int32Array(taught.length);
    let count = 0;
    for (let place = 0; place < taught.length; place++) {
      if (isPast(taughtAt[place] as number, stretch)) learnt[count++] = taught[place] as number;
    }
    past.peers.learn(learnt.subarray(0, count));
  }
}

function newsOf(
  stretch: Stretch,
  { values }: StretchedLog,
  history: History,
  peers: Peers,
): Pick<Novelty, 'shown' | 'news'> {
  let shown = 0;
  const found = features.map((): Found | undefined => undefined);
  const { vouched } = stretch;
  // Both are in order.
  let passed = 0;
  for (const value of stretch.values) {
    while (passed < vouched.length && (vouched[passed] as number) < value) passed++;
    const feature = values[value]?.feature as number;
    shown |= 1 << feature;
    const first = history.firstHour(stretch.subject, value);
    if (first !== undefined && isPast(first, stretch)) continue;
    const share = peers.shareOf(value);
    const isVouched = vouched[passed] === value;
    const known = found[feature];
    if (!known) found[feature] = { count: 1, value, share, isVouched };
    else {
      known.count++;
      known.isVouched &&= isVouched;
      if (share < known.share) [known.value, known.share] = [value, share];
    }
  }
  const isNewDevice = found[featureNumbers.device] !== undefined;
  const isNewPlace = homeFeatures.some((feature) => found[feature] !== undefined);
  const news = found.flatMap((entry, feature) => {
    if (!entry) return [];
    const { count, value, share, isVouched } = entry;
    const { aspect } = features[feature] as (typeof features)[number];
    const isConfirmed =
      (aspect === 'place' && isVouched && !isNewDevice) || (aspect === 'machine' && !isNewPlace);
    return [{ feature, count, value, share, isConfirmed }];
  });
  return { shown, news };
}

interface Found {
  count: number;
  value: number;
  share: number;
  isVouched: boolean;
}

/** What makes a place another place: addresses change by themselves. */
const homeFeatures = [featureNumbers.country, featureNumbers.region, featureNumbers.network];

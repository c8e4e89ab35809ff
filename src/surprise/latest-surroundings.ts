import { type FeatureName, featureNumbers } from './feature.ts';
import type { ShowingBook, Unit } from './showing-book.ts';
import { ownText } from './shown-text.ts';
import { createSurroundingsNames, noSurroundings, type ShownSurroundings } from './surroundings.ts';

/** Shows surroundings in a book, of which nothing is looked up that the latest event of the same subject had as well. */
export interface LatestSurroundings {
  show(surroundings: ShownSurroundings, where: ShowingPlace): void;
  /** Forgets all, since values have other numbers in another book. */
  clear(): void;
}

/** Where surroundings are shown. */
export interface ShowingPlace {
  readonly book: ShowingBook;
  readonly unit: number;
  readonly slot: number;
  readonly mark: number;
}

/** So many subjects are known by their latest surroundings. */
const mostLatest = 2_048;

/** What is made of surroundings, each of other texts; a bit for each. */
const parts = ['country', 'region', 'network', 'address', 'machine', 'device'] as const;
type Part = (typeof parts)[number];
const bitOf = Object.fromEntries(parts.map((part, at) => [part, 1 << at])) as Record<Part, number>;

/** What is shown, and is written over where it changes. */
type Texts = { -readonly [Name in keyof ShownSurroundings]: ShownSurroundings[Name] };

/** What a subject was surrounded by at last. */
interface Latest extends Texts {
  /** The numbers of the values that are made of these texts, by part; -1 where nothing is shown. */
  readonly values: number[];
  /** Where all of them were shown. */
  slot: number;
  mark: number;
}

/** Nothing is known yet. */
export function createLatestSurroundings(): LatestSurroundings {
  const names = createSurroundingsNames();
  let all: (Latest | undefined)[] = new Array(mostLatest).fill(undefined);
  const numberOf = (book: ShowingBook, feature: FeatureName, text: string | undefined): number =>
    text === undefined ? -1 : book.numberOf(featureNumbers[feature], text);
  const showParts = (latest: Latest, changed: number, { book, slot, mark }: ShowingPlace): void => {
    const isElsewhere = latest.slot !== slot || latest.mark !== mark;
    if (changed === 0 && !isElsewhere) return;
    const { values } = latest;
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at] as Part;
      const isChanged = (changed & (1 << at)) !== 0;
      if (isChanged) values[at] = numberOf(book, part, names[part](latest));
      const value = values[at] as number;
      if (value >= 0 && (isChanged || isElsewhere)) book.show(slot, value, mark);
    }
    latest.slot = slot;
    latest.mark = mark;
  };
  return {
    show(surroundings, where) {
      const { book, unit, slot, mark } = where;
      if (surroundings.server !== undefined) {
        book.show(slot, numberOf(book, 'server', names.server(surroundings)), mark);
        return;
      }
      const place = (book.units[unit] as Unit).subject % mostLatest;
      // Of two subjects that share a place as well: a value has one number for all.
      const latest = all[place] ?? createLatest();
      all[place] = latest;
      showParts(latest, changesOf(latest, surroundings), where);
    },
    clear(): void {
      all = new Array(mostLatest).fill(undefined);
    },
  };
}

function createLatest(): Latest {
  return { ...noSurroundings, values: parts.map(() => -1), slot: -1, mark: 0 };
}

/** Takes over the texts that are others now; gives the bits of the parts that are made of them. */
function changesOf(latest: Latest, now: ShownSurroundings): number {
  let changed = 0;
  if (latest.address !== now.address) {
    latest.address = kept(now.address);
    changed |= bitOf.address;
  }
  if (latest.device !== now.device) {
    latest.device = kept(now.device);
    changed |= bitOf.device;
  }
  if (latest.network !== now.network) {
    latest.network = kept(now.network);
    changed |= bitOf.network;
  }
  if (latest.country !== now.country) {
    latest.country = kept(now.country);
    changed |= bitOf.country | bitOf.region;
  }
  if (latest.area !== now.area) {
    latest.area = kept(now.area);
    changed |= bitOf.region;
  }
  if (
    latest.browser !== now.browser ||
    latest.system !== now.system ||
    latest.agent !== now.agent
  ) {
    latest.browser = kept(now.browser);
    latest.system = kept(now.system);
    latest.agent = kept(now.agent);
    changed |= bitOf.machine;
  }
  return changed;
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? text : ownText(text);
}

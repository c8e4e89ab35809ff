import { millisecondsInDay, millisecondsInHour } from 'date-fns/constants';
import { isInVain } from '../finding/case/admin-act.ts';
import { isAtLeast } from '../rule/level.ts';
import type { Signs } from './signs.ts';
import { isByOkta, type TimelineEvent } from './timeline-event.ts';

/** Where and with what somebody was seen before the first sign of an attack on them. */
export interface KnownPlaces {
  isKnownAddress(ip: string): boolean;
  isKnownNetwork(asn: number): boolean;
  /** By its token. */
  isKnownDevice(device: string): boolean;
  isKnownAgent(agent: string): boolean;
}

/** What a whole log says of that, of those whose attack is known. */
export interface PlaceHistory {
  see(event: TimelineEvent): void;
  /** Undefined if too little was seen of them before the first sign. */
  of(actor: string): KnownPlaces | undefined;
  /** Whether an address decided a finding of medium severity or higher. */
  isSuspect(ip: string): boolean;
  /** Whether there were too many values to remember all. */
  readonly isCut: boolean;
}

/** So many values are remembered; of more, who they belong to cannot be told. */
const mostValues = 200_000;

/**
 * An intruder may be at work before the first sign of him. So what decided a grave finding is known only if it
 * was seen so many milliseconds before that sign.
 */
const longKnown = millisecondsInDay;

/** Of whom less was seen before the first sign, in milliseconds, nothing is known: an evening before, at least. */
const leastHistory = 12 * millisecondsInHour;

/** By kind and value: when it was first seen, in milliseconds. */
type Places = Map<string, number>;

/** The values of an event that make a place or a machine, by kind. */
function valuesOf({ ip, asn, device, agent }: TimelineEvent): readonly string[] {
  return [
    ...(ip === null ? [] : [`address ${ip}`]),
    ...(asn === null ? [] : [`network ${asn}`]),
    ...(device === null ? [] : [`device ${device}`]),
    ...(agent === null ? [] : [`agent ${agent}`]),
  ];
}

/** Makes an empty history. What was tried in vain makes nothing known: an intruder tries as well. */
export function createPlaceHistory(signs: Signs, limit: number = mostValues): PlaceHistory {
  const known = new Map<string, Places>();
  const deciding = new Map<string, Set<string>>();
  const suspects = new Set<string>();
  let values = 0;
  let isCut = false;
  const add = (places: Places, value: string, time: number): void => {
    const before = places.get(value);
    if (before === undefined && values >= limit) {
      isCut = true;
      return;
    }
    if (before === undefined) values++;
    if (before === undefined || time < before) places.set(value, time);
  };
  const suspect = (event: TimelineEvent, actor: string): void => {
    const decided = signs.decidedBy(event.uuid);
    if (decided.some(({ severity }) => isAtLeast(severity, 'medium')) && event.ip !== null) {
      suspects.add(event.ip);
    }
    if (!decided.some(({ severity }) => isAtLeast(severity, 'high'))) return;
    const own = deciding.get(actor) ?? new Set();
    deciding.set(actor, own);
    for (const value of valuesOf(event)) own.add(value);
  };
  return {
    see(event) {
      const id = event.actor?.id ?? '';
      if (signs.decidedBy(event.uuid).length > 0) suspect(event, id);
      const sign = signs.firstSignOf(id);
      if (sign === undefined || event.time >= sign) return;
      if (isByOkta(event) || isInVain(event.outcome) || event.ip === null) return;
      const places = known.get(id) ?? new Map<string, number>();
      known.set(id, places);
      for (const value of valuesOf(event)) add(places, value, event.time);
    },
    of(actor) {
      const places = known.get(actor);
      const sign = signs.firstSignOf(actor);
      if (!places || sign === undefined) return undefined;
      if (sign - earliestOf(places) < leastHistory) return undefined;
      const isKnown = (value: string): boolean => {
        const first = places.get(value);
        if (first === undefined) return false;
        return deciding.get(actor)?.has(value) !== true || sign - first >= longKnown;
      };
      return {
        isKnownAddress: (ip) => isKnown(`address ${ip}`),
        isKnownNetwork: (asn) => isKnown(`network ${asn}`),
        isKnownDevice: (device) => isKnown(`device ${device}`),
        isKnownAgent: (agent) => isKnown(`agent ${agent}`),
      };
    },
    isSuspect: (ip) => suspects.has(ip),
    get isCut() {
      return isCut;
    },
  };
}

function earliestOf(places: Places): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const time of places.values()) earliest = Math.min(earliest, time);
  return earliest;
}

import { hour } from '../../event/duration.ts';
import { createFifo } from '../../store/fifo.ts';
import type { Store } from '../../store/store.ts';
import type { Accumulator, FactValue, Values } from './accumulator.ts';

/** Anything about the nearest event that has values; nothing if there is none. */
export function createNearest(read: (values: Values, own: Values) => FactValue): Accumulator {
  let latest: Values = [];
  let rank = -1;
  let held = 0;
  return {
    add(values, at) {
      if (values.length === 0) return;
      latest = values;
      rank = at;
      held++;
    },
    remove(values) {
      if (values.length > 0) held--;
    },
    read: (own) => (held === 0 ? undefined : read(latest, own)),
    nearest: () => (held === 0 ? -1 : rank),
  };
}

/** Seconds from the first event to the last; nothing if there is none. Values: a time. */
export function createSpan(store: Store): Accumulator {
  const times = createFifo(store);
  return {
    add([time]) {
      times.push(time as number);
    },
    remove: times.shift,
    read() {
      return times.size === 0 ? undefined : (times.last() - times.first()) / 1_000;
    },
  };
}

/** Seconds from a neighbour. Values: a time. */
export function secondsFrom([then]: Values, [now]: Values): number {
  return ((now as number) - (then as number)) / 1_000;
}

/** Kilometres, the mean radius (International Union of Geodesy and Geophysics). */
const earthRadius = 6_371.0088;

/** No two places on earth are further apart. */
export const farthest = Math.ceil(Math.PI * earthRadius);

/** No journey is faster, if only because it took no time. */
export const fastest = 100_000;

/** Values of an event with a place: latitude and longitude in degrees, and a time. */
export function kilometresFrom([lat, lon]: Values, own: Values): FactValue {
  const [ownLat, ownLon] = own;
  if (ownLat === undefined || ownLon === undefined) return undefined;
  const [a, b] = [radians(lat as number), radians(ownLat)];
  const halfLat = Math.sin((b - a) / 2);
  const halfLon = Math.sin(radians(ownLon - (lon as number)) / 2);
  const part = halfLat * halfLat + Math.cos(a) * Math.cos(b) * halfLon * halfLon;
  // To the metre: the last digits of a sine differ from engine to engine.
  return toThousandths(2 * earthRadius * Math.asin(Math.sqrt(Math.min(1, part))));
}

/** Kilometres an hour; any way in no time is the {@link fastest}. */
export function speedFrom(values: Values, own: Values): FactValue {
  const way = kilometresFrom(values, own);
  if (typeof way !== 'number' || way === 0) return way;
  const hours = ((own[2] as number) - (values[2] as number)) / hour;
  return toThousandths(Math.min(fastest, way / hours));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function toThousandths(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

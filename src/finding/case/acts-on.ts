import type { AdminAct } from './admin-act.ts';

type Acts = readonly AdminAct[];

const known = new WeakMap<Acts, ReadonlyMap<string, readonly number[]>>();

/** Those of some acts that were done to something with one of these ids, in their order. */
export function actsOn(acts: Acts, ids: Iterable<string>): Acts {
  const places = known.get(acts) ?? placesByTarget(acts);
  known.set(acts, places);
  const found = new Set<number>();
  for (const id of ids) for (const place of places.get(id) ?? []) found.add(place);
  return [...found].sort((a, b) => a - b).map((place) => acts[place] as AdminAct);
}

function placesByTarget(acts: Acts): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { targets }] of acts.entries()) {
    for (const id of new Set(targets.map((target) => target.id))) {
      if (id === null) continue;
      const others = places.get(id) ?? [];
      places.set(id, others);
      others.push(place);
    }
  }
  return places;
}

import type { Place } from './place.ts';

/** The file that makes a folder an archive of a pull; the same name as in `okta/archive/manifest-name.ts`. */
export const archiveMark = '.oktahunt-archive.json';

/** What stands beside the events in an archive: the manifest, its draft and its lock; what a webhook did not take. */
const bookkeeping = /^(?:\.oktahunt-archive\..*|dead-letters\.ndjson)$/;

/** The places of a folder that may hold events: in an archive of a pull, all but its bookkeeping. */
export function withoutBookkeeping(places: readonly Place[]): readonly Place[] {
  if (!places.some((place) => nameOf(place) === archiveMark)) return places;
  return places.filter((place) => !bookkeeping.test(nameOf(place)));
}

function nameOf({ file }: Place): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

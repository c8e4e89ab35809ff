import { lstat, readFile } from 'node:fs/promises';
import { objectIn, own } from '../../event/json.ts';
import { defaultLimits } from '../limits.ts';
import { unwrap } from '../unwrap.ts';
import { type FilePlace, lastName } from './file-identity.ts';

/** The file that makes a folder an archive of a pull; the same name as in `okta/archive/manifest-name.ts`. */
export const archiveMark = '.oktahunt-archive.json';

/** What stands beside the events in an archive, each with a proof by content: a name alone hides nothing. */
const bookkeeping: readonly (readonly [name: RegExp, isMeant: (text: string) => boolean])[] = [
  [/^\.oktahunt-archive\.json$/, isManifest],
  [/^\.oktahunt-archive\.json\.tmp$/, (text) => isManifest(text) || isCutManifest(text)],
  [/^\.oktahunt-archive\.lock(?:\..+)?$/, isLock],
  [/^dead-letters\.ndjson$/, isFindings],
];

/** Beyond this many bytes nothing counts as bookkeeping; then it is read, and reported. */
const mostBytes = 64 * 1024 ** 2;

/**
 * The places of a folder that may hold events: in an archive of a pull, all but its bookkeeping. A file of
 * such a name that is a link, a folder or anything else than what an archive writes there stays in.
 */
export async function withoutBookkeeping(
  places: readonly FilePlace[],
): Promise<readonly FilePlace[]> {
  const mark = places.find((place) => lastName(place) === archiveMark);
  if (!mark || !(await isBookkeeping(mark))) return places;
  const kept: FilePlace[] = [];
  for (const place of places) if (!(await isBookkeeping(place))) kept.push(place);
  return kept;
}

async function isBookkeeping(place: FilePlace): Promise<boolean> {
  const [, isMeant] = bookkeeping.find(([pattern]) => pattern.test(lastName(place))) ?? [];
  if (!isMeant) return false;
  try {
    const stats = await lstat(place.path);
    if (!stats.isFile() || stats.size > mostBytes) return false;
    return stats.size === 0 || isMeant(await readFile(place.path, 'utf8'));
  } catch {
    return false;
  }
}

const manifestKeys =
  'kind version tool org query compression covered settled pending follow events conflicts files';

/** A manifest has no place for an event; whether it is a valid one is for those to say who verify it. */
function isManifest(text: string): boolean {
  const value = objectIn(text);
  if (!value || own(value, 'kind') !== 'oktahunt-archive') return false;
  const isKnown = Object.keys(value).every((key) => manifestKeys.split(' ').includes(key));
  return isKnown && !/"actor"|event_?type/i.test(JSON.stringify(value));
}

/** What a power cut leaves of a draft: one record that began as a manifest and does not end. */
function isCutManifest(text: string): boolean {
  const start = '{\n "kind": "oktahunt-archive"';
  const isBegun = text.startsWith(start) || start.startsWith(text);
  return isBegun && !/\n[{[]|actor|event_?type/i.test(text);
}

function isLock(text: string): boolean {
  const value = objectIn(text);
  return value !== undefined && Object.keys(value).every((key) => key === 'pid' || key === 'mark');
}

/** Findings, line by line, of which the reader would make no event. */
function isFindings(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => {
    const value = objectIn(line);
    if (!value || own(value, 'kind') !== 'finding') return false;
    const [record, more] = unwrap(value, defaultLimits);
    const isBare = !more && record?.kind === 'record' && record.wrapping === undefined;
    return isBare && own(value, 'eventType') === undefined;
  });
}

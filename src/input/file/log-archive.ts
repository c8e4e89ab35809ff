import { lstat, readFile } from 'node:fs/promises';
import { isObject, objectIn, own } from '../../event/json.ts';
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

/** The file that makes a folder the outbox of a watch; the same name as in `delivery/outbox-file.ts`. */
const outboxMark = '.oktahunt-outbox.json';

/** What lies in an outbox. */
const outboxKeeping: typeof bookkeeping = [
  [/^\.oktahunt-outbox\.json$/, isOutboxMark],
  [/^\.oktahunt-outbox\.json\.tmp$|^\d{10}\.json(?:\.tmp)?$/, isOutgoing],
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
  let kept = places;
  for (const [name, known] of [
    [archiveMark, bookkeeping],
    [outboxMark, outboxKeeping],
  ] as const) {
    const mark = kept.find((place) => lastName(place) === name);
    if (!mark || !(await isBookkeeping(mark, known))) continue;
    const others: FilePlace[] = [];
    for (const place of kept) if (!(await isBookkeeping(place, known))) others.push(place);
    kept = others;
  }
  return kept;
}

async function isBookkeeping(place: FilePlace, known: typeof bookkeeping): Promise<boolean> {
  const [, isMeant] = known.find(([pattern]) => pattern.test(lastName(place))) ?? [];
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

function isOutboxMark(text: string): boolean {
  const value = objectIn(text);
  const keys = ['kind', 'version', 'next', 'receivers'];
  const isKnown = value && Object.keys(value).every((key) => keys.includes(key));
  return (
    isKnown === true &&
    own(value, 'kind') === 'oktahunt-outbox' &&
    !/"actor"|event_?type/i.test(text)
  );
}

/** A message on its way, whole or begun. */
function isOutgoing(text: string): boolean {
  const value = objectIn(text);
  const start = '{"kind":"oktahunt-message"';
  if (!value) return start.startsWith(text) || text.startsWith(start);
  return own(value, 'kind') === 'oktahunt-message' && isFound(own(value, 'about'));
}

/** Findings, cases and dead letters, line by line. */
function isFindings(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => {
    const value = objectIn(line);
    return isFound(own(value ?? {}, 'kind') === 'dead-letter' ? own(value ?? {}, 'about') : value);
  });
}

/** A finding or case, which is no event, whatever events it quotes: by the form of its id, or since nothing in it is one. */
function isFound(value: unknown): boolean {
  if (!isObject(value) || own(value, 'eventType') !== undefined) return false;
  const kind = own(value, 'kind');
  if (kind === 'case') return /^okc_[0-9a-f]{12}$/.test(String(own(value, 'id')));
  if (kind !== 'finding') return false;
  if (/^okh1:[0-9a-f]{20}$/.test(String(own(value, 'fingerprint')))) return true;
  const [record, more] = unwrap(value, defaultLimits);
  return !more && record?.kind === 'record' && record.wrapping === undefined;
}

import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { parseTime } from '../../event/time.ts';
import { asParsed, perHeader } from './columns.ts';
import type { Envelope } from './envelope.ts';
import { inUtc, zoned } from './naming.ts';
import { isWhole } from './whole-event.ts';

/** The fields of a LogEvent: those that are objects or lists, which tables without types hold as JSON in text. */
const objects = [
  'actor',
  'client',
  'device',
  'authenticationContext',
  'outcome',
  'securityContext',
  'debugContext',
  'transaction',
  'request',
  'target',
];
const texts = [
  'uuid',
  'published',
  'eventType',
  'version',
  'severity',
  'legacyEventType',
  'displayMessage',
];

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');
const fields: ReadonlyMap<string, string> = new Map(
  [...objects, ...texts].map((field) => [plain(field), field]),
);

interface Column {
  readonly name: string;
  readonly field: string;
}

/** The columns of fields, whatever others there are; undefined unless they are a table of whole fields. */
const columnsOf = perHeader((names): readonly Column[] | undefined => {
  const columns = names.flatMap((name) => {
    const field = fields.get(plain(name));
    return field ? [{ name, field }] : [];
  });
  const has = (field: string): boolean => columns.some((column) => column.field === field);
  const isTable = has('eventType') && has('published') && has('actor');
  const isTwice = new Set(columns.map(({ field }) => field)).size < columns.length;
  return isTable && !isTwice ? columns : undefined;
});

/**
 * A row of a table with a column for each field of an event, its name in whatever case the database likes
 * (`EVENT_TYPE`), its objects as such or as JSON in text: Snowflake, BigQuery, Athena, a data frame. What has
 * no column is lost.
 */
export const table: Envelope = {
  name: 'table of fields',
  open: (record) => {
    const columns = columnsOf(record);
    if (!columns || isSpelledByOkta(record, columns)) return undefined;
    const raw = Object.fromEntries(columns.map((column) => [column.field, read(record, column)]));
    if (!isObject(raw['actor'] ?? {})) return undefined;
    return { kind: 'event', raw, keeps: columns.map(({ field }) => field) };
  },
};

/** Then it is an event as it should be; or one whose keys are in lower case on all levels. */
function isSpelledByOkta(record: JsonObject, columns: readonly Column[]): boolean {
  const isWritten = columns.some(({ field, name }) => {
    return objects.includes(field) && typeof own(record, name) === 'string';
  });
  const isLowered = columns.some(({ name }) => name === 'eventtype');
  return !isWritten && (isLowered || columns.every(({ name, field }) => name === field));
}

/** Only what Okta has as an object is read as one: any other text may have been written to look like that. */
function read(record: JsonObject, { name, field }: Column): Json {
  const cell = own(record, name) ?? null;
  if (cell === '') return null;
  if (objects.includes(field)) return asParsed(cell);
  return field === 'published' ? inUtc(zoned(cell)) : cell;
}

/** An event as Okta wrote it, but for a time in the spelling of a database: `2026-03-04 10:00:00 UTC`. */
export const respelledTime: Envelope = {
  name: 'time as databases write it',
  open: (record) => {
    if (!isWhole(record) || !isObject(own(record, 'actor'))) return undefined;
    const published = own(record, 'published') as string;
    const time = zoned(published);
    if (parseTime(published) !== undefined || time === published) return undefined;
    return { kind: 'event', raw: { ...record, published: time } };
  },
};

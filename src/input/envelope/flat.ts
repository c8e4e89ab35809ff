import { isObject, type Json, type JsonObject, own } from '../../event/json.ts';
import { asIs, asNumber, type Column, cellOf, perHeader, toColumns } from './columns.ts';
import type { Contents, Envelope } from './envelope.ts';
import { camelCase } from './naming.ts';
import { nest } from './value-path.ts';

/**
 * An event as one row of columns: the CSV export of the Admin Console (`actor.alternate_id`,
 * `target0.id`, the time as `timestamp`), and what search tools make of nested fields
 * (`actor.alternateId`, `target{}.id`). Only what has a column is kept.
 */
export const flat: Envelope = {
  name: 'columns',
  open: (record) => {
    const type = own(record, 'event_type') ?? own(record, 'eventType');
    if (typeof type !== 'string' || isObject(own(record, 'actor'))) return undefined;
    const names = Object.keys(record);
    if (!names.some((name) => name.startsWith('actor.') || name.startsWith('client.'))) {
      return undefined;
    }
    return rebuild(record, columnsOf(record));
  },
};

interface FlatColumn extends Column {
  /** Which member of the list `target` or `ipChain` the column is of; its path goes without the number. */
  readonly member: number | undefined;
}

/** All rows of a file have the same columns, which are worked out once. */
const columnsOf = perHeader((names) => toColumns(names.map(columnOf)));

const numbers: ReadonlySet<string> = new Set([
  'authenticationContext.authenticationStep',
  'client.geographicalContext.geolocation.lat',
  'client.geographicalContext.geolocation.lon',
  'request.ipChain.geographicalContext.geolocation.lat',
  'request.ipChain.geographicalContext.geolocation.lon',
  'securityContext.asNumber',
]);

function columnOf(name: string): FlatColumn {
  const listed = /^target(?:(\d{1,3})|\{\}|\[(\d{1,3})\])?\.(.*)$/s.exec(name);
  if (listed) {
    const path = `target.${inOktaCase(listed[3] as string)}`;
    return { name, path, member: Number(listed[1] ?? listed[2] ?? 0), read: asIs };
  }
  const path = name === 'timestamp' ? 'published' : inOktaCase(name.replaceAll('{}', ''));
  const member = path.startsWith('request.ipChain.') ? 0 : undefined;
  return { name, path, member, read: numbers.has(path) ? asNumber : asIs };
}

/** The keys of `device` are in snake case with Okta, too. */
function inOktaCase(name: string): string {
  return name.startsWith('device.') ? name : name.split('.').map(camelCase).join('.');
}

function rebuild(record: JsonObject, { columns, keeps }: ReturnType<typeof columnsOf>): Contents {
  const fields: (readonly [string, Json])[] = [];
  const targets: (typeof fields)[] = [];
  const hop: typeof fields = [];
  for (const column of columns) {
    const { path, member } = column;
    const value = cellOf(record, column);
    if (value === undefined) continue;
    if (member === undefined) {
      fields.push([path, value]);
    } else if (path.startsWith('target.')) {
      targets[member] ??= [];
      targets[member]?.push([path.slice('target.'.length), value]);
    } else {
      hop.push([path.slice('request.ipChain.'.length), value]);
    }
  }
  const listed = Object.values(targets).map(nest);
  const raw: JsonObject = {
    ...nest(fields),
    target: listed.length > 0 ? listed : null,
    ...(hop.length > 0 && { request: { ipChain: [nest(hop)] } }),
  };
  return { kind: 'event', raw, keeps };
}

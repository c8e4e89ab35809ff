import { type Field, numbered, parseArrays, parseField } from '../event/field.ts';
import { isObject, type Json, type JsonObject, own } from '../event/json.ts';

/** Fields that are made of others; no field of an event has such a name. */
export const madeFields = {
  /** The login of the actor, or its id. */
  actor: '@actor',
  /** The login, name or id of each target. */
  target: '@target',
  /** The names of the targets that are applications. */
  application: '@application',
  /** Number and name of the network. */
  network: '@network',
} as const;

const targetsOf = parseArrays('target', undefined);

/** The field of a path, or one of {@link madeFields}. */
export function tallyField(path: string): Field {
  const make = makers[path];
  if (!make) return parseField(path);
  const read = make();
  const has = (raw: Json | undefined): boolean => read(raw).length > 0;
  return { path, read, views: read, has, found: read, ...numbered(read, read) };
}

type Read = Field['read'];

const makers: Readonly<Record<string, () => Read>> = {
  [madeFields.actor]: () => {
    const [login, id] = [parseField('actor.alternateId'), parseField('actor.id')];
    return (raw) => firstOf(login.read(raw), id.read(raw));
  },
  [madeFields.target]: () => (raw) =>
    targets(raw).flatMap((target) => {
      return (
        textOf(target, 'alternateId') ?? textOf(target, 'displayName') ?? textOf(target, 'id') ?? []
      );
    }),
  [madeFields.application]: () => (raw) =>
    targets(raw).flatMap((target) => {
      const isApplication = textOf(target, 'type')?.toLowerCase() === 'appinstance';
      return isApplication ? (textOf(target, 'displayName') ?? []) : [];
    }),
  [madeFields.network]: () => {
    const number = parseField('securityContext.asNumber');
    const name = parseField('securityContext.asOrg');
    return (raw) => {
      const [as] = number.read(raw);
      if (typeof as !== 'number' && typeof as !== 'string') return [];
      const [org] = name.read(raw);
      return [typeof org === 'string' ? `${as} ${org}` : `${as}`];
    };
  },
};

function firstOf(...lists: readonly (readonly Json[])[]): readonly Json[] {
  const found = lists.flat().find((value) => value !== null && value !== '');
  return found === undefined ? [] : [found];
}

function targets(raw: Json | undefined): readonly JsonObject[] {
  return targetsOf(raw).flat().filter(isObject);
}

function textOf(target: JsonObject, key: string): string | undefined {
  const value = own(target, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

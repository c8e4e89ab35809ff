import { isObject, type Json } from './json.ts';

/** What stands under some names in an object. */
export type Members<Name extends string> = { readonly [name in Name]?: Json };

const none = {};

/**
 * The members of an object, to be read by their names: that takes a fifth of the time that `own` takes, which is told the
 * name. What is no object has none. Not for names that every object inherits, such as `constructor`.
 */
export function membersOf<Name extends string>(value: Json | undefined): Members<Name> {
  if (!isObject(value)) return none;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return value as Members<Name>;
  return Object.create(null, Object.getOwnPropertyDescriptors(value)) as Members<Name>;
}

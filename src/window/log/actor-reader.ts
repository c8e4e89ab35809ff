import type { Event } from '../../event/event.ts';
import type { Field } from '../../event/field.ts';
import { isObject, type Json, own } from '../../event/json.ts';

/**
 * Prepares to read the first value of a field of plain texts; undefined if that is no text. Where Okta writes it, it
 * is found without a walk over the event.
 */
export function createActorReader(field: Field): (raw: Event['raw']) => string | undefined {
  const names = field.path.split('.');
  return (raw) => {
    let plain: Json | undefined = raw;
    for (const name of names) plain = isObject(plain) ? own(plain, name) : undefined;
    const value = typeof plain === 'string' ? plain : field.read(raw)[0];
    return typeof value === 'string' ? value : undefined;
  };
}

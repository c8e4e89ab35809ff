import type { Event } from '../../event/event.ts';
import type { Field } from '../../event/field.ts';
import { membersOf } from '../../event/members.ts';

/**
 * Prepares to read the first value of the field of who acted; undefined if that is no text. Where Okta writes it, it is found
 * without a walk over the event.
 */
export function createActorReader(actorId: Field): (raw: Event['raw']) => string | undefined {
  return (raw) => {
    const { actor } = membersOf<'actor'>(raw);
    const plain = membersOf<'id'>(actor).id;
    const value = typeof plain === 'string' ? plain : actorId.read(raw)[0];
    return typeof value === 'string' ? value : undefined;
  };
}

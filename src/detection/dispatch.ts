import { foldCase } from '../event/case-folding.ts';

/**
 * Finds the members that can want an event of a type. Members without a set of (case folded) types
 * want all; each answer is in the order of the members and is computed once per type.
 */
export function createDispatch<T extends { readonly types: ReadonlySet<string> | undefined }>(
  members: readonly T[],
): (type: string) => readonly T[] {
  const known = new Map<string, readonly T[]>();
  return (type) => {
    const found = known.get(type);
    if (found) return found;
    const folded = foldCase(type);
    const wanting = members.filter(({ types }) => types === undefined || types.has(folded));
    if (known.size < maxTypes) known.set(type, wanting);
    return wanting;
  };
}

/** Okta has some 1,300 event types; a log that invents more must not fill the memory with them. */
const maxTypes = 10_000;

import { strictJsonText } from '../../text/json-text.ts';

/** A JSON array that is written while its members come. */
export interface JsonList {
  /** The text of a further member, with what stands before it. */
  readonly add: (member: unknown) => string;
  /** The end of the array. */
  readonly end: () => string;
}

/** Begins an array, of which nothing is written before the first member or the end. */
export function jsonList(): JsonList {
  let isEmpty = true;
  return {
    add: (member) => {
      const before = isEmpty ? '[\n' : ',\n';
      isEmpty = false;
      return before + strictJsonText(member);
    },
    end: () => (isEmpty ? '[]' : '\n]'),
  };
}

import { eventShape } from './event-shape.ts';

/** Top-level fields of an event: a window of such a name would hide the field. */
export const eventFields: ReadonlySet<string> = new Set(eventShape.fields.keys());

const folded: ReadonlySet<string> = new Set([...eventFields].map((name) => name.toLowerCase()));

/** Whether a name is that of a top-level field, whatever its case. */
export function isEventField(name: string): boolean {
  return folded.has(name.toLowerCase());
}

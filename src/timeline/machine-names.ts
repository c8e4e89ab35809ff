import type { TimelineEvent } from './timeline-event.ts';

/** Names machines m1, m2 ... in the order in which they are first met. */
export interface MachineNames {
  /** Null if an event says nothing of its machine. */
  of(event: TimelineEvent): string | null;
  /** The first event of each, in that order. */
  firsts(): ReadonlyMap<string, TimelineEvent>;
}

/** A machine is told by its device token; where there is none, by its user agent. */
export function createMachineNames(): MachineNames {
  const names = new Map<string, string>();
  const firsts = new Map<string, TimelineEvent>();
  return {
    of(event) {
      const key =
        event.device !== null
          ? `device ${event.device}`
          : event.agent !== null
            ? `agent ${event.agent}`
            : undefined;
      if (key === undefined) return null;
      const known = names.get(key);
      if (known !== undefined) return known;
      const name = `m${names.size + 1}`;
      names.set(key, name);
      firsts.set(name, event);
      return name;
    },
    firsts: () => firsts,
  };
}

import type { Event } from '../event/event.ts';
import type { Finding } from '../finding/finding.ts';
import type { Level } from '../rule/level.ts';
import type { RuleSet } from '../rule/rule.ts';
import type { Engine } from './engine.ts';

/** The last events of a log that is followed, judged again whenever some were added. */
export interface Lookout {
  readonly see: (event: Event) => void;
  /** Events that came since the last judgement. */
  readonly news: () => number;
  /** Whether more news would push unjudged events out. */
  readonly isFull: () => boolean;
  /** What holds now, told before or not. */
  readonly judge: () => Promise<readonly Finding[]>;
  readonly size: () => number;
  /** Events let go because there were too many. */
  readonly forgotten: () => number;
}

export interface LookoutOptions {
  readonly engine: Pick<Engine, 'hunt'>;
  readonly rules: RuleSet;
  /** Alert only for events from here on; milliseconds. */
  readonly since: number;
  /** Most events to keep. */
  readonly most: number;
  readonly minSeverity: Level;
}

/**
 * Makes an empty lookout. What it forgets makes the known log begin later, so that rules whose windows
 * reach back further are undecided, never wrong.
 */
export function createLookout({
  engine,
  rules,
  since,
  most,
  minSeverity,
}: LookoutOptions): Lookout {
  let events: Event[] = [];
  let known = new Set<string>();
  let [news, forgotten] = [0, 0];
  const slack = Math.ceil(most / 4);
  return {
    see: (event) => {
      if (known.has(event.uuid)) return;
      known.add(event.uuid);
      events.push(event);
      news++;
      if (events.length <= most + slack) return;
      events = events.toSorted((a, b) => a.time - b.time).slice(-most);
      known = new Set(events.map(({ uuid }) => uuid));
      forgotten += slack + 1;
    },
    news: () => news,
    isFull: () => news >= slack,
    judge: async () => {
      news = 0;
      const findings: Finding[] = [];
      for await (const outcome of engine.hunt(events, rules, { since, minSeverity })) {
        if (outcome.kind === 'finding') findings.push(outcome);
      }
      return findings;
    },
    size: () => events.length,
    forgotten: () => forgotten,
  };
}

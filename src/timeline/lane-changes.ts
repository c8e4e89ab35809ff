import type { FoldedStep } from './fold-steps.ts';
import type { ChangeKind, TimelineChange } from './timeline.ts';
import { appOf, type TimelineEvent } from './timeline-event.ts';

/** What is compared from step to step. Where an event is silent the last word stands, but of a device token. */
const compared: readonly {
  readonly what: ChangeKind;
  readonly of: (event: TimelineEvent) => string | null;
  /** Whether to have none any more is a change. */
  readonly canVanish?: true;
}[] = [
  { what: 'address', of: ({ ip }) => ip },
  { what: 'country', of: ({ country }) => country },
  {
    what: 'network',
    of: ({ asn, org }) => (asn === null ? org : `AS${asn}${org ? ` ${org}` : ''}`),
  },
  { what: 'proxy', of: ({ proxy }) => (proxy === null ? null : String(proxy)) },
  { what: 'system', of: ({ os }) => os },
  { what: 'agent', of: ({ browser, agent }) => browser ?? agent },
  { what: 'device', of: ({ device }) => device, canVanish: true },
  { what: 'app', of: appOf },
];

/** Says of each step what changed against the one before it in its lane. Okta's own acts change nothing. */
export function createChangeFinder(): (step: FoldedStep) => readonly TimelineChange[] {
  const lanes = new Map<string, Map<ChangeKind, string | null>>();
  return ({ event, lane, whose }) => {
    if (whose.party === 'okta' || event.ip === null) return [];
    const id = `${lane.kind} ${lane.key}`;
    const known = lanes.get(id) ?? new Map<ChangeKind, string | null>();
    lanes.set(id, known);
    return compared.flatMap(({ what, of, canVanish }) => {
      const [from, to] = [known.get(what), of(event)];
      // What was never told of cannot change, and what is not told of any more need not have changed.
      const isTold = to !== null || (canVanish === true && from !== undefined);
      if (isTold) known.set(what, to);
      return !isTold || from === undefined || from === to ? [] : [{ what, from, to }];
    });
  };
}

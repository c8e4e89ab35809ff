import { isoTime } from '../event/time.ts';
import { displayedFields } from '../finding/displayed-fields.ts';
import type { SuppressedAlert } from '../finding/filter-outcome.ts';
import type { Match } from '../window/evaluate.ts';
import type { EvidenceResolver } from './build-finding.ts';

/** What filters took away from a rule: events for which it would have held without them. */
export interface Suppression {
  readonly events: number;
  /** How many of them each filter excludes, by its name; several may exclude the same one. */
  readonly byFilter: ReadonlyMap<string, number>;
  /** The first of them in order of time, as many as were asked for. */
  readonly listed: readonly SuppressedAlert[];
}

/** Nothing was taken away. */
export const noSuppression: Suppression = { events: 0, byFilter: new Map(), listed: [] };

/** Counts what filters take from a rule, match by match in order of time. */
export function createSuppressionCount(
  rule: string,
  {
    evidence,
    listSuppressed,
  }: { readonly evidence: EvidenceResolver; readonly listSuppressed: number },
): { add(match: Pick<Match, 'row' | 'excludedBy'>): void; result(): Suppression } {
  const byFilter = new Map<string, number>();
  const listed: SuppressedAlert[] = [];
  let events = 0;
  return {
    add({ row, excludedBy }) {
      if (excludedBy.length === 0) return;
      events++;
      for (const name of excludedBy) byFilter.set(name, (byFilter.get(name) ?? 0) + 1);
      if (listed.length >= listSuppressed) return;
      const { table } = evidence;
      const event = evidence.explained(row);
      const textOf = (path: string) => table.texts(event, path)[0] ?? null;
      listed.push({
        rule,
        filters: excludedBy,
        event: {
          uuid: table.uuid(event),
          published: isoTime(table.time(event)),
          eventType: textOf(displayedFields.type) ?? '',
          actor: textOf(displayedFields.actorLogin),
        },
      });
    },
    result: () => ({ events, byFilter, listed }),
  };
}

/** Joins what was taken away before some events were forgotten with what was since. */
export function joinSuppression(early: Suppression, late: Suppression): Suppression {
  const byFilter = new Map(early.byFilter);
  for (const [name, events] of late.byFilter) {
    byFilter.set(name, (byFilter.get(name) ?? 0) + events);
  }
  return {
    events: early.events + late.events,
    byFilter,
    listed: [...early.listed, ...late.listed],
  };
}

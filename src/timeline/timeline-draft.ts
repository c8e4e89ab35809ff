import type { Event } from '../event/event.ts';
import { createFields } from '../event/field.ts';
import type { Case } from '../finding/case/case.ts';
import type { Finding } from '../finding/finding.ts';
import { buildTimeline } from './build-timeline.ts';
import { createJoinCollector, type EventJoins } from './event-joins.ts';
import { createEventTest, type EventRequest, periodShown } from './event-request.ts';
import { createEventGatherer, type EventGatherer } from './gather-events.ts';
import { signsOf } from './signs.ts';
import type { Timeline } from './timeline.ts';
import { createTimelineReader } from './timeline-event.ts';

/** What a timeline is asked for, and what is known of its log. */
export interface TimelinePlan {
  readonly request: EventRequest;
  /** All that was found in the log. */
  readonly findings: readonly Finding[];
  readonly cases: readonly Case[];
  /** At most so many events are shown. */
  readonly limit: number;
}

/**
 * A timeline in the making. The log is gone through twice, in any order, since what ties an event to one that
 * was asked for may stand anywhere: every event is given to `seek`, then every event to `gather`.
 */
export interface TimelineDraft {
  seek(event: Event): void;
  gather(event: Event): void;
  /** `isWhole`: whether every record of the log could be read. */
  timeline(isWhole: boolean): Timeline;
}

/** Begins a timeline. Its memory is bounded by the limit, and some 45 bytes for each event that it counts. */
export function draftTimeline({ request, findings, cases, limit }: TimelinePlan): TimelineDraft {
  const read = createTimelineReader(createFields());
  const isAsked = createEventTest(request);
  const signs = signsOf(findings, cases, request.cases);
  const collector = createJoinCollector(request, periodShown(request));
  let joins: EventJoins | undefined;
  let gatherer: EventGatherer | undefined;
  const gathering = (): EventGatherer => {
    joins ??= collector.joins();
    gatherer ??= createEventGatherer({ isAsked, joins, signs, limit });
    return gatherer;
  };
  return {
    seek(event) {
      const seen = read(event);
      if (isAsked(seen)) collector.see(seen);
    },
    gather: (event) => gathering().see(event, read(event)),
    timeline(isWhole) {
      const gathered = gathering().gathered();
      const complete = isWhole && joins?.isCut !== true;
      return buildTimeline({ request, gathered, signs, findings, cases, from: 'log', complete });
    },
  };
}

import { buildTimeline } from './build-timeline.ts';
import { createEventTest } from './event-request.ts';
import { eventsOfFindings } from './finding-events.ts';
import { createPlaceHistory } from './known-places.ts';
import { createNearestEvents } from './nearest-events.ts';
import { signsOf } from './signs.ts';
import type { Timeline } from './timeline.ts';
import type { TimelinePlan } from './timeline-draft.ts';

/** Of what findings list there are no copies. */
const onlyCopy = { time: 0, fullness: 0, high: 0, low: 0 };

/** A timeline without the log: of the events that findings list, as far as they tell of them. */
export function listedTimeline({ request, findings, cases, limit }: TimelinePlan): Timeline {
  const signs = signsOf(findings, cases, request.cases);
  const asked = eventsOfFindings(findings).filter(createEventTest(request));
  const nearest = createNearestEvents(signs, limit);
  for (const event of asked) nearest.keep(event, onlyCopy);
  const gathered = {
    ...nearest.all(),
    asked: asked.length,
    joined: 0,
    unasked: new Map<string, number>(),
    history: createPlaceHistory(signs),
  };
  return buildTimeline({
    request,
    gathered,
    signs,
    findings,
    cases,
    from: 'findings',
    complete: true,
  });
}

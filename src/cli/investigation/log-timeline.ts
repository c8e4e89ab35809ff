import { createFields } from '../../event/field.ts';
import { buildTimeline } from '../../timeline/build-timeline.ts';
import { createJoinCollector } from '../../timeline/event-joins.ts';
import { createEventTest, type EventRequest, periodShown } from '../../timeline/event-request.ts';
import { eventsOfFindings } from '../../timeline/finding-events.ts';
import { createEventGatherer, type GatheredEvents } from '../../timeline/gather-events.ts';
import { createPlaceHistory } from '../../timeline/known-places.ts';
import { type Signs, signsOf } from '../../timeline/signs.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { createTimelineReader } from '../../timeline/timeline-event.ts';
import type { Investigation, KnownFindings } from './investigation.ts';

/** What is drawn as a timeline, and at most how many events of it. */
export interface TimelinePlan {
  readonly request: EventRequest;
  readonly limit: number;
}

/**
 * The timeline of what is asked for. The logs are read twice: first for what ties other events to those asked for,
 * then for the events themselves. Without logs it is made of what the findings list.
 */
export async function timelineOf(
  { request, limit }: TimelinePlan,
  { findings, cases, summary }: KnownFindings,
  investigation: Investigation,
): Promise<Timeline> {
  const signs = signsOf(findings, cases);
  const known = { request, signs, findings, cases };
  if (investigation.inputs.logs.length === 0) {
    const gathered = gatherListed(known, limit);
    return buildTimeline({ ...known, gathered, from: 'findings', complete: true });
  }
  const { gathered, isWhole } = await gather({ request, limit }, signs, investigation);
  const complete = isWhole && (summary?.doubts ?? []).every(({ code }) => !cutting.includes(code));
  return buildTimeline({ ...known, gathered, from: 'log', complete });
}

/** Doubts about a log that are about what could be read of it, not about rules. */
const cutting: readonly string[] = [
  'nothing-read',
  'skipped',
  'skipped-names',
  'cut-short',
  'archive-changed',
];

async function gather(
  { request, limit }: TimelinePlan,
  signs: Signs,
  { read }: Investigation,
): Promise<{ readonly gathered: GatheredEvents; readonly isWhole: boolean }> {
  const readEvent = createTimelineReader(createFields());
  const isAsked = createEventTest(request);
  const collector = createJoinCollector(request, periodShown(request));
  const first = await read((event) => {
    const seen = readEvent(event);
    if (isAsked(seen)) collector.see(seen);
  });
  const joins = collector.joins();
  const gatherer = createEventGatherer({ isAsked, joins, signs, limit });
  const second = await read((event) => gatherer.see(event, readEvent(event)));
  const isWhole = !first.isCut && !second.isCut && second.skipped === 0 && !joins.isCut;
  return { gathered: gatherer.gathered(), isWhole };
}

/** What findings list of the events that are asked for. */
function gatherListed(
  {
    request,
    signs,
    findings,
  }: { request: EventRequest; signs: Signs } & Pick<KnownFindings, 'findings'>,
  limit: number,
): GatheredEvents {
  const isAsked = createEventTest(request);
  const events = eventsOfFindings(findings).filter(isAsked);
  const over = events.slice(limit);
  const [first, last] = [over[0], over.at(-1)];
  const leftOut =
    first && last ? { events: over.length, first: first.time, last: last.time } : undefined;
  return {
    events: events.slice(0, limit),
    asked: events.length,
    joined: 0,
    leftOut,
    unasked: new Map(),
    history: createPlaceHistory(signs),
  };
}

import type { EventRequest } from '../../timeline/event-request.ts';
import { listedTimeline } from '../../timeline/listed-timeline.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { draftTimeline } from '../../timeline/timeline-draft.ts';
import type { Investigation, KnownFindings } from './investigation.ts';

/** Doubts about a log that are about what could be read of it, not about rules. */
const cutting: readonly string[] = [
  'nothing-read',
  'skipped',
  'skipped-names',
  'cut-short',
  'archive-changed',
];

/**
 * A timeline of each request: of the logs, which are read twice for all of them together, or, without logs, of
 * what the findings list.
 */
export async function timelinesOf(
  requests: readonly EventRequest[],
  limit: number,
  { findings, cases, summary }: KnownFindings,
  { inputs, read }: Investigation,
): Promise<readonly Timeline[]> {
  const plans = requests.map((request) => ({ request, findings, cases, limit }));
  if (inputs.logs.length === 0) return plans.map(listedTimeline);
  if (plans.length === 0) return [];
  const drafts = plans.map(draftTimeline);
  const sought = await read((event) => {
    for (const draft of drafts) draft.seek(event);
  });
  const gathered = await read((event) => {
    for (const draft of drafts) draft.gather(event);
  });
  const isCut = sought.isCut || gathered.isCut || gathered.skipped > 0;
  const isScanned = (summary?.doubts ?? []).every(({ code }) => !cutting.includes(code));
  return drafts.map((draft) => draft.timeline(!isCut && isScanned));
}

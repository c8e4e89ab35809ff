import { type KnownReport, timelinesOf } from '../../library/case-story.ts';
import { createTheme } from '../../report/text/theme.ts';
import {
  renderTimelineReport,
  timelineJson,
  timelineNdjson,
} from '../../report/timeline/timeline-report.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { type Investigation, investigate } from '../investigation/investigation.ts';
import { themeFor } from '../terminal/canvas.ts';
import { reportSink } from '../terminal/pager.ts';
import type { TimelineOptions } from './timeline-options.ts';
import { requestOf } from './timeline-request.ts';

const nothingFound: KnownReport = { findings: [], cases: [], summary: undefined };

/** Draws the timeline, and returns the exit code. */
export function runTimeline(options: TimelineOptions, context: CommandContext): Promise<number> {
  return investigate(options, context, async (investigation) => {
    const isKnown = options.findsFindings || investigation.inputs.report !== undefined;
    const known = isKnown ? await investigation.findings() : nothingFound;
    const request = requestOf(options, known);
    const [timeline] = await timelinesOf([request], options.limit, known, investigation.read);
    if (!timeline) throw new Error('there is no timeline');
    await write(timeline, options, investigation);
    return options.allowPartial ? exitCodes.clean : exitCodeOf(timeline);
  });
}

function exitCodeOf({ complete, counts }: Timeline): number {
  return complete && counts.shown > 0 ? exitCodes.clean : exitCodes.doubt;
}

async function write(
  timeline: Timeline,
  { format, order, display }: TimelineOptions,
  { io, interrupt }: Investigation,
): Promise<void> {
  const sink = reportSink({ display, isLong: format === 'table' }, io, interrupt);
  if (format === 'json') return sink.write(timelineJson(timeline));
  if (format === 'ndjson') {
    for (const line of timelineNdjson(timeline)) await sink.write(line);
    return;
  }
  const theme = createTheme({ ...themeFor(display, io.stdout, io), verbose: true });
  for (const line of renderTimelineReport(timeline, order, theme)) await sink.write(`${line}\n`);
  await sink.finish();
}

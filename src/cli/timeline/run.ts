import { createTheme } from '../../report/text/theme.ts';
import {
  renderTimelineReport,
  timelineJson,
  timelineNdjson,
} from '../../report/timeline/timeline-report.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import type { CommandContext } from '../config/command-context.ts';
import { exitCodes } from '../exit-code.ts';
import {
  type Investigation,
  investigate,
  type KnownFindings,
} from '../investigation/investigation.ts';
import { timelineOf } from '../investigation/log-timeline.ts';
import { themeFor } from '../terminal/canvas.ts';
import { asideSink, streamSink } from '../terminal/sink.ts';
import { requestOf, type TimelineOptions } from './timeline-options.ts';

const nothingFound: KnownFindings = { findings: [], cases: [], summary: undefined };

/** Draws the timeline, and returns the exit code. */
export function runTimeline(options: TimelineOptions, context: CommandContext): Promise<number> {
  return investigate(options, context, async (investigation) => {
    const { io, inputs, interrupt } = investigation;
    const isKnown = options.findsFindings || inputs.report !== undefined;
    const known = isKnown ? await investigation.findings() : nothingFound;
    const request = requestOf(options, known);
    const timeline = await timelineOf({ request, limit: options.limit }, known, investigation);
    await write(timeline, options, investigation);
    const signal = interrupt.by();
    if (signal) {
      await asideSink(io.stderr).write('interrupted before the end of the log\n');
      return exitCodes[signal];
    }
    return options.allowPartial ? exitCodes.clean : exitCodeOf(timeline);
  });
}

function exitCodeOf({ complete, counts }: Timeline): number {
  return complete && counts.shown > 0 ? exitCodes.clean : exitCodes.doubt;
}

async function write(
  timeline: Timeline,
  { format, order, display }: TimelineOptions,
  { io }: Investigation,
): Promise<void> {
  const sink = streamSink(io.stdout, 'standard output');
  if (format === 'json') return sink.write(timelineJson(timeline));
  if (format === 'ndjson') {
    for (const line of timelineNdjson(timeline)) await sink.write(line);
    return;
  }
  const theme = createTheme({ ...themeFor(display, io.stdout, io), verbose: true });
  for (const line of renderTimelineReport(timeline, order, theme)) await sink.write(`${line}\n`);
}
